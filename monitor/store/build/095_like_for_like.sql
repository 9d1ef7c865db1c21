-- Change on the year before, like compared with like: only projects that reported an indicator in
-- both years, and for what adds up over the year, for the same number of quarters.

create table setting as
select
    setting,
    value
from reference_settings
order by setting;

create macro setting_number(which) as (
    select setting.value::double
    from setting
    where setting.setting = which
);

create table like_for_like as
with paired as (
    select
        now.indicator,
        now.year,
        now.quarter,
        indicator.across_projects,
        indicator.factor,
        indicator.direction,
        now.numerator,
        now.denominator,
        before.numerator as previous_numerator,
        before.denominator as previous_denominator,
        before.periods_reported > 0 as was_reported,
        now.periods_reported > 0
        and before.periods_reported > 0
        and (
            indicator.across_projects != 'sum'
            or indicator.across_periods != 'sum'
            or now.periods_reported = before.periods_reported
        ) as is_alike
    from progress as now
    inner join progress as before
        on
            now.project = before.project
            and now.indicator = before.indicator
            and now.year = before.year + 1
            and now.quarter = before.quarter
    inner join indicator on now.indicator = indicator.indicator
    where
        -- A part moves with its whole.
        indicator.part_of is null
        and indicator.across_projects != 'none'
        and indicator.direction in ('higher', 'lower')
        and (indicator.headline is not null or indicator.evaluation_weight > 0)
        -- What was put in and what was held is no result.
        and indicator.level in ('output', 'outcome')
),

added as (
    select
        indicator,
        year,
        quarter,
        any_value(across_projects) as across_projects,
        any_value(factor) as factor,
        any_value(direction) as direction,
        count(*) filter (where was_reported) as projects_before,
        count(*) filter (where is_alike) as projects_alike,
        sum(numerator) filter (where is_alike) as numerator,
        sum(denominator) filter (where is_alike) as denominator,
        sum(previous_numerator) filter (where is_alike) as previous_numerator,
        sum(previous_denominator) filter (where is_alike) as previous_denominator
    from paired
    group by
        indicator,
        year,
        quarter
),

valued as (
    select
        *,
        combined(across_projects, factor, numerator, denominator) as actual,
        combined(across_projects, factor, previous_numerator, previous_denominator) as previous
    from added
)

select
    indicator,
    year,
    quarter,
    projects_before,
    projects_alike,
    actual,
    previous,
    actual - previous as change,
    change_percent(across_projects, actual, previous) as change_percent,
    -- How much better, in % of the year before: what orders indicators of different units.
    case direction when 'lower' then -1 else 1 end
    * 100.0 * (actual - previous) / nullif(previous, 0) as gain
from valued
order by
    indicator,
    year,
    quarter;
