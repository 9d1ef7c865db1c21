-- Every figure of every indicator, once: by year, up to a quarter, on either basis, for each
-- breakdown: all, unit, model_type, unit_and_type, programme_year (and by unit, type and both),
-- project.
-- A group's attainment compares only the projects that have both an actual and a target.
-- previous is the same group a year before, to the same quarter.
create table figure as
with chosen as (
    select
        progress.*,
        basis_region.basis,
        basis_region.unit,
        indicator.across_projects,
        indicator.factor,
        indicator.direction,
        progress.periods_reported > 0 as is_reported,
        progress.periods_reported > 0 and progress.target_numerator is not null as is_compared
    from progress
    inner join basis_region on progress.region = basis_region.region
    inner join indicator on progress.indicator = indicator.indicator
),

summed as (
    select
        basis,
        indicator,
        year,
        quarter,
        unit,
        model_type,
        programme_year,
        project,
        case
            when grouping(project) = 0 then 'project'
            when grouping(unit, model_type, programme_year) = 0
                then 'unit_and_type_and_programme_year'
            when grouping(unit, programme_year) = 0 then 'unit_and_programme_year'
            when grouping(model_type, programme_year) = 0 then 'type_and_programme_year'
            when grouping(unit) = 0 and grouping(model_type) = 0 then 'unit_and_type'
            when grouping(unit) = 0 then 'unit'
            when grouping(model_type) = 0 then 'model_type'
            when grouping(programme_year) = 0 then 'programme_year'
            else 'all'
        end as breakdown,
        any_value(across_projects) as across_projects,
        any_value(factor) as factor,
        any_value(direction) as direction,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(target_numerator) as target_numerator,
        sum(target_denominator) as target_denominator,
        sum(numerator) filter (where is_compared) as compared_numerator,
        sum(denominator) filter (where is_compared) as compared_denominator,
        sum(target_numerator) filter (where is_compared) as compared_target_numerator,
        sum(target_denominator) filter (where is_compared) as compared_target_denominator,
        count(*) as projects,
        count(*) filter (where is_reported) as projects_reported,
        count(target_numerator) as projects_with_target,
        sum(periods_reported)::bigint as periods_reported,
        sum(periods_expected)::bigint as periods_expected,
        mode(absence) as absence
    from chosen
    group by grouping sets (
        (basis, indicator, year, quarter),
        (basis, indicator, year, quarter, unit),
        (basis, indicator, year, quarter, model_type),
        (basis, indicator, year, quarter, unit, model_type),
        (basis, indicator, year, quarter, programme_year),
        (basis, indicator, year, quarter, unit, programme_year),
        (basis, indicator, year, quarter, model_type, programme_year),
        (basis, indicator, year, quarter, unit, model_type, programme_year),
        (basis, indicator, year, quarter, project, unit, model_type, programme_year)
    )
),

measured as (
    select
        *,
        coalesce(project, concat_ws(' ', unit, model_type, programme_year)) as group_key,
        combined(across_projects, factor, numerator, denominator) as actual,
        combined(across_projects, factor, target_numerator, target_denominator) as target,
        attainment(
            direction,
            combined(across_projects, factor, compared_numerator, compared_denominator),
            combined(
                across_projects, factor, compared_target_numerator, compared_target_denominator
            )
        ) as attainment
    from summed
    -- Indicators that projects defined themselves do not add up.
    where across_projects != 'none' or breakdown = 'project'
)

select
    measured.basis,
    measured.indicator,
    measured.year,
    measured.quarter,
    measured.breakdown,
    measured.unit,
    measured.model_type,
    measured.programme_year,
    measured.project,
    measured.across_projects,
    measured.direction,
    measured.numerator,
    measured.denominator,
    measured.actual,
    measured.target,
    measured.attainment,
    previous.actual as previous,
    measured.actual - previous.actual as change,
    change_percent(measured.across_projects, measured.actual, previous.actual) as change_percent,
    measured.projects,
    measured.projects_reported,
    measured.projects_with_target,
    measured.periods_reported,
    measured.periods_expected,
    case when measured.projects_reported = 0 then measured.absence end as absence
from measured
left join measured as previous
    on
        measured.basis = previous.basis
        and measured.indicator = previous.indicator
        and measured.year = previous.year + 1
        and measured.quarter = previous.quarter
        and measured.breakdown = previous.breakdown
        and measured.group_key = previous.group_key
order by
    measured.indicator,
    measured.quarter,
    measured.basis,
    measured.breakdown,
    measured.year,
    measured.group_key;

-- The figures that a question asks for. Within one type, the type is the whole: its figure is
-- that of the breakdown by type, and a unit's is that by unit and type.
create macro figures(which_indicator, to_quarter, on_basis, of_type) as table
    select
        * replace (
            case
                when of_type = 'all' then breakdown
                when breakdown = 'model_type' then 'all'
                when breakdown = 'unit_and_type' then 'unit'
                when breakdown = 'type_and_programme_year' then 'programme_year'
                when breakdown = 'unit_and_type_and_programme_year'
                    then 'unit_and_programme_year'
                else breakdown
            end as breakdown
        )
    from figure
    where
        (which_indicator = 'all' or indicator = which_indicator)
        and quarter = to_quarter
        and basis = on_basis
        and (
            of_type = 'all'
            or (
                model_type = of_type
                and breakdown in (
                    'model_type',
                    'unit_and_type',
                    'type_and_programme_year',
                    'unit_and_type_and_programme_year',
                    'project'
                )
            )
        );

-- People of each unit in the newest census year, the denominator of per-100,000 figures.
create macro unit_population(on_basis) as table
    select
        basis_region.unit,
        sum(context_value.value) as population,
        any_value(context_value.year) as population_year
    from context_value
    inner join basis_region
        on context_value.region = basis_region.region and basis_region.basis = on_basis
    where
        context_value.measure = 'population'
        and context_value.year = (
            select max(year) from context_value
            where measure = 'population'
        )
    group by basis_region.unit;

create macro per_100_000(across_projects, actual, population) as
case when across_projects = 'sum' then 100000.0 * actual / population end;

-- Money by project and year to a quarter, with the unit it belongs to.
create macro money_rows(to_quarter, on_basis, of_type) as table
    select
        money.*,
        basis_region.unit
    from money
    inner join basis_region
        on money.region = basis_region.region and basis_region.basis = on_basis
    where
        money.quarter = to_quarter
        and (of_type = 'all' or money.model_type = of_type);

-- The provinces of a basis, in the official order.
create macro shown_units(on_basis) as table
    select distinct
        region.region,
        region.position
    from region
    inner join basis_region on region.region = basis_region.unit
    where basis_region.basis = on_basis;
