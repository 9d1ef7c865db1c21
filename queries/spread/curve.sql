-- question: How did the adoption of each standard model grow from quarter to quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter shown
--   model text = all  one standard model, or all
-- columns:
--   model text  standard model
--   name text  its name
--   year integer  year
--   quarter integer  quarter
--   position integer  place of the quarter in time
--   begun integer  municipalities that adopted it in the quarter
--   ended integer  municipalities that ended it in the quarter
--   governments integer  municipalities with it in force at the end of the quarter
--   users integer  people who used it in the quarter
--   users_reported integer  municipalities in force that reported their users

with counted as (
    select
        model,
        year,
        quarter,
        count(*) filter (where is_new) as begun,
        count(*) filter (where is_ending) as ended,
        count(*) filter (where is_in_force) as governments,
        sum(users) filter (where is_in_force)::bigint as users,
        count(users) filter (where is_in_force) as users_reported
    from adoption_quarter
    group by
        model,
        year,
        quarter
),

first_adopted as (
    select
        model,
        min(adopted_on) as day
    from adoption_spell
    group by model
)

select
    standard_model.model,
    standard_model.name,
    period.year,
    period.quarter,
    period.number::integer as position,
    coalesce(counted.begun, 0) as begun,
    coalesce(counted.ended, 0) as ended,
    coalesce(counted.governments, 0) as governments,
    counted.users,
    coalesce(counted.users_reported, 0) as users_reported
from standard_model
left join first_adopted on standard_model.model = first_adopted.model
inner join period
    on
        least(standard_model.designated_on, first_adopted.day) <= period.period_end
        and period.year * 4 + period.quarter <= $year * 4 + $quarter
left join counted
    on
        standard_model.model = counted.model
        and period.year = counted.year
        and period.quarter = counted.quarter
where $model = 'all' or standard_model.model = $model
order by
    standard_model.designated_on,
    standard_model.model,
    period.number
