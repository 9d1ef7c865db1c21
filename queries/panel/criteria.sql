-- question: How many points of each criterion did the panel give a project in a year's evaluation?
-- parameters:
--   year integer  year evaluated
--   project text  project id
-- columns:
--   criterion text  criterion
--   maximum_points number  most points of the criterion in that programme year
--   points number  mean over the sheets that count
--   points_percent number  as a share of the most, %

select
    criterion,
    maximum_points,
    points,
    points_percent
from criterion_result
where
    year = $year
    and project = $project
order by position
