-- From the fourth version on scores come as workbooks too.
insert into ledger_entry select unnest(range(15, 18));

insert into received_file select sha256('scores'), 'scores'::blob, 6;

insert into submission (
    submission, received_at, submitted_by, file_name, sha256, year, submitted_on, data_kind, outcome
)
values (
    15, '2027-02-05 10:00:00+09', 'm06', '점수.xlsx', sha256('scores'), 2026, '2027-02-05', 'real',
    'accepted'
);

insert into score_workbook values (15, 'm06');

insert into score_sheet
values (16, 2026, 'S1', 'm06', 'submitted', '', '', 15, 'm06', '2027-02-05 10:00:00+09');

insert into score
select 16, unnest(['plan', 'organisation', 'linkage', 'progress', 'outcome', 'spread']), 5, '';

insert into decision values (17, 15, 'accepted', '', 'm06', '2027-02-05 10:00:00+09');
