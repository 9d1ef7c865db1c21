-- question: Which indicators of a panel member's projects lag behind elapsed time by as much as
--   makes a project be watched, the furthest behind first?
-- parameters:
--   member text  panel member
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   project text  project id
--   name text  project name
--   indicator text  id of the indicator
--   actual number  in the indicator's unit (money in 원)
--   target number  target of the whole year, same unit
--   attainment number  actual over target in %
--   expected number  attainment to be expected by then in %: all of it, of a flow the elapsed part
--   gap number  attainment as it counts then less elapsed time, %p

with judged as (
    select
        project.project,
        project.name,
        indicator.indicator,
        indicator.position,
        figures.actual,
        figures.target,
        figures.attainment,
        2500.0 * figures.quarter / attainment_to_date(
            100.0, indicator.across_projects, indicator.across_periods, figures.quarter
        ) as expected,
        attainment_to_date(
            figures.attainment,
            indicator.across_projects,
            indicator.across_periods,
            figures.quarter
        )
        - 25.0 * figures.quarter as gap
    from member_project($year, $quarter) as looked_after
    inner join project on looked_after.project = project.project
    inner join figures('all', $quarter, 17, 'all') as figures
        on project.project = figures.project
    inner join indicator on figures.indicator = indicator.indicator
    where
        looked_after.member = $member
        and figures.breakdown = 'project'
        and figures.year = $year
        and indicator.evaluation_weight > 0
)

select
    judged.project,
    judged.name,
    judged.indicator,
    judged.actual,
    judged.target,
    judged.attainment,
    judged.expected,
    judged.gap
from judged
inner join status_rule
    on
        status_rule.measure = 'attainment_gap'
        and status_rule.status = 'watch'
        and judged.gap <= status_rule.threshold
order by
    judged.gap,
    judged.project,
    judged.position
