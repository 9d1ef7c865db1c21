-- question: What is one context number of each province in a census year, and how did it change in
--   five years?
-- parameters:
--   measure text  id of the measure
--   year integer  census year
--   basis integer = 17  17 or 16 provinces
-- columns:
--   region text  province of the basis
--   position integer  official order
--   value number  in the measure's unit
--   previous number  five years before
--   change number  value less previous, same unit
--   change_percent number  change in %; none for rates

with units as (
    select
        basis_region.unit,
        context_value.year,
        context_value.measure,
        sum(context_value.value) as value,
        count(*) as parts
    from context_value
    inner join basis_region
        on context_value.region = basis_region.region and basis_region.basis = $basis
    group by
        basis_region.unit,
        context_value.year,
        context_value.measure
),

needed as (
    select
        basis_region.unit,
        count(*) as parts
    from basis_region
    inner join region on basis_region.region = region.region
    where
        basis_region.basis = $basis
        and region.region = region.region_17
    group by basis_region.unit
),

-- A merged unit has a value only where each of its parts has one.
whole_units as (
    select units.*
    from units
    inner join needed on units.unit = needed.unit and units.parts = needed.parts
),

measured as (
    select
        numerator.unit,
        numerator.year,
        context_measure.measure,
        context_measure.per * numerator.value / coalesce(denominator.value, 1) as value,
        context_measure.denominator is null as is_sum
    from context_measure
    inner join whole_units as numerator on context_measure.numerator = numerator.measure
    left join whole_units as denominator
        on
            context_measure.denominator = denominator.measure
            and numerator.unit = denominator.unit
            and numerator.year = denominator.year
    where
        context_measure.denominator is null
        or denominator.value > 0
),

shown as (
    select distinct
        region.region,
        region.position
    from region
    inner join basis_region on region.region = basis_region.unit
    where basis_region.basis = $basis
)

select
    shown.region,
    shown.position,
    measured.value,
    previous.value as previous,
    measured.value - previous.value as change,
    case
        when measured.is_sum then change_percent('sum', measured.value, previous.value)
    end as change_percent
from shown
left join measured
    on
        shown.region = measured.unit
        and measured.measure = $measure
        and measured.year = $year
left join measured as previous
    on
        measured.unit = previous.unit
        and measured.measure = previous.measure
        and measured.year = previous.year + 5
order by
    shown.position,
    shown.region
