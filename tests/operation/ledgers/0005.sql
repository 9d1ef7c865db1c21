-- From the fifth version on provinces report the rest of the programme, and the ministry its own.
insert into ledger_entry select unnest(range(18, 22));

insert into received_file
select sha256(said), said::blob, length(said)
from (values ('five'), ('register')) as received (said);

insert into submission (
    submission, received_at, submitted_by, file_name, sha256, region, year, quarter, submitted_on,
    office, form_version, data_kind, outcome
)
values
(18, '2027-04-10 10:00:00+09', 'kim', '서울.xlsx', sha256('five'), 'seoul', 2027, 1, '2027-04-10',
 '부서', '2026-2', 'real', 'accepted'),
(20, '2027-04-11 10:00:00+09', 'park', '대장.xlsx', sha256('register'), null, 2027, 1,
 '2027-04-11', '부서', '2026-2', 'real', 'accepted');

insert into programme_workbook values (20);

insert into budget_report (
    submission, source_row, project, year, quarter, funding_source, allocated, granted, executed,
    carried_over
)
values (18, 2, 'S1', 2026, 4, 'national', 100, 100, 80, 20);

insert into spending_plan_report values (18, 2, 'S1', 2026, 4, 'national', 90);

insert into partner_report
values (18, 2, 'S1', '가협동조합', 'cooperative', 'produce', '2026-02-01', null, 70);

insert into linkage_report
values (18, 2, 'S1', '마을 돌봄', 2026, 4, 'mois', 30, '함께 함');

insert into product_report
values (18, 2, 'S1', '반찬', 'product', '2026-11-01', 'mois', '종로구', '가협동조합', 20);

insert into call_report
values (20, 2, 'C2026', '2026년 공모', '2026-02-05', '2026-03-05', '2026-04-01', 85);

insert into application_report
values (
    20, 2, 'C2026', 'C2026-001', '사업 S1', 'seoul', 'seoul_jongno', 'community', '조직', 50,
    '2026-03-01', 'eligible', 80, 'selected', 'S1'
);

insert into standard_model_report
values (20, 2, 'M1', 'S1', '마을 모델', '2026-12-01', '요약', '조건');

insert into award_report
values (20, 2, '2026-12-20', 'president', 'seoul', null, 'S1', '표창', null);

insert into decision
values
(19, 18, 'accepted', '', 'park', '2027-04-12 10:00:00+09'),
(21, 20, 'accepted', '', 'park', '2027-04-12 10:00:00+09');
