-- Context numbers of each unit and census year, with the change in five years.
create macro context_figures(on_basis) as table
    with units as (
        select
            basis_region.unit,
            context_value.year,
            context_value.measure,
            sum(context_value.value) as value,
            count(*) as parts
        from context_value
        inner join basis_region
            on context_value.region = basis_region.region and basis_region.basis = on_basis
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
            basis_region.basis = on_basis
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
    )

    select
        measured.unit,
        measured.measure,
        measured.year,
        measured.value,
        previous.value as previous,
        measured.value - previous.value as change,
        case
            when measured.is_sum then change_percent('sum', measured.value, previous.value)
        end as change_percent
    from measured
    left join measured as previous
        on
            measured.unit = previous.unit
            and measured.measure = previous.measure
            and measured.year = previous.year + 5;
