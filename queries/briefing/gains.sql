-- question: Which indicators gained and which lost most on the year before, like compared with
--   like?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   direction text  gain or loss; none where there is nothing to tell
--   indicator text  id of the indicator
--   actual number  in the indicator's unit (money in 원), all projects
--   change number  on the year before, same unit, all projects
--   change_percent number  change in %; none for rates
--   alike_projects integer  projects that reported the same in both years
--   alike_change number  change of those, same unit
--   alike_change_percent number  change of those in %; none for rates
--   compared integer  indicators that could be compared
--   gained integer  of these, better than the year before
--   lost integer  of these, worse
--   missing text  why there is nothing to tell: first_year or too_few_alike

select
    direction,
    indicator,
    actual,
    change,
    change_percent,
    alike_projects,
    alike_change,
    alike_change_percent,
    compared,
    gained,
    lost,
    missing
from briefing_gain
where year = $year and quarter = $quarter
order by direction, position
