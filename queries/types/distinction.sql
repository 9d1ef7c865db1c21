-- question: What sets each model type apart: which common indicators are high or low per project,
--   against the other types?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
-- columns:
--   model_type text  model type
--   indicator text  id of an indicator that all types report
--   value number  per reporting project for sums, else the figure itself
--   value_of_others number  the same for all other types together
--   ratio number  value over value_of_others; 1 is alike

with typed as (
    select
        figures.indicator,
        figures.model_type,
        figures.across_projects,
        figures.numerator,
        figures.denominator,
        figures.projects_reported,
        indicator.factor,
        indicator.position
    from figures('all', $quarter, 17, 'all') as figures
    inner join indicator on figures.indicator = indicator.indicator
    where
        figures.breakdown = 'model_type'
        and figures.year = $year
        and indicator.model_types = 'all'
        -- Meetings are activity and money spent is input: neither tells types apart.
        and indicator.direction != 'none'
),

compared as (
    select
        typed.indicator,
        typed.model_type,
        typed.position,
        combined(
            typed.across_projects,
            typed.factor,
            any_value(typed.numerator) / nullif(any_value(typed.projects_reported), 0),
            any_value(typed.denominator) / nullif(any_value(typed.projects_reported), 0)
        ) as value,
        combined(
            typed.across_projects,
            typed.factor,
            sum(other.numerator) / nullif(sum(other.projects_reported), 0),
            sum(other.denominator) / nullif(sum(other.projects_reported), 0)
        ) as value_of_others
    from typed
    inner join typed as other
        on
            typed.indicator = other.indicator
            and typed.model_type != other.model_type
    group by
        typed.indicator,
        typed.model_type,
        typed.position,
        typed.across_projects,
        typed.factor
)

select
    compared.model_type,
    compared.indicator,
    compared.value,
    compared.value_of_others,
    compared.value / nullif(compared.value_of_others, 0) as ratio
from compared
inner join model_type on compared.model_type = model_type.model_type
order by
    model_type.position,
    compared.position
