-- What the briefing says of each quarter, worked out once: its questions only pick their row.

-- Up to three gains and two losses; one row without an indicator where there is none to tell.
create table briefing_gain as
with told as (
    select
        like_for_like.*,
        case
            when gain >= setting_number('briefing_change_percent') then 'gain'
            when gain <= -setting_number('briefing_change_percent') then 'loss'
            else 'level'
        end as direction
    from like_for_like
    where
        gain is not null
        -- Enough projects stand behind it, of those that reported the year before.
        and projects_alike >= setting_number('briefing_minimum_projects')
        and 100.0 * projects_alike >= setting_number('coverage_warning_percent') * projects_before
),

counted as (
    select
        period.year,
        period.quarter,
        count(told.indicator) as compared,
        count(*) filter (where told.direction = 'gain') as gained,
        count(*) filter (where told.direction = 'loss') as lost,
        case
            when period.year - 1 not in (select year from period) then 'first_year'
            when count(told.indicator) = 0 then 'too_few_alike'
        end as missing
    from period
    left join told on period.year = told.year and period.quarter = told.quarter
    group by
        period.year,
        period.quarter
),

-- A gain is told where all projects together have gained too, as their figure stands beside it.
furthest as (
    select
        told.*,
        figure.actual as figure_actual,
        figure.change as figure_change,
        figure.change_percent as figure_change_percent,
        row_number() over (
            partition by told.year, told.quarter, told.direction
            order by abs(told.gain) desc, told.indicator asc
        ) as position
    from told
    inner join figure
        on
            told.indicator = figure.indicator
            and told.year = figure.year
            and told.quarter = figure.quarter
            and figure.basis = 17
            and figure.breakdown = 'all'
    where
        told.direction = 'loss'
        or (told.direction = 'gain' and figure.change * told.change > 0)
    qualify position <= case told.direction when 'gain' then 3 else 2 end
)

select
    counted.year,
    counted.quarter,
    furthest.direction,
    furthest.position,
    furthest.indicator,
    furthest.figure_actual as actual,
    furthest.figure_change as change,
    furthest.figure_change_percent as change_percent,
    furthest.projects_alike as alike_projects,
    furthest.change as alike_change,
    furthest.change_percent as alike_change_percent,
    counted.compared,
    counted.gained,
    counted.lost,
    counted.missing
from counted
left join furthest on counted.year = furthest.year and counted.quarter = furthest.quarter
order by
    counted.year,
    counted.quarter,
    furthest.direction,
    furthest.position;

create table briefing_risk as
with based as (
    select distinct basis from basis_region
),

shown as (
    select
        period.year,
        period.quarter,
        based.basis,
        (
            select abs(max(threshold))
            from status_rule
            where measure = 'execution_gap' and status = 'delayed'
        ) as behind_from
    from period
    cross join based
),

placed as (
    select
        shown.basis,
        basis_region.unit as region,
        quarter_status.year,
        quarter_status.quarter,
        quarter_status.project,
        project.name,
        quarter_status.status,
        status.position as status_position,
        quarter_status.worst_measure,
        quarter_status.worst_value,
        quarter_status.overdue_follow_ups,
        coalesce(quarter_status.execution_gap <= -shown.behind_from, false) as is_behind
    from shown
    inner join quarter_status
        on shown.year = quarter_status.year and shown.quarter = quarter_status.quarter
    inner join basis_region
        on shown.basis = basis_region.basis and quarter_status.region = basis_region.region
    inner join project on quarter_status.project = project.project
    inner join status on quarter_status.status = status.status
),

counted as (
    select
        basis,
        year,
        quarter,
        count(*) as projects,
        count(*) filter (where status = 'poor') as poor,
        count(*) filter (where status = 'delayed') as delayed,
        count(*) filter (where status = 'watch') as watch,
        count(*) filter (where status in ('poor', 'delayed')) as at_risk,
        sum(overdue_follow_ups)::bigint as overdue_follow_ups,
        count(*) filter (where overdue_follow_ups > 0) as overdue_projects,
        count(*) filter (where is_behind) as behind_projects
    from placed
    group by
        basis,
        year,
        quarter
),

-- The first of the list of projects that need attention.
worst as (
    select *
    from placed
    where status != 'on_track'
    qualify row_number() over (
        partition by basis, year, quarter
        order by status_position desc, worst_value asc, project asc
    ) = 1
)

select
    shown.basis,
    shown.year,
    shown.quarter,
    coalesce(counted.projects, 0) as projects,
    counted.poor,
    counted.delayed,
    counted.watch,
    before.at_risk as previous_at_risk,
    counted.overdue_follow_ups,
    counted.overdue_projects,
    counted.behind_projects,
    shown.behind_from,
    worst.project,
    worst.name,
    worst.region,
    worst.status,
    worst.worst_measure,
    worst.worst_value,
    case when counted.projects is null then 'no_projects' end as missing
from shown
left join counted using (basis, year, quarter)
left join counted as before
    on
        shown.basis = before.basis
        and shown.year = before.year + 1
        and shown.quarter = before.quarter
left join worst using (basis, year, quarter)
order by
    shown.basis,
    shown.year,
    shown.quarter;

create table briefing_money as
with spent as (
    select
        year,
        quarter,
        sum(allocated)::bigint as allocated,
        sum(executed)::bigint as executed,
        percentage(sum(executed), sum(allocated)) as execution_rate,
        (sum(allocated) filter (where funding_source = 'national'))::bigint as national_allocated,
        (sum(executed) filter (where funding_source = 'national'))::bigint as national_executed
    from money
    group by
        year,
        quarter
),

linked as (
    select
        year,
        quarter,
        (any_value(actual) filter (where indicator = 'linked_money'))::bigint as linked_money,
        (any_value(actual) filter (where indicator = 'linked_policies'))::bigint
            as linked_policies
    from figure
    where
        indicator in ('linked_money', 'linked_policies')
        and basis = 17
        and breakdown = 'all'
    group by
        year,
        quarter
)

select
    period.year,
    period.quarter,
    spent.allocated,
    spent.executed,
    spent.allocated - spent.executed as unspent,
    spent.execution_rate,
    spent.execution_rate - before.execution_rate as execution_rate_change,
    25.0 * period.quarter as elapsed,
    spent.execution_rate - 25.0 * period.quarter as execution_gap,
    spent.national_allocated,
    spent.national_executed,
    percentage(spent.national_executed, spent.national_allocated) as national_execution_rate,
    programme_year.national_budget,
    programme_year.national_budget - spent.national_allocated as budget_margin,
    linked.linked_money,
    linked.linked_policies,
    case when coalesce(spent.allocated, 0) = 0 then 'no_money' end as missing
from period
left join spent on period.year = spent.year and period.quarter = spent.quarter
left join spent as before
    on period.year = before.year + 1 and period.quarter = before.quarter
left join linked on period.year = linked.year and period.quarter = linked.quarter
left join programme_year on period.year = programme_year.year
order by period.year, period.quarter;

-- Of each year, the last evaluation up to it: a row a grade and a decision.
create table briefing_evaluation as
with summed as (
    select
        year,
        count(*) as evaluated,
        avg(score) as mean,
        count(*) filter (where grade is null) as withheld,
        count(*) filter (where not is_decided) as undecided,
        count(*) filter (where is_deviating) as deviating
    from evaluation_result
    group by year
),

latest as (
    select
        period.year as shown_year,
        max(summed.year) as year
    from period
    left join summed on period.year >= summed.year
    group by period.year
),

conditioned as (
    select
        year,
        count(*) as conditions,
        count(*) filter (where answer is null) as conditions_open
    from decision_condition
    group by year
),

named as (
    select
        year,
        'grade' as kind,
        grade as value,
        position
    from grade_band
    union all
    select
        year,
        'decision' as kind,
        decision as value,
        100 + min(position) as position
    from grade_band
    group by
        year,
        decision
),

given as (
    select
        year,
        'grade' as kind,
        grade as value
    from evaluation_result
    union all
    select
        year,
        'decision' as kind,
        decision as value
    from evaluation_result
    where is_decided
),

counted as (
    select
        named.year,
        named.kind,
        named.value,
        named.position,
        count(given.value) as projects
    from named
    left join given
        on named.year = given.year and named.kind = given.kind and named.value = given.value
    group by all
)

select
    latest.shown_year,
    counted.position,
    counted.kind,
    counted.value,
    counted.projects,
    latest.year,
    summed.evaluated,
    summed.mean,
    summed.mean - before.mean as change,
    summed.withheld,
    summed.undecided,
    summed.deviating,
    coalesce(conditioned.conditions, 0) as conditions,
    coalesce(conditioned.conditions_open, 0) as conditions_open,
    case when latest.year is null then 'not_evaluated' end as missing
from latest
left join summed on latest.year = summed.year
left join summed as before on latest.year = before.year + 1
left join conditioned on latest.year = conditioned.year
left join counted on latest.year = counted.year
order by latest.shown_year, counted.position;

create table briefing_spread as
with based as (
    select distinct basis from basis_region
),

shown as (
    select
        period.*,
        before.period_end as day_before,
        based.basis
    from period
    cross join based
    left join period as before
        on period.year = before.year + 1 and period.quarter = before.quarter
),

reached as (
    select
        shown.basis,
        shown.year,
        shown.quarter,
        spell.municipality,
        basis_region.unit,
        spell.adopted_on >= make_date(shown.year, 1, 1) as is_new,
        coalesce(spell.ended_on between make_date(shown.year, 1, 1) and shown.period_end, false)
            as is_ended,
        coalesce(spell.ended_on > shown.period_end, true) as is_in_force,
        spell.adopted_on <= shown.day_before
        and coalesce(spell.ended_on > shown.day_before, true) as was_in_force,
        adoption.users
    from shown
    inner join adoption_spell as spell on shown.period_end >= spell.adopted_on
    inner join standard_model on spell.model = standard_model.model
    inner join basis_region
        on shown.basis = basis_region.basis and spell.region = basis_region.region
    left join adoption
        on
            spell.model = adoption.model
            and spell.municipality = adoption.municipality
            and shown.year = adoption.year
            and shown.quarter = adoption.quarter
),

counted as (
    select
        basis,
        year,
        quarter,
        count(distinct municipality) filter (where is_in_force) as governments,
        count(distinct municipality) filter (where was_in_force) as previous_governments,
        count(distinct unit) filter (where is_in_force) as provinces,
        count(*) filter (where is_new) as begun,
        count(*) filter (where is_ended) as ended,
        (sum(users) filter (where is_in_force))::bigint as users,
        count(users) filter (where is_in_force) as users_reported
    from reached
    group by
        basis,
        year,
        quarter
),

designated as (
    select
        period.year,
        period.quarter,
        count(*) as models,
        count(*) filter (where model.designated_on >= make_date(period.year, 1, 1)) as new_models
    from period
    inner join standard_model as model on period.period_end >= model.designated_on
    group by
        period.year,
        period.quarter
)

select
    shown.basis,
    shown.year,
    shown.quarter,
    coalesce(designated.models, 0) as models,
    coalesce(designated.new_models, 0) as new_models,
    coalesce(counted.governments, 0) as governments,
    case when shown.day_before is not null then coalesce(counted.previous_governments, 0) end
        as previous_governments,
    coalesce(counted.provinces, 0) as provinces,
    coalesce(counted.begun, 0) as begun,
    coalesce(counted.ended, 0) as ended,
    counted.users,
    coalesce(counted.users_reported, 0) as users_reported,
    case when designated.models is null then 'no_models' end as missing
from shown
left join counted using (basis, year, quarter)
left join designated
    on shown.year = designated.year and shown.quarter = designated.quarter
order by
    shown.basis,
    shown.year,
    shown.quarter;
