-- Which submissions are workbooks of scores: they report no quarter of a province. `scored_by` is
-- whom the cover names, a panel member or `self`; null where it names nobody.
create table score_workbook (
    submission bigint primary key references submission (submission),
    scored_by varchar
);
