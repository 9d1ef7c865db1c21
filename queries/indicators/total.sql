-- question: What is the programme's figure for one indicator, up to a quarter of a year?
-- parameters:
--   indicator text  id of the indicator
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   model_type text = all  one model type, or all
-- columns:
--   actual number  in the indicator's unit (money in 원)
--   target number  target of the whole year, same unit
--   attainment number  actual over target in %, of projects that have both
--   previous number  the year before to the same quarter
--   change number  actual less previous, same unit
--   change_percent number  change in %; none for rates
--   per_100_000 number  actual per 100,000 people of the country; sums only
--   population_year integer  census year of the population
--   projects integer  projects expected to report
--   projects_reported integer  of these, with at least one report
--   projects_with_target integer  of these, with a target
--   absence text  why there is no figure

with people as (
    select
        sum(population) as population,
        any_value(population_year) as population_year
    from unit_population(17)
)

select
    figures.actual,
    figures.target,
    figures.attainment,
    figures.previous,
    figures.change,
    figures.change_percent,
    per_100_000(figures.across_projects, figures.actual, people.population) as per_100_000,
    people.population_year,
    figures.projects,
    figures.projects_reported,
    figures.projects_with_target,
    figures.absence
from figures($indicator, $quarter, 17, $model_type) as figures
cross join people
where
    figures.breakdown = 'all'
    and figures.year = $year
