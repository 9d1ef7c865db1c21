-- question: What did the projects of a province report on the indicators they defined themselves?
-- parameters:
--   region text  province of the basis
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
-- columns:
--   project text  project id
--   project_name text  project name
--   indicator text  own_1 to own_5
--   indicator_name text  as the project named it
--   unit_name text  as the project named it
--   definition text  as the project defined it
--   actual number  in the project's own unit
--   target number  in the project's own unit
--   previous number  the year before to the same quarter

select
    figures.project,
    project.name as project_name,
    figures.indicator,
    own_indicator.name as indicator_name,
    own_indicator.unit_name,
    own_indicator.definition,
    figures.actual,
    figures.target,
    figures.previous
from figures('all', $quarter, $basis, 'all') as figures
inner join own_indicator
    on
        figures.project = own_indicator.project
        and figures.indicator = own_indicator.indicator
inner join project on figures.project = project.project
where
    figures.breakdown = 'project'
    and figures.year = $year
    and figures.unit = $region
order by
    figures.project,
    figures.indicator
