-- What a project's card tells of its record: which workbooks reported it, and which of its numbers
-- a later workbook gave differently.

create table project_document as
with named as (
    select
        submission,
        project
    from ledger.project_report
    union
    select
        submission,
        project
    from ledger.stage_report
    union
    select
        submission,
        project
    from ledger.budget_report
    union
    select
        submission,
        project
    from ledger.target_report
    union
    select
        submission,
        project
    from ledger.observation_report
)

select
    named.project,
    named.submission
from named
inner join accepted on named.submission = accepted.submission
where accepted.number <= (select max(number) from period)
order by named.project, named.submission;

-- One row a number and workbook that changed it: in the indicator's unit, or 원. ``detail`` is the
-- indicator, the source of funds or the policy.
create table correction as
with reported as (
    select
        report.submission,
        report.project,
        'actual' as item,
        report.indicator as detail,
        report.year,
        report.quarter,
        case indicator.across_projects
            when 'ratio'
                then combined('ratio', indicator.factor, report.numerator, report.denominator)
            else report.value
        end as number,
        report.denominator
    from ledger.observation_report as report
    inner join indicator on report.indicator = indicator.indicator
    union all
    select
        report.submission,
        report.project,
        'target' as item,
        report.indicator as detail,
        report.year,
        null as quarter,
        case indicator.across_projects
            when 'ratio'
                then combined('ratio', indicator.factor, report.numerator, report.denominator)
            else report.value
        end as number,
        report.denominator
    from ledger.target_report as report
    inner join indicator on report.indicator = indicator.indicator
    union all
    select
        submission,
        project,
        unnest(['allocated', 'granted', 'executed', 'carried_over']) as item,
        funding_source as detail,
        year,
        quarter,
        unnest([allocated, granted, executed, carried_over])::double as number,
        null as denominator
    from ledger.budget_report
    union all
    select
        submission,
        project,
        'planned' as item,
        funding_source as detail,
        year,
        quarter,
        planned::double as number,
        null as denominator
    from ledger.spending_plan_report
    union all
    select
        submission,
        project,
        'linked_money' as item,
        policy as detail,
        year,
        quarter,
        linked_money::double as number,
        null as denominator
    from ledger.linkage_report
),

version as (
    select
        reported.*,
        lag(reported.number) over versions as number_before,
        lag(reported.denominator) over versions as denominator_before,
        -- Filling in what was absent corrects nothing.
        count(reported.number) over (versions rows between unbounded preceding and 1 preceding)
        > 0 as was_known
    from reported
    inner join accepted on reported.submission = accepted.submission
    where accepted.number <= (select max(number) from period)
    window versions as (
        partition by
            reported.project,
            reported.item,
            reported.detail,
            reported.year,
            reported.quarter
        order by reported.submission
    )
)

select
    project,
    item,
    detail,
    year,
    quarter,
    number_before,
    number as number_after,
    denominator_before,
    denominator as denominator_after,
    submission
from version
where
    was_known
    and (
        number is distinct from number_before
        or denominator is distinct from denominator_before
    )
order by
    project,
    submission,
    item,
    detail,
    year,
    quarter;
