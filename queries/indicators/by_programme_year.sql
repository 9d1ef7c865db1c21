-- question: How does one indicator stand in the first, second and third programme year of projects
--   selected in the same year?
-- parameters:
--   indicator text  id of the indicator
--   quarter integer = 4  last quarter counted in every year
--   model_type text = all  one model type, or all
--   region text = all  one province of the basis, or all
--   basis integer = 17  of how many provinces
-- columns:
--   selection_year integer  year of selection
--   programme_year integer  1, 2 or 3
--   year integer  year
--   actual number  in the indicator's unit (money in 원)
--   per_project number  actual per reporting project; sums only
--   attainment number  actual over target in %
--   projects integer  projects expected to report
--   projects_reported integer  of these, with at least one report
--   projects_with_target integer  of these, with a target

select
    figures.year - figures.programme_year + 1 as selection_year,
    figures.programme_year,
    figures.year,
    figures.actual,
    case
        when figures.across_projects = 'sum'
            then figures.actual / nullif(figures.projects_reported, 0)
    end as per_project,
    figures.attainment,
    figures.projects,
    figures.projects_reported,
    figures.projects_with_target
from figures($indicator, $quarter, $basis, $model_type) as figures
where
    figures.breakdown = if($region = 'all', 'programme_year', 'unit_and_programme_year')
    and figures.unit is not distinct from nullif($region, 'all')
order by
    selection_year,
    figures.programme_year
