-- How adoption and results after support stood at the end of every quarter.

-- A row a model, adopting municipality and quarter since the adoption; users of that quarter.
create table adoption_quarter as
select
    spell.model,
    standard_model.project,
    spell.region,
    spell.municipality,
    period.year,
    period.quarter,
    spell.adopted_on,
    case when spell.ended_on <= period.period_end then spell.ended_on end as ended_on,
    coalesce(period.period_end < spell.ended_on, true) as is_in_force,
    spell.adopted_on >= period.period_start as is_new,
    coalesce(spell.ended_on between period.period_start and period.period_end, false)
        as is_ending,
    adoption.users
from adoption_spell as spell
inner join standard_model on spell.model = standard_model.model
inner join period on spell.adopted_on <= period.period_end
left join adoption
    on
        spell.model = adoption.model
        and spell.municipality = adoption.municipality
        and period.year = adoption.year
        and period.quarter = adoption.quarter
order by
    period.year,
    period.quarter,
    spell.model,
    spell.municipality;

-- Adopting governments as pages count them, and what sets the indicator apart from them:
-- it counts a municipality once for each project whose models it adopted, and neither what was
-- adopted of projects whose support has ended nor what became known since a project last reported.
create macro adoption_totals() as table
    with pair as (
        select
            project,
            municipality,
            year,
            quarter
        from adoption_quarter
        where is_in_force
        group by all
    ),

    listed as (
        select
            project,
            year,
            quarter,
            count(*) as governments
        from pair
        group by
            project,
            year,
            quarter
    ),

    carried as (
        select
            project,
            year,
            quarter,
            numerator,
            periods_reported > coalesce(
                lag(periods_reported) over (
                    partition by project, year
                    order by quarter
                ), 0
            ) as is_reported
        from progress
        where indicator = 'adopting_governments'
    ),

    apart as (
        select
            year,
            quarter,
            sum(coalesce(listed.governments, 0)) as by_project,
            sum(listed.governments) filter (where carried.project is null) as after_support,
            sum(coalesce(listed.governments, 0) - coalesce(carried.numerator, 0)) filter (
                where not carried.is_reported
            ) as unreported
        from listed
        full join carried using (project, year, quarter)
        group by
            year,
            quarter
    ),

    counted as (
        select
            year,
            quarter,
            count(distinct municipality) as governments
        from pair
        group by
            year,
            quarter
    )

    select
        period.year,
        period.quarter,
        coalesce(counted.governments, 0) as governments,
        (coalesce(apart.by_project, 0) - coalesce(counted.governments, 0))::bigint
            as counted_again,
        coalesce(apart.after_support, 0)::bigint as after_support,
        coalesce(apart.unreported, 0)::bigint as unreported,
        coalesce(figure.numerator, 0)::bigint as indicator_governments
    from period
    left join counted on period.year = counted.year and period.quarter = counted.quarter
    left join apart on period.year = apart.year and period.quarter = apart.quarter
    left join figure
        on
            period.year = figure.year
            and period.quarter = figure.quarter
            and figure.indicator = 'adopting_governments'
            and figure.basis = 17
            and figure.breakdown = 'all';

-- The same, worked out once for the pages; the check of a release works it out again.
create table adoption_total as
select
    year,
    quarter,
    indicator_governments,
    counted_again,
    after_support,
    unreported
from adoption_totals()
order by year, quarter;

-- Projects whose support has ended: a row a quarter, 0 the last of their support, then those after.
-- Users and own money (원) are of the quarter; jobs are all that were created, then those kept.
create table aftercare_quarter as
with ended as (
    select
        project.project,
        project.stopped_on,
        max(period.number) as last_number
    from project
    inner join project_period on project.project = project_period.project
    inner join period
        on project_period.year = period.year and project_period.quarter = period.quarter
    where project.stopped_on <= getvariable('as_of')
    group by
        project.project,
        project.stopped_on
),

-- A figure of one quarter is the year to date less that of the quarter before.
reported as (
    select
        project,
        year,
        quarter,
        indicator,
        numerator - coalesce(lag(numerator) over before, 0) as of_quarter,
        periods_reported > coalesce(lag(periods_reported) over before, 0) as is_reported
    from progress
    where indicator in ('service_users', 'jobs')
    window before as (
        partition by project, indicator, year
        order by quarter
    )
),

spent as (
    select
        project,
        year,
        quarter,
        executed - coalesce(
            lag(executed) over (
                partition by project, year
                order by quarter
            ), 0
        ) as of_quarter,
        reported_quarter = quarter as is_reported
    from money
    where funding_source = 'own'
),

created as (
    select
        project,
        sum(of_quarter) filter (where is_reported) as jobs
    from reported
    where indicator = 'jobs'
    group by project
),

-- Once a project has reported its own end, nothing more is expected of it.
over as (
    select
        project,
        min(year * 4 + quarter - 1) as number
    from aftercare
    where continuation = 'ended'
    group by project
)

select
    ended.project,
    period.year,
    period.quarter,
    (period.number - ended.last_number)::integer as quarters_after,
    ended.stopped_on as ended_on,
    aftercare.project is not null as is_reported,
    aftercare.continuation,
    case
        when period.number > ended.last_number then aftercare.users
        when reported.is_reported then reported.of_quarter
    end::bigint as users,
    case
        when period.number > ended.last_number then aftercare.jobs
        else created.jobs
    end::bigint as jobs,
    case
        when period.number > ended.last_number then aftercare.own_money
        when spent.is_reported then spent.of_quarter
    end::bigint as own_money
from ended
inner join period on ended.last_number <= period.number
left join aftercare
    on
        ended.project = aftercare.project
        and period.year = aftercare.year
        and period.quarter = aftercare.quarter
        and ended.last_number < period.number
left join reported
    on
        ended.project = reported.project
        and period.year = reported.year
        and period.quarter = reported.quarter
        and reported.indicator = 'service_users'
left join spent
    on
        ended.project = spent.project
        and period.year = spent.year
        and period.quarter = spent.quarter
left join created on ended.project = created.project
left join over on ended.project = over.project
where aftercare.project is not null or coalesce(period.number <= over.number, true)
order by
    period.year,
    period.quarter,
    ended.project;

-- Ended projects as last reported up to a quarter, beside the last quarter of their support.
create macro aftercare_at(at_year, at_quarter, on_basis) as table
    with reached as (
        select *
        from aftercare_quarter
        where year * 4 + quarter <= at_year * 4 + at_quarter
    ),

    latest as (
        select *
        from reached
        where is_reported
        qualify row_number() over (
            partition by project
            order by quarters_after desc
        ) = 1
    ),

    expected as (
        select
            project,
            max(quarters_after) as quarters_expected,
            count(*) filter (where is_reported) as quarters_reported
        from reached
        group by project
    )

    select
        project.project,
        project.name,
        basis_region.unit as region,
        project.municipality,
        project.model_type,
        project.project_state,
        base.ended_on,
        base.year as last_year,
        base.quarter as last_quarter,
        expected.quarters_expected,
        expected.quarters_reported,
        latest.year as reported_year,
        latest.quarter as reported_quarter,
        latest.continuation,
        base.users as users_before,
        latest.users,
        base.jobs as jobs_before,
        latest.jobs,
        base.own_money as own_money_before,
        latest.own_money
    from reached as base
    inner join expected on base.project = expected.project
    inner join project on base.project = project.project
    inner join basis_region
        on project.region = basis_region.region and basis_region.basis = on_basis
    left join latest on base.project = latest.project
    where base.quarters_after = 0;

-- What came of an application.
create macro outcome(screening, selection) as
case
    when screening in ('withdrawn', 'ineligible') then screening
    when selection is not null then selection
    when screening = 'eligible' then 'undecided'
    else 'in_review'
end;

create macro applications_of(of_call, on_basis, of_region, of_type) as table
    select
        application.*,
        basis_region.unit,
        outcome(application.screening, application.selection) as outcome
    from application
    inner join basis_region
        on application.region = basis_region.region and basis_region.basis = on_basis
    where
        (of_call = 'all' or application.call = of_call)
        and (of_region = 'all' or basis_region.unit = of_region)
        and (of_type = 'all' or application.model_type = of_type);
