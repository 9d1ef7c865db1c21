-- question: What does one project report on its indicators up to a quarter, against target and the
--   year before?
-- parameters:
--   project text  project id
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   indicator text  id of the indicator
--   actual number  in the indicator's unit (money in 원)
--   target number  target of the whole year, same unit
--   attainment number  actual over target in %
--   expected number  attainment to be expected by then in %: all of it, of a flow the elapsed part
--   previous number  the year before to the same quarter
--   change number  actual less previous, same unit
--   change_percent number  change in %; none for rates
--   absence text  why there is no figure

select
    figures.indicator,
    figures.actual,
    figures.target,
    figures.attainment,
    2500.0 * figures.quarter / attainment_to_date(
        100.0, indicator.across_projects, indicator.across_periods, figures.quarter
    ) as expected,
    figures.previous,
    figures.change,
    figures.change_percent,
    figures.absence
from figures('all', $quarter, 17, 'all') as figures
inner join indicator on figures.indicator = indicator.indicator
where
    figures.breakdown = 'project'
    and figures.year = $year
    and figures.project = $project
order by indicator.position
