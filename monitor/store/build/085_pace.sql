-- Pace: how far stages and money are, against their plan and against each other.

create table anomaly as
select
    anomaly,
    name_ko,
    name_en,
    position::integer as position
from reference_anomalies
order by position;

create table anomaly_rule as
select
    anomaly,
    measure,
    threshold::double as threshold,
    comparison,
    position::integer as position
from reference_anomaly_rules
order by
    anomaly,
    position;

-- Days by which a stage began or ended late, early where negative. What is due and has not
-- happened counts up to the as-of date, or to the day on which the project stopped.
create table stage_course as
with dated as (
    select
        project_stage.*,
        least(
            getvariable('as_of'),
            coalesce(project.stopped_on, getvariable('as_of'))
        ) as counted_to,
        coalesce(project.stopped_on <= getvariable('as_of'), false) as is_stopped
    from project_stage
    inner join project on project_stage.project = project.project
)

select
    project,
    stage,
    planned_start,
    planned_end,
    actual_start,
    actual_end,
    counted_to,
    is_stopped,
    (
        coalesce(actual_start, case when planned_start < counted_to then counted_to end)
        - planned_start
    )::integer as start_slip,
    (
        coalesce(actual_end, case when planned_end < counted_to then counted_to end)
        - planned_end
    )::integer as end_slip,
    case
        when actual_end is not null then 'done'
        when is_stopped then 'stopped'
        when planned_end < counted_to then 'overdue'
        when actual_start is not null then 'running'
        when planned_start < counted_to then 'late_start'
        else 'to_come'
    end as stage_state
from dated
order by
    project,
    stage;

-- The day by which half of the projects were there: those that are not there yet come last.
create macro day_of_half(day) as
nullif(
    quantile_disc(coalesce(day, date '9999-12-31'), 0.5),
    date '9999-12-31'
);

-- Money of the year to a quarter, for a province of a basis and a type, or all of them.
create macro chosen_money(in_year, to_quarter, on_basis, in_region, of_type) as table
    select rows.*
    from money_rows(to_quarter, on_basis, of_type) as rows
    where
        rows.year = in_year
        and (in_region = 'all' or rows.unit = in_region);

-- What each project of the completed years before had left at the end of a quarter, and how much of
-- it was executed by the end of its year. Only where both quarters were reported.
create macro later_spending(before_year, from_quarter) as table
    select
        whole.project,
        whole.year,
        whole.funding_source,
        whole.allocated - part.executed as left_then,
        whole.executed - part.executed as executed_later,
        (whole.executed - part.executed) / (whole.allocated - part.executed) as share
    from money as whole
    inner join money as part
        on
            whole.project = part.project
            and whole.year = part.year
            and whole.funding_source = part.funding_source
            and part.quarter = from_quarter
            and part.reported_quarter = from_quarter
    where
        whole.year < before_year
        and whole.quarter = 4
        and whole.reported_quarter = 4
        and whole.allocated > part.executed;

-- Which share of what is left of each source is likely to be executed by the end of the year: that
-- of those years, as a ratio of sums, and those of a slow and a fast project: one in ten was even
-- slower, or faster.
create macro later_pace(before_year, from_quarter) as table
    select
        funding_source,
        sum(executed_later) / sum(left_then) as share,
        quantile_cont(share, 0.1) as slow_share,
        quantile_cont(share, 0.9) as fast_share,
        count(*) as cases,
        min(year) as first_year,
        max(year) as last_year
    from later_spending(before_year, from_quarter)
    group by funding_source;

-- What the rules of anomalies look at, of each project at the end of each quarter.
create table pace_measure as
with overdue as (
    select
        project_stage.project,
        period.year,
        period.quarter,
        max(period.period_end - project_stage.planned_end)::double as days_overdue
    from project_stage
    cross join period
    where
        project_stage.planned_end < period.period_end
        and coalesce(project_stage.actual_end > period.period_end, true)
    group by
        project_stage.project,
        period.year,
        period.quarter
),

-- Only where every source was reported for both quarters: else it is not known when.
last_quarter as (
    select
        whole.project,
        whole.year,
        whole.quarter,
        percentage(sum(whole.executed) - sum(before.executed), sum(whole.executed)) as share
    from money as whole
    left join money as before
        on
            whole.project = before.project
            and whole.year = before.year
            and whole.funding_source = before.funding_source
            and before.quarter = 3
    where whole.quarter = 4
    group by
        whole.project,
        whole.year,
        whole.quarter
    having
        bool_and(
            coalesce(whole.reported_quarter = 4 and before.reported_quarter = 3, false)
        )
)

select
    quarter_status.project,
    quarter_status.year,
    quarter_status.quarter,
    quarter_status.execution_rate::double as execution_rate,
    quarter_status.execution_gap::double as execution_gap,
    quarter_status.execution_rate / nullif(quarter_status.attainment_index, 0)
        as money_to_attainment,
    quarter_status.attainment_index - quarter_status.execution_rate as attainment_lead,
    coalesce(overdue.days_overdue, 0) as days_overdue,
    last_quarter.share as last_quarter_share
from quarter_status
left join overdue
    on
        quarter_status.project = overdue.project
        and quarter_status.year = overdue.year
        and quarter_status.quarter = overdue.quarter
left join last_quarter
    on
        quarter_status.project = last_quarter.project
        and quarter_status.year = last_quarter.year
        and quarter_status.quarter = last_quarter.quarter
order by
    quarter_status.year,
    quarter_status.quarter,
    quarter_status.project;

-- Of each project at the end of each quarter and each anomaly: whether all its conditions hold. Its
-- excess is how many times the first condition's threshold is reached. It is unknown where a
-- condition cannot be looked at.
create table anomaly_judged as
with measured as (
    unpivot pace_measure
    on
    money_to_attainment,
    execution_rate,
    days_overdue,
    execution_gap,
    attainment_lead,
    last_quarter_share
    into name measure value value
),

expected as (
    select
        quarter_status.project,
        quarter_status.year,
        quarter_status.quarter,
        anomaly_rule.*
    from quarter_status
    cross join anomaly_rule
)

select
    expected.project,
    expected.year,
    expected.quarter,
    expected.anomaly,
    bool_and(
        coalesce(
            case expected.comparison
                when 'at_most' then measured.value <= expected.threshold
                else measured.value >= expected.threshold
            end,
            false
        )
    ) as is_found,
    bool_or(measured.value is null) as is_unknown,
    max(measured.value) filter (where expected.position = 1) as leading_value,
    max(measured.value / expected.threshold) filter (where expected.position = 1) as excess
from expected
left join measured
    on
        expected.project = measured.project
        and expected.year = measured.year
        and expected.quarter = measured.quarter
        and expected.measure = measured.measure
group by
    expected.project,
    expected.year,
    expected.quarter,
    expected.anomaly
order by
    expected.year,
    expected.quarter,
    expected.anomaly,
    expected.project;
