-- From the second version on a manager decides, and may keep a warning with its reason.
insert or ignore into decision
select submission, submission, 'accepted', '', submitted_by, received_at
from submission
where outcome = 'accepted';

insert into received_file select sha256('four'), 'four'::blob, 4;

insert into submission (
    submission, received_at, submitted_by, file_name, sha256, region, year, quarter, submitted_on,
    office, form_version, data_kind, outcome
)
values (
    4, '2027-01-10 10:00:00+09', 'kim', '서울.xlsx', sha256('four'), 'seoul', 2026, 4,
    '2027-01-10', '부서', '2026-1', 'real', 'accepted'
);

insert into observation_report (
    submission, source_row, project, indicator, year, quarter, value, numerator, denominator, absence
)
values
(4, 2, 'S1', 'jobs', 2026, 2, 4, null, null, null),
(4, 3, 'S1', 'jobs', 2026, 4, 5, null, null, null);

insert into finding (
    submission, position, code, severity, sheet, cell, field, raw_value, expected
)
values (4, 1, 'out_of_range', 'warning', '실적', 'E2', 'value', '4', '3');

insert into normalisation
values (4, 1, '실적', 'E3', 'value', '5명', '5', 'unit_in_cell');

insert into finding_reason
values (5, 4, 1, '다시 세었음', 'kim', '2027-01-10 10:00:00+09');

insert into decision
values (6, 4, 'accepted', '경고 확인', 'park', '2027-01-11 10:00:00+09');
