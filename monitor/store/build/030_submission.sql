-- What had been received at the ledger position, and how each province stood each quarter.

create table submission as
select
    submission.submission,
    submission.region,
    submission.year,
    submission.quarter,
    submission.submitted_on,
    submission.received_at::date as received_on,
    submission.file_name,
    submission.sha256,
    submission.data_kind,
    -- A decision made since the ledger position is not known yet.
    case
        when submission.outcome = 'returned' then 'returned'
        else coalesce(decision.decision, 'submitted')
    end as submission_state,
    case
        when score_workbook.submission is not null then 'score'
        when programme_workbook.submission is not null then 'programme'
        else 'province'
    end as form
from ledger.submission
left join ledger.decision
    on
        submission.submission = decision.submission
        and decision.entry <= getvariable('ledger_position')
left join ledger.score_workbook on submission.submission = score_workbook.submission
left join ledger.programme_workbook on submission.submission = programme_workbook.submission
where submission.submission <= getvariable('ledger_position')
order by submission.submission;

create table period as
with first_period as (
    select min(year * 4 + quarter - 1) as number
    from submission
    where
        submission_state = 'accepted'
        and form = 'province'
),

-- The last quarter that had ended on the as-of date.
last_period as (
    select
        year(getvariable('as_of') + 1) * 4
        + (month(getvariable('as_of') + 1) - 1) // 3
        - 1 as number
),

numbered as (
    select unnest(range(first_period.number, last_period.number + 1)) as number
    from first_period
    cross join last_period
)

select
    number,
    (number // 4)::integer as year,
    (number % 4 + 1)::integer as quarter,
    make_date(number // 4, (number % 4) * 3 + 1, 1) as period_start,
    (make_date(number // 4, (number % 4) * 3 + 1, 1) + interval 3 month - interval 1 day)::date
        as period_end
from numbered
order by number;

create table region_submission as
with expected as (
    select
        region.region,
        period.year,
        period.quarter,
        period.period_end + getvariable('deadline_days')::integer as due_on
    from region
    cross join period
    where region.region = region.region_17
),

received as (
    select
        expected.region,
        expected.year,
        expected.quarter,
        expected.due_on,
        min(submission.received_on) filter (
            where submission.submission_state = 'accepted'
        ) as accepted_on,
        count(*) filter (where submission.submission_state = 'returned') as returned_count,
        count(*) filter (where submission.submission_state = 'submitted') as waiting_count
    from expected
    left join region_part on expected.region = region_part.part
    left join submission
        on
            expected.year = submission.year
            and expected.quarter = submission.quarter
            and region_part.region = submission.region
    group by all
)

select
    region,
    year,
    quarter,
    due_on,
    accepted_on,
    case
        when accepted_on is not null then 'accepted'
        when waiting_count > 0 then 'submitted'
        when returned_count > 0 then 'returned'
        else 'not_submitted'
    end as submission_state,
    coalesce(accepted_on > due_on, false) as is_late
from received
order by year, quarter, region;
