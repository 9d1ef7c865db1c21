-- Status of each project in each quarter: how far execution and attainment lag behind the year.
-- A rate, a mean and a stock are due in full at any time; a flow only in proportion to the year.
-- Attainment as it counts at the end of a quarter, to be held against elapsed time.
create macro attainment_to_date(attainment, across_projects, across_periods, quarter) as
attainment
* case
    when across_projects = 'sum' and across_periods = 'sum' then 1
    else quarter / 4.0
end;

create temp table project_measure as
with execution as (
    select
        project,
        year,
        quarter,
        sum(allocated) as allocated,
        sum(executed) as executed
    from money
    group by
        project,
        year,
        quarter
),

weighted as (
    select
        figure.project,
        figure.year,
        figure.quarter,
        indicator.evaluation_weight as weight,
        least(
            attainment_to_date(
                figure.attainment,
                indicator.across_projects,
                indicator.across_periods,
                figure.quarter
            ),
            100.0
        ) as attainment
    from figure
    inner join indicator on figure.indicator = indicator.indicator
    where
        figure.basis = 17
        and figure.breakdown = 'project'
        and figure.attainment is not null
        and indicator.evaluation_weight > 0
),

attained as (
    select
        project,
        year,
        quarter,
        sum(weight * attainment) / sum(weight) as attainment_index
    from weighted
    group by
        project,
        year,
        quarter
),

overdue as (
    select
        project_stage.project,
        period.year,
        period.quarter,
        count(*) as overdue_stages
    from project_stage
    cross join period
    where
        project_stage.planned_end < period.period_end
        and coalesce(project_stage.actual_end > period.period_end, true)
    group by
        project_stage.project,
        period.year,
        period.quarter
)

select
    project_period.project,
    project_period.year,
    project_period.quarter,
    project_period.region,
    project_period.municipality,
    project_period.model_type,
    project_period.programme_year,
    execution.allocated,
    execution.executed,
    percentage(execution.executed, execution.allocated) as execution_rate,
    25.0 * project_period.quarter as elapsed,
    percentage(execution.executed, execution.allocated) - 25.0 * project_period.quarter
        as execution_gap,
    attained.attainment_index,
    attained.attainment_index - 25.0 * project_period.quarter as attainment_gap,
    coalesce(overdue.overdue_stages, 0) as overdue_stages,
    coalesce(finding_count.overdue_follow_ups, 0) as overdue_follow_ups
from project_period
left join execution
    on
        project_period.project = execution.project
        and project_period.year = execution.year
        and project_period.quarter = execution.quarter
left join attained
    on
        project_period.project = attained.project
        and project_period.year = attained.year
        and project_period.quarter = attained.quarter
left join overdue
    on
        project_period.project = overdue.project
        and project_period.year = overdue.year
        and project_period.quarter = overdue.quarter
left join finding_count
    on
        project_period.project = finding_count.project
        and project_period.year = finding_count.year
        and project_period.quarter = finding_count.quarter;

-- The worst status that any rule gives each project, and the rule that gave it.
create table quarter_status as
with measured as (
    select
        project,
        year,
        quarter,
        'execution_gap' as measure,
        execution_gap as value
    from project_measure
    union all
    select
        project,
        year,
        quarter,
        'attainment_gap' as measure,
        attainment_gap as value
    from project_measure
    union all
    select
        project,
        year,
        quarter,
        'overdue_stages' as measure,
        overdue_stages::double as value
    from project_measure
    union all
    select
        project,
        year,
        quarter,
        'overdue_follow_ups' as measure,
        overdue_follow_ups::double as value
    from project_measure
),

triggered as (
    select
        measured.*,
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
),

-- Of several rules that give the same status, the first measure by name.
worst as (
    select *
    from triggered
    qualify row_number() over (
        partition by project, year, quarter
        order by position desc, measure asc
    ) = 1
)

select
    project_measure.*,
    coalesce(worst.status, 'on_track') as status,
    worst.measure as worst_measure,
    worst.value as worst_value
from project_measure
left join worst
    on
        project_measure.project = worst.project
        and project_measure.year = worst.year
        and project_measure.quarter = worst.quarter
order by
    project_measure.year,
    project_measure.quarter,
    project_measure.project;

create macro project_status(in_year, to_quarter) as table
    select *
    from quarter_status
    where
        year = in_year
        and quarter = to_quarter;

-- The stage a project is in at the end of a quarter: the last one begun, else the first.
create macro project_stage_at(in_year, to_quarter) as table
    select
        project_period.project,
        coalesce(arg_max(stage.stage, stage.position), 'plan') as stage
    from project_period
    inner join period
        on project_period.year = period.year and project_period.quarter = period.quarter
    left join project_stage
        on
            project_period.project = project_stage.project
            and period.period_end >= project_stage.actual_start
    left join stage on project_stage.stage = stage.stage
    where
        project_period.year = in_year
        and project_period.quarter = to_quarter
    group by project_period.project;

-- Every project that runs at the end of a quarter, as lists show it.
create macro project_list(in_year, to_quarter, on_basis) as table
    select
        project_status.project,
        project.name,
        basis_region.unit as region,
        municipality.name_ko as municipality_ko,
        coalesce(municipality.name_en, municipality.name_ko) as municipality_en,
        project_status.model_type,
        project_status.programme_year,
        staged.stage,
        project_status.allocated::bigint as allocated,
        project_status.executed::bigint as executed,
        project_status.execution_rate,
        project_status.elapsed,
        project_status.execution_gap,
        project_status.attainment_index,
        project_status.attainment_gap,
        project_status.overdue_stages,
        project_status.overdue_follow_ups,
        project_status.status,
        project_status.worst_measure,
        project_status.worst_value,
        status.position as status_position,
        region.position as region_position
    from project_status(in_year, to_quarter) as project_status
    inner join project on project_status.project = project.project
    inner join basis_region
        on project_status.region = basis_region.region and basis_region.basis = on_basis
    inner join status on project_status.status = status.status
    inner join region on basis_region.unit = region.region
    left join municipality on project_status.municipality = municipality.municipality
    left join project_stage_at(in_year, to_quarter) as staged
        on project_status.project = staged.project;

-- Which projects each member of the panel looks after at the end of a quarter.
create macro member_project(in_year, to_quarter) as table
    select
        assigned.member,
        project_status.project
    from project_status(in_year, to_quarter) as project_status
    inner join period
        on project_status.year = period.year and project_status.quarter = period.quarter
    inner join panel_assignment as assigned
        on
            project_status.region = assigned.region
            and period.period_end >= assigned.valid_from
            and coalesce(period.period_end <= assigned.valid_to, true);
