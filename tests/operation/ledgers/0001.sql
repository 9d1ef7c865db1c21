-- What the first version kept: it had no decisions, what passed the checks counted at once.
insert into received_file
select sha256(said), said::blob, length(said)
from (values ('one'), ('two'), ('three')) as received (said);

insert into submission (
    submission, received_at, submitted_by, file_name, sha256, region, year, quarter, submitted_on,
    office, form_version, data_kind, outcome
)
values
(1, '2026-07-10 10:00:00+09', 'kim', '서울.xlsx', sha256('one'), 'seoul', 2026, 2, '2026-07-10',
 '부서', '2026-1', 'real', 'accepted'),
(2, '2026-07-11 10:00:00+09', 'lee', '광주.xlsx', sha256('two'), 'gwangju', 2026, 2, '2026-07-11',
 '부서', '2026-1', 'real', 'accepted'),
(3, '2026-07-12 10:00:00+09', 'lee', '광주.xlsx', sha256('three'), 'gwangju', 2026, 2,
 '2026-07-12', '부서', '2026-1', 'real', 'returned');

insert into finding (submission, position, code, severity, sheet, cell, field, raw_value)
values (3, 1, 'not_a_number', 'error', '실적', 'E2', 'value', '많음');

insert into project_report (
    submission, source_row, project, name, reported_region, region, municipality, model_type,
    selection_year, lead_organisation, purpose, project_state
)
values
(1, 2, 'S1', '사업 S1', '서울', 'seoul', 'seoul_jongno', 'community', 2026, '조직', '목적',
 'active'),
(2, 2, 'G1', '사업 G1', '광주', 'gwangju', 'gwangju_nam', 'public_service', 2026, '조직', '목적',
 'active');

insert into stage_report (
    submission, source_row, project, stage, planned_start, planned_end, actual_start, actual_end
)
values (1, 2, 'S1', 'plan', '2026-01-01', '2026-03-31', '2026-01-05', null);

insert into budget_report (
    submission, source_row, project, year, quarter, funding_source, allocated, granted, executed
)
values (1, 2, 'S1', 2026, 2, 'national', 100, 50, 20);

insert into target_report (
    submission, source_row, project, indicator, year, value, numerator, denominator
)
values (1, 2, 'S1', 'jobs', 2026, 10, null, null);

insert into observation_report (
    submission, source_row, project, indicator, year, quarter, value, numerator, denominator, absence
)
values
(1, 2, 'S1', 'jobs', 2026, 2, 3, null, null, null),
(2, 2, 'G1', 'jobs', 2026, 2, null, null, null, 'not_collected');

insert into own_indicator_report (
    submission, source_row, project, indicator, name, unit_name, definition
)
values (1, 2, 'S1', 'own_1', '마을 장터', '회', '연 횟수');

insert into release_log
values (
    '2026-06-30-provisional-1', 1, '2026-06-30', 'provisional', 3, '2026-07-20 10:00:00+09',
    'park', 'digest'
);
