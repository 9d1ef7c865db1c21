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

with told as (
    select *
    from told_changes($year, $quarter)
),

-- A gain is told where all projects together have gained too, as their figure stands beside it.
furthest as (
    select
        told.direction,
        told.indicator,
        figure.actual,
        figure.change,
        figure.change_percent,
        told.projects_alike,
        told.change as alike_change,
        told.change_percent as alike_change_percent,
        abs(told.gain) as moved
    from told
    inner join figure
        on
            told.indicator = figure.indicator
            and told.year = figure.year
            and told.quarter = figure.quarter
            and figure.basis = 17
            and figure.breakdown = 'all'
    where
        told.direction = 'loss'
        or (told.direction = 'gain' and figure.change * told.change > 0)
    qualify row_number() over (
        partition by told.direction
        order by abs(told.gain) desc, told.indicator asc
    ) <= case told.direction when 'gain' then 3 else 2 end
),

counted as (
    select
        count(*) as compared,
        count(*) filter (where direction = 'gain') as gained,
        count(*) filter (where direction = 'loss') as lost,
        case
            when $year - 1 not in (select year from period) then 'first_year'
            when count(*) = 0 then 'too_few_alike'
        end as missing
    from told
)

select
    furthest.direction,
    furthest.indicator,
    furthest.actual,
    furthest.change,
    furthest.change_percent,
    furthest.projects_alike as alike_projects,
    furthest.alike_change,
    furthest.alike_change_percent,
    counted.compared,
    counted.gained,
    counted.lost,
    counted.missing
from counted
left join furthest on true
order by
    furthest.direction asc,
    furthest.moved desc,
    furthest.indicator asc
