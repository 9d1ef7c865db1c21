-- question: How many applications passed from receipt over screening to selection, and for how
--   much money?
-- parameters:
--   call text = all  one call, or all
--   region text = all  province of the basis, or all
--   model_type text = all  one model type, or all
--   basis integer = 17  of how many provinces
-- columns:
--   step integer  1 from receipt to screening, 2 from screening to selection
--   came_from text  state before
--   went_to text  state after
--   applications integer  applications that passed from one to the other
--   requested integer  원 of national money that they applied for

with chosen as (
    select
        requested,
        case
            when outcome in ('withdrawn', 'ineligible', 'in_review') then outcome else 'eligible'
        end
            as screened,
        case when outcome not in ('withdrawn', 'ineligible', 'in_review') then outcome end
            as decided
    from applications_of($call, $basis, $region, $model_type)
),

passed as (
    select
        1 as step,
        'received' as came_from,
        screened as went_to,
        requested
    from chosen
    union all
    select
        2 as step,
        screened as came_from,
        decided as went_to,
        requested
    from chosen
    where decided is not null
)

select
    step,
    came_from,
    went_to,
    count(*) as applications,
    sum(requested)::bigint as requested
from passed
group by
    step,
    came_from,
    went_to
order by
    step,
    went_to
