-- question: How does one province stand on every indicator against the programme, up to a quarter?
-- parameters:
--   region text  province of the basis
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
-- columns:
--   indicator text  id of the indicator
--   actual number  in the indicator's unit (money in 원)
--   target number  target of the whole year, same unit
--   attainment number  actual over target in %, of projects that have both
--   previous number  the year before to the same quarter
--   change number  actual less previous, same unit
--   change_percent number  change in %; none for rates
--   national_actual number  the programme's figure
--   share number  the province's share of the programme in %; sums only
--   per_100_000 number  per 100,000 people; sums only
--   national_per_100_000 number  the programme's, per 100,000 people
--   projects integer  projects expected to report
--   projects_reported integer  of these, with at least one report
--   projects_with_target integer  of these, with a target
--   absence text  why there is no figure

with figures as (
    select *
    from figures('all', $quarter, $basis, 'all')
    where year = $year
),

whole as (
    select *
    from figures
    where breakdown = 'all'
),

people as (
    select
        sum(population) as all_population,
        any_value(population) filter (where unit = $region) as population
    from unit_population($basis)
)

select
    figures.indicator,
    figures.actual,
    figures.target,
    figures.attainment,
    figures.previous,
    figures.change,
    figures.change_percent,
    whole.actual as national_actual,
    case
        when figures.across_projects = 'sum' then percentage(figures.actual, whole.actual)
    end as share,
    per_100_000(figures.across_projects, figures.actual, people.population) as per_100_000,
    per_100_000(whole.across_projects, whole.actual, people.all_population)
        as national_per_100_000,
    figures.projects,
    figures.projects_reported,
    figures.projects_with_target,
    figures.absence
from figures
inner join indicator on figures.indicator = indicator.indicator
inner join whole on figures.indicator = whole.indicator
cross join people
where
    figures.breakdown = 'unit'
    and figures.unit = $region
order by indicator.position
