-- question: What are the context numbers of one province in their newest year, and how did they
--   change in five years?
-- parameters:
--   region text  province of the basis
--   basis integer = 17  17 or 16 provinces
-- columns:
--   measure text  id of the measure
--   year integer  newest census year
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

newest as (
    select *
    from measured
    where unit = $region
    qualify row_number() over (partition by measure order by year desc) = 1
)

select
    newest.measure,
    newest.year,
    newest.value,
    previous.value as previous,
    newest.value - previous.value as change,
    case
        when newest.is_sum then change_percent('sum', newest.value, previous.value)
    end as change_percent
from newest
inner join context_measure on newest.measure = context_measure.measure
left join measured as previous
    on
        newest.unit = previous.unit
        and newest.measure = previous.measure
        and newest.year = previous.year + 5
where context_measure.shown
order by context_measure.measure
