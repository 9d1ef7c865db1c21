-- question: Which figures differ between two releases, in the periods that both cover?
-- parameters:
-- columns:
--   indicator text  id of the indicator
--   year integer  year
--   quarter integer  last quarter counted, the same in both
--   region text  province of the 17; null for the programme
--   earlier number  in the earlier release, in the indicator's unit
--   later number  in the later release
--   difference number  later less earlier
--   difference_percent number  difference over earlier in %; none for rates
--   projects_reported_earlier integer  projects with a report in the earlier release
--   projects_reported_later integer  projects with a report in the later release

-- Asked of the answers of two releases to releases/figures, as tables earlier and later.
select
    later.indicator,
    later.year,
    later.quarter,
    later.region,
    earlier.actual as earlier,
    later.actual as later,
    later.actual - earlier.actual as difference,
    case
        when later.across_projects = 'sum'
            then 100.0 * (later.actual - earlier.actual) / nullif(earlier.actual, 0)
    end as difference_percent,
    earlier.projects_reported as projects_reported_earlier,
    later.projects_reported as projects_reported_later
from later
inner join earlier
    on
        later.indicator = earlier.indicator
        and later.year = earlier.year
        and later.quarter = earlier.quarter
        and later.region is not distinct from earlier.region
where
    later.actual is distinct from earlier.actual
    or later.projects_reported != earlier.projects_reported
order by
    later.year,
    later.position,
    later.region nulls first
