-- The advisory panel: who belongs to it, what it found, and what came of it.

create table panel_member as
select
    member,
    name_ko,
    name_en,
    home_region,
    valid_from::date as valid_from,
    valid_to::date as valid_to,
    position::integer as position
from reference_panel_members
order by position;

-- Who looks after which province on the as-of date.
create table panel_assignment as
select
    member,
    region,
    valid_from::date as valid_from,
    valid_to::date as valid_to
from reference_panel_assignments
where
    valid_from::date <= getvariable('as_of')
    and coalesce(valid_to::date >= getvariable('as_of'), true)
order by member, region;

create table conflict_of_interest as
select
    member,
    project,
    declared_on::date as declared_on,
    reason_ko,
    reason_en
from reference_conflicts_of_interest
order by member, project;

create table panel_finding as
select
    entry as finding,
    project,
    finding_area,
    finding_severity,
    opinion,
    due_on,
    member,
    written_at::date as written_on
from ledger.panel_finding
where entry <= getvariable('ledger_position')
order by entry;

-- What happened to a finding, in its order: a follow-up of the province, a verdict of the panel.
create table panel_event as
select
    entry,
    finding,
    'answered' as finding_state,
    follow_up as note,
    given_by,
    given_at::date as given_on
from ledger.panel_follow_up
where entry <= getvariable('ledger_position')
union all
select
    entry,
    finding,
    verdict as finding_state,
    note,
    member as given_by,
    given_at::date as given_on
from ledger.panel_verdict
where entry <= getvariable('ledger_position')
order by entry;

create table evidence as
select
    entry,
    position,
    release,
    indicator,
    year,
    quarter,
    value
from ledger.evidence
where entry <= getvariable('ledger_position')
order by entry, position;

-- From which day to which a finding stood as it did; the last spell has no end.
create table finding_spell as
with happened as (
    select
        finding as entry,
        finding,
        'open' as finding_state,
        written_on as since
    from panel_finding
    union all
    select
        entry,
        finding,
        finding_state,
        given_on as since
    from panel_event
)

select
    finding,
    finding_state,
    since,
    lead(since) over (
        partition by finding
        order by entry
    ) as until
from happened
order by finding, entry;

-- How each finding stood at the end of a day.
create macro findings_on(day) as table
    select
        panel_finding.*,
        finding_spell.finding_state,
        finding_spell.since as changed_on,
        panel_finding.due_on < day and finding_spell.finding_state in ('open', 'reopened')
            as is_overdue
    from panel_finding
    inner join finding_spell
        on
            panel_finding.finding = finding_spell.finding
            and finding_spell.since <= day
            and coalesce(finding_spell.until > day, true);

-- Findings of a project that were due in the year up to a quarter's end, those closed by then,
-- and those overdue then, whenever they were due.
create temp table finding_count as
with stood as (
    select
        period.year,
        period.quarter,
        period.period_end,
        found.project,
        found.due_on,
        found.finding_state,
        found.is_overdue
    from period
    cross join lateral (select * from findings_on(period.period_end)) as found
)

select
    project,
    year,
    quarter,
    count(*) filter (
        where due_on between make_date(year, 1, 1) and period_end
    ) as findings_due,
    count(*) filter (
        where
        due_on between make_date(year, 1, 1) and period_end
        and finding_state = 'closed'
    ) as findings_closed,
    count(*) filter (where is_overdue) as overdue_follow_ups
from stood
group by
    project,
    year,
    quarter;
