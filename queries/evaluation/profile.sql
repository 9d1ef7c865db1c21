-- question: How many points did a project get by criterion, against its type and the nation?
-- parameters:
--   year integer  year evaluated
--   project text  project id
-- columns:
--   criterion text  criterion
--   maximum_points number  most points
--   points number  mean of the sheets that count, points
--   points_percent number  as a share of the most, %
--   lowest number  fewest points among the sheets that count
--   highest number  most points among them
--   self_percent number  the province's own assessment, %
--   type_median number  median of the projects of its type in the same programme year, %
--   type_projects integer  those projects
--   national_median number  median of all projects in the same programme year, %
--   national_projects integer  those projects

with own as (
    select
        result.programme_year,
        result.model_type
    from evaluation_result as result
    where result.year = $year and result.project = $project
),

peer as (
    select
        criterion.criterion,
        median(criterion.points_percent) as national_median,
        count(*) as national_projects,
        median(criterion.points_percent) filter (where result.model_type = own.model_type)
            as type_median,
        count(*) filter (where result.model_type = own.model_type) as type_projects
    from criterion_result as criterion
    inner join evaluation_result as result
        on criterion.year = result.year and criterion.project = result.project
    inner join own on result.programme_year = own.programme_year
    where criterion.year = $year
    group by criterion.criterion
),

self as (
    select
        score.criterion,
        score.points
    from score
    inner join score_sheet as sheet on score.entry = sheet.entry
    where
        sheet.year = $year
        and sheet.project = $project
        and sheet.scored_by = 'self'
        and sheet.is_current
)

select
    criterion.criterion,
    criterion.maximum_points,
    criterion.points,
    criterion.points_percent,
    criterion.lowest,
    criterion.highest,
    percentage(self.points, criterion.maximum_points) as self_percent,
    peer.type_median,
    peer.type_projects,
    peer.national_median,
    peer.national_projects
from criterion_result as criterion
inner join peer on criterion.criterion = peer.criterion
left join self on criterion.criterion = self.criterion
where
    criterion.year = $year
    and criterion.project = $project
order by criterion.position
