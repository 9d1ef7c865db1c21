-- The year before as its first final release gave it; publishing fills it in.
create table first_published as
select
    ''::varchar as release,
    progress.*
from progress
where false;

-- Why a figure changed, adding up exactly. The figure is taken in six steps, from the year before
-- as first published to this year; each cause is the difference between two neighbouring steps:
--   published   year before, as its first final release gave it
--   before      year before, as known now                          → restated
--   kept        of these, projects that reported in both years     → coverage (those that left)
--   moved       the same, in the provinces they belong to now      → boundaries
--   now_kept    the same projects, this year                       → real change
--   now         this year, all projects                            → coverage (those that came)
create macro change_causes(which_indicator, in_year, to_quarter, on_basis, of_type) as table
    with this_year as (
        select *
        from progress
        where
            indicator = which_indicator
            and year = in_year
            and quarter = to_quarter
            and periods_reported > 0
            and (of_type = 'all' or model_type = of_type)
    ),

    year_before as (
        select *
        from progress
        where
            indicator = which_indicator
            and year = in_year - 1
            and quarter = to_quarter
            and periods_reported > 0
            and (of_type = 'all' or model_type = of_type)
    ),

    as_published as (
        select *
        from first_published
        where
            indicator = which_indicator
            and year = in_year - 1
            and quarter = to_quarter
            and periods_reported > 0
            and (of_type = 'all' or model_type = of_type)
    ),

    steps as (
        select
            'published' as step,
            region,
            numerator,
            denominator
        from as_published
        union all
        select
            'before' as step,
            region,
            numerator,
            denominator
        from year_before
        union all
        select
            'kept' as step,
            year_before.region,
            year_before.numerator,
            year_before.denominator
        from year_before
        inner join this_year on year_before.project = this_year.project
        union all
        select
            'moved' as step,
            this_year.region,
            year_before.numerator,
            year_before.denominator
        from year_before
        inner join this_year on year_before.project = this_year.project
        union all
        select
            'now_kept' as step,
            this_year.region,
            this_year.numerator,
            this_year.denominator
        from year_before
        inner join this_year on year_before.project = this_year.project
        union all
        select
            'now' as step,
            region,
            numerator,
            denominator
        from this_year
    ),

    added as (
        select
            basis_region.unit,
            steps.step,
            sum(steps.numerator) as numerator,
            sum(steps.denominator) as denominator
        from steps
        inner join basis_region
            on steps.region = basis_region.region and basis_region.basis = on_basis
        group by grouping sets ((steps.step), (basis_region.unit, steps.step))
    ),

    valued as (
        select
            added.unit,
            added.step,
            indicator.across_projects,
            combined(
                indicator.across_projects, indicator.factor, added.numerator, added.denominator
            ) as value
        from added
        cross join indicator
        where
            indicator.indicator = which_indicator
            and indicator.across_projects != 'none'
    ),

    -- No project in a step: a sum is then zero, so that provinces add up to the nation; a ratio
    -- does not exist.
    laid_out as (
        select
            unit,
            case any_value(across_projects) when 'sum' then 0 end as when_empty,
            coalesce(
                any_value(value) filter (where step = 'published'),
                case when exists (select 1 from as_published) then when_empty end
            ) as published,
            coalesce(any_value(value) filter (where step = 'before'), when_empty) as before,
            coalesce(any_value(value) filter (where step = 'kept'), when_empty) as kept,
            coalesce(any_value(value) filter (where step = 'moved'), when_empty) as moved,
            coalesce(any_value(value) filter (where step = 'now_kept'), when_empty) as now_kept,
            coalesce(any_value(value) filter (where step = 'now'), when_empty) as now
        from valued
        group by unit
    ),

    -- A ratio whose kept projects are missing on one side changes by coverage alone.
    caused as (
        select
            unit,
            coalesce(published, before) as start_value,
            now as end_value,
            before - coalesce(published, before) as restated,
            coalesce(now_kept - moved + 0 * kept, 0) as real_change,
            coalesce(moved - kept + 0 * now_kept, 0) as boundaries,
            published is not null as is_published_before
        from laid_out
        -- Without a figure in either year there is no change to explain.
        where
            before is not null
            and now is not null
            and exists (select 1 from year_before)
            and exists (select 1 from this_year)
    )

    select
        unit,
        start_value,
        end_value,
        end_value - start_value as change,
        real_change,
        restated,
        end_value - start_value - real_change - restated - boundaries as coverage,
        boundaries,
        is_published_before
    from caused;
