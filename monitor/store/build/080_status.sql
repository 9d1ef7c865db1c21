-- Status measures of each project: how far execution and attainment lag behind the year.
-- A rate, a mean and a stock are due in full at any time; a flow only in proportion to the year.
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

    weighted as (
        select
            figures.project,
            indicator.evaluation_weight as weight,
            least(
                figures.attainment
                * case
                    when
                        indicator.across_projects = 'sum' and indicator.across_periods = 'sum'
                        then 1
                    else to_quarter / 4.0
                end,
                100.0
            ) as attainment
        from figures('all', to_quarter, 17, 'all') as figures
        inner join indicator on figures.indicator = indicator.indicator
        where
            figures.breakdown = 'project'
            and figures.year = in_year
            and figures.attainment is not null
            and indicator.evaluation_weight > 0
    ),

    attained as (
        select
            project,
            sum(weight * attainment) / sum(weight) as attainment_index
        from weighted
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

-- The worst status that any rule gives each project, and the rule that gave it.
create macro project_status(in_year, to_quarter) as table
    with measures as (
        select * from project_measures(in_year, to_quarter)
    ),

    measured as (
        select
            project,
            'execution_gap' as measure,
            execution_gap as value
        from measures
        union all
        select
            project,
            'attainment_gap' as measure,
            attainment_gap as value
        from measures
        union all
        select
            project,
            'overdue_stages' as measure,
            overdue_stages::double as value
        from measures
    ),

    triggered as (
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
    ),

    -- Of several rules that give the same status, the first measure by name.
    worst as (
        select
            project,
            status,
            measure,
            value
        from triggered
        qualify row_number() over (
            partition by project
            order by position desc, measure asc
        ) = 1
    )

    select
        measures.*,
        coalesce(worst.status, 'on_track') as status,
        worst.measure as worst_measure,
        worst.value as worst_value
    from measures
    left join worst on measures.project = worst.project;

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
        project_status.attainment_index,
        project_status.overdue_stages,
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
