-- question: How many points did each sheet give a project by criterion, and what was remarked?
-- restricted: read_score, whose is in scored_by
-- parameters:
--   year integer  year evaluated
--   project text  project id
-- columns:
--   entry integer  entry in the ledger
--   scored_by text  panel member, or self for the province's own assessment
--   criterion text  criterion
--   maximum_points number  most points of the criterion
--   points number  points given
--   points_percent number  as a share of the most, %
--   remark text  the scorer's remark

select
    score.entry,
    sheet.scored_by,
    score.criterion,
    criterion.maximum_points,
    score.points,
    percentage(score.points, criterion.maximum_points) as points_percent,
    score.remark
from score
inner join score_sheet as sheet on score.entry = sheet.entry
inner join evaluation_criterion as criterion
    on
        sheet.year = criterion.year
        and sheet.programme_year = criterion.programme_year
        and score.criterion = criterion.criterion
where
    sheet.year = $year
    and sheet.project = $project
order by
    score.entry,
    criterion.position
