-- question: How does each province stand on one indicator, up to a quarter of a year?
-- parameters:
--   indicator text  id of the indicator
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
-- columns:
--   region text  province of the basis
--   position integer  official order
--   actual number  in the indicator's unit (money in 원)
--   target number  target of the whole year, same unit
--   attainment number  actual over target in %, of projects that have both
--   previous number  the year before to the same quarter
--   change number  actual less previous, same unit
--   change_percent number  change in %; none for rates
--   per_100_000 number  actual per 100,000 people; sums only
--   population number  people in the newest census year
--   projects integer  projects expected to report
--   projects_reported integer  of these, with at least one report
--   projects_with_target integer  of these, with a target
--   periods_reported integer  quarterly reports received
--   periods_expected integer  quarterly reports expected
--   absence text  why there is no figure: id of an absence, or null

with figures as (
    select *
    from figures($indicator, $quarter, $basis, $model_type)
    where
        breakdown = 'unit'
        and year = $year
)

select
    shown.region,
    shown.position,
    figures.actual,
    figures.target,
    figures.attainment,
    figures.previous,
    figures.change,
    figures.change_percent,
    per_100_000(figures.across_projects, figures.actual, people.population) as per_100_000,
    people.population,
    coalesce(figures.projects, 0) as projects,
    coalesce(figures.projects_reported, 0) as projects_reported,
    coalesce(figures.projects_with_target, 0) as projects_with_target,
    coalesce(figures.periods_reported, 0) as periods_reported,
    coalesce(figures.periods_expected, 0) as periods_expected,
    -- A province without such a project has nothing to report.
    case
        when figures.unit is null then 'not_applicable'
        else figures.absence
    end as absence
from shown_units($basis) as shown
left join figures on shown.region = figures.unit
left join unit_population($basis) as people on shown.region = people.unit
order by
    shown.position,
    shown.region
