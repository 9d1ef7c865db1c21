-- From the third version on the annual evaluation and the panel write entries of the same sequence.
insert or ignore into ledger_entry
select submission from submission
union
select entry from decision
union
select entry from finding_reason;

insert into ledger_entry select unnest(range(7, 15));

insert into score_sheet
values
(7, 2026, 'S1', 'm05', 'submitted', '좋음', '', null, 'm05', '2027-02-01 10:00:00+09'),
(8, 2026, 'S1', 'm05', 'submitted', '좋음', '고쳐 셈', null, 'm05', '2027-02-02 10:00:00+09');

insert into score
select sheet, criterion, points, ''
from (values (7, 3), (8, 4)) as given (sheet, points)
cross join (
    values ('plan'), ('organisation'), ('linkage'), ('progress'), ('outcome'), ('spread')
) as each (criterion);

insert into evaluation_decision
values (
    9, 2026, 'S1', 'conditional', '기한을 지킬 것', '2026-12-31-final-1', 'park',
    '2027-03-01 10:00:00+09'
);

insert into decision_condition values (9, 1, '분기마다 보고', '2027-06-30');

insert into condition_answer
values (10, 9, 1, '보고함', 'kim', '2027-04-01 10:00:00+09');

insert into panel_finding
values (
    11, 'S1', 'plan', 'moderate', '주민 참여를 넓힐 것', '2027-05-31', 'm05',
    '2027-02-03 10:00:00+09'
);

insert into panel_follow_up values (12, 11, '모임을 더 엶', 'kim', '2027-03-03 10:00:00+09');

insert into panel_verdict values (13, 11, 'closed', '', 'm05', '2027-03-04 10:00:00+09');

insert into evidence values (11, 1, '2026-12-31-final-1', 'jobs', 2026, 4, 9);

insert into panel_visit values (14, 'm05', '2026-12-31-final-1', '2027-02-03 10:00:00+09');
