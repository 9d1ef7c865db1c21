-- What a publisher should know before publishing, kept with the release: who has not sent, what
-- waits, warnings nobody explained, figures of final releases that change.
create table checklist as
with last_period as (
    select
        arg_max(year, number) as year,
        arg_max(quarter, number) as quarter
    from period
),

provinces as (
    select
        region_submission.submission_state as item,
        count(*) as found,
        string_agg(region.name_ko, ', ' order by region.position) as detail
    from region_submission
    inner join last_period using (year, quarter)
    inner join region using (region)
    where region_submission.submission_state != 'accepted'
    group by region_submission.submission_state
),

unexplained as (
    select
        'unexplained' as item,
        count(*) as found,
        array_to_string(list_sort(list(distinct finding.submission)), ', ') as detail
    from ledger.finding as finding
    inner join submission using (submission)
    inner join ledger.decision as decision using (submission)
    left join ledger.finding_reason as reason
        on
            finding.submission = reason.submission
            and finding.position = reason.position
            and reason.entry <= getvariable('ledger_position')
    where
        submission.submission_state = 'accepted'
        and finding.severity = 'warning'
        and reason.entry is null
        and decision.note = ''
),

restated as (
    select
        'restated' as item,
        count(*) as found,
        string_agg(distinct progress.project, ', ' order by progress.project) as detail
    from progress
    inner join first_published using (project, indicator, year, quarter)
    where
        progress.numerator is distinct from first_published.numerator
        or progress.denominator is distinct from first_published.denominator
),

items as (
    select
        unnest(
            ['not_submitted', 'returned', 'submitted', 'unexplained', 'restated']
        ) as item,
        unnest([1, 2, 3, 4, 5]) as position
),

found as (
    select * from provinces
    union all
    select * from unexplained
    union all
    select * from restated
)

select
    items.item,
    items.position,
    coalesce(found.found, 0) as found,
    coalesce(found.detail, '') as detail
from items
left join found using (item)
order by items.position;
