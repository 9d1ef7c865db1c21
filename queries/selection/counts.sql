-- question: How many applications of each province and type were received, eligible and
--   selected, and for how much money?
-- parameters:
--   call text = all  one call, or all
--   region text = all  province of the basis, or all
--   model_type text = all  one model type, or all
--   basis integer = 17  of how many provinces
-- columns:
--   region text  province of the basis; none for all together
--   model_type text  model type; none for all together
--   received integer  applications received
--   withdrawn integer  withdrawn by the applicant
--   ineligible integer  not eligible
--   in_review integer  still in review
--   eligible integer  eligible
--   selected integer  selected
--   reserve integer  in reserve
--   not_selected integer  not selected
--   undecided integer  eligible and not decided on
--   selection_rate number  selected over received in %
--   requested integer  원 of national money applied for
--   selected_requested integer  원 applied for by the selected

with chosen as (
    select *
    from applications_of($call, $basis, $region, $model_type)
),

counted as (
    select
        unit,
        model_type,
        grouping(unit) = 1 as is_every_unit,
        grouping(model_type) = 1 as is_every_type,
        count(*) as received,
        count(*) filter (where outcome = 'withdrawn') as withdrawn,
        count(*) filter (where outcome = 'ineligible') as ineligible,
        count(*) filter (where outcome = 'in_review') as in_review,
        count(*) filter (where outcome not in ('withdrawn', 'ineligible', 'in_review'))
            as eligible,
        count(*) filter (where outcome = 'selected') as selected,
        count(*) filter (where outcome = 'reserve') as reserve,
        count(*) filter (where outcome = 'not_selected') as not_selected,
        count(*) filter (where outcome = 'undecided') as undecided,
        sum(requested)::bigint as requested,
        sum(requested) filter (where outcome = 'selected')::bigint as selected_requested
    from chosen
    group by cube (unit, model_type)
),

shown_unit as (
    select
        region,
        position
    from shown_units($basis)
    where $region = 'all' or region = $region
    union all
    select
        null as region,
        0 as position
),

shown_type as (
    select
        model_type,
        position
    from model_type
    where $model_type = 'all' or model_type = $model_type
    union all
    select
        null as model_type,
        0 as position
)

select
    shown_unit.region,
    shown_type.model_type,
    coalesce(counted.received, 0) as received,
    coalesce(counted.withdrawn, 0) as withdrawn,
    coalesce(counted.ineligible, 0) as ineligible,
    coalesce(counted.in_review, 0) as in_review,
    coalesce(counted.eligible, 0) as eligible,
    coalesce(counted.selected, 0) as selected,
    coalesce(counted.reserve, 0) as reserve,
    coalesce(counted.not_selected, 0) as not_selected,
    coalesce(counted.undecided, 0) as undecided,
    percentage(counted.selected, counted.received) as selection_rate,
    coalesce(counted.requested, 0) as requested,
    coalesce(counted.selected_requested, 0) as selected_requested
from shown_unit
cross join shown_type
left join counted
    on
        counted.is_every_unit = (shown_unit.region is null)
        and counted.is_every_type = (shown_type.model_type is null)
        and coalesce(counted.unit, '') = coalesce(shown_unit.region, '')
        and coalesce(counted.model_type, '') = coalesce(shown_type.model_type, '')
order by
    shown_unit.position,
    shown_unit.region nulls first,
    shown_type.position
