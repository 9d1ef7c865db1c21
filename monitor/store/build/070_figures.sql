-- Building blocks of the questions: this year and the year before to the same quarter, and the
-- year before as it was first published. The turn tells them apart.

create macro turns(which_indicator, in_year, to_quarter) as table
select
    'current' as turn,
    progress.*
from progress
where
    progress.indicator = which_indicator
    and progress.year = in_year
    and progress.quarter = to_quarter
union all
select
    'previous' as turn,
    progress.*
from progress
where
    progress.indicator = which_indicator
    and progress.year = in_year - 1
    and progress.quarter = to_quarter;

-- Status measures of each project: how far execution and attainment lag behind the year.
create macro project_measures(in_year, to_quarter) as table
with execution as (
    select
        project,
        sum(allocated) as allocated,
        sum(executed) as executed
    from money
    where
        year = in_year
        and quarter = to_quarter
    group by project
),

indicator_attainment as (
    select
        progress.project,
        indicator.evaluation_weight as weight,
        least(
            attainment(
                indicator.direction,
                combined(
                    indicator.across_projects,
                    indicator.factor,
                    progress.numerator,
                    progress.denominator
                ),
                combined(
                    indicator.across_projects,
                    indicator.factor,
                    progress.target_numerator,
                    progress.target_denominator
                )
            )
            -- A rate and a stock are due in full at any time; a flow only in proportion.
            * case
                when
                    indicator.across_projects = 'sum' and indicator.across_periods = 'sum'
                    then 1
                else to_quarter / 4.0
            end,
            100.0
        ) as attainment
    from progress
    inner join indicator on progress.indicator = indicator.indicator
    where
        progress.year = in_year
        and progress.quarter = to_quarter
        and progress.periods_reported > 0
        and indicator.evaluation_weight > 0
),

attained as (
    select
        project,
        sum(weight * attainment) / nullif(sum(weight) filter (where attainment is not null), 0)
            as attainment_index
    from indicator_attainment
    group by project
),

overdue as (
    select
        project_stage.project,
        count(*) as overdue_stages
    from project_stage
    inner join period on period.year = in_year and period.quarter = to_quarter
    where
        project_stage.planned_end < period.period_end
        and coalesce(project_stage.actual_end > period.period_end, true)
    group by project_stage.project
)

select
    project_period.project,
    project_period.region,
    project_period.municipality,
    project_period.model_type,
    project_period.programme_year,
    execution.allocated,
    execution.executed,
    percentage(execution.executed, execution.allocated) as execution_rate,
    25.0 * to_quarter as elapsed,
    percentage(execution.executed, execution.allocated) - 25.0 * to_quarter as execution_gap,
    attained.attainment_index,
    attained.attainment_index - 25.0 * to_quarter as attainment_gap,
    coalesce(overdue.overdue_stages, 0) as overdue_stages
from project_period
left join execution on project_period.project = execution.project
left join attained on project_period.project = attained.project
left join overdue on project_period.project = overdue.project
where
    project_period.year = in_year
    and project_period.quarter = to_quarter;

-- The worst status any rule gives, and each rule that spoke.
create macro project_status(in_year, to_quarter) as table
with measured as (
    select
        project,
        'execution_gap' as measure,
        execution_gap as value
    from project_measures(in_year, to_quarter)
    union all
    select
        project,
        'attainment_gap' as measure,
        attainment_gap as value
    from project_measures(in_year, to_quarter)
    union all
    select
        project,
        'overdue_stages' as measure,
        overdue_stages::double as value
    from project_measures(in_year, to_quarter)
),

spoken as (
    select
        measured.project,
        measured.measure,
        measured.value,
        status.status,
        status.position
    from measured
    inner join status_rule
        on
            measured.measure = status_rule.measure
            and case status_rule.comparison
                when 'at_most' then measured.value <= status_rule.threshold
                else measured.value >= status_rule.threshold
            end
    inner join status on status_rule.status = status.status
    qualify row_number() over (
        partition by measured.project, measured.measure
        order by status.position desc
    ) = 1
)

select
    measures.project,
    coalesce(arg_max(spoken.status, spoken.position), 'on_track') as status,
    coalesce(max(spoken.position), 1) as status_position,
    arg_max(spoken.measure, spoken.position) as worst_measure,
    arg_max(spoken.value, spoken.position) as worst_value
from project_measures(in_year, to_quarter) as measures
left join spoken on measures.project = spoken.project
group by measures.project;
