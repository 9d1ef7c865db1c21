-- question: Which sheets give more points than a criterion has, or lack a criterion?
-- parameters:
-- columns:
--   entry integer  entry of the sheet in the ledger
--   criterion text  criterion
--   points number  points given, none where the criterion is missing

select
    sheet.entry,
    criterion.criterion,
    score.points
from score_sheet as sheet
inner join evaluation_criterion as criterion
    on sheet.year = criterion.year and sheet.programme_year = criterion.programme_year
left join score on sheet.entry = score.entry and criterion.criterion = score.criterion
where
    score.points is null
    or score.points > criterion.maximum_points
order by
    sheet.entry,
    criterion.position
