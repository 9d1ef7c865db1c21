-- One row a project, indicator, year and quarter: the year to date, the year's target, and what
-- was not reported and why. Every figure on every page is a sum over these rows.

create temp table observation as
select
    report.project,
    report.indicator,
    report.year,
    report.quarter,
    report.absence,
    case indicator.across_projects
        when 'ratio' then report.numerator
        when 'weighted_mean' then report.value * report.denominator
        else report.value
    end as numerator,
    case
        when indicator.across_projects in ('ratio', 'weighted_mean') then report.denominator
    end as denominator
from
    reported(
        'observation_report', ['project', 'indicator', 'year', 'quarter'], false
    ) as report
inner join indicator on report.indicator = indicator.indicator;

create temp table target as
select
    report.project,
    report.indicator,
    report.year,
    case indicator.across_projects
        when 'ratio' then report.numerator
        when 'weighted_mean' then report.value * report.denominator
        else report.value
    end as numerator,
    case
        when indicator.across_projects in ('ratio', 'weighted_mean') then report.denominator
    end as denominator
from ledger.target_report as report
inner join accepted on report.submission = accepted.submission
inner join indicator on report.indicator = indicator.indicator
where accepted.number <= (select max(number) from period)
qualify row_number() over (
    partition by report.project, report.indicator, report.year
    order by report.submission desc
) = 1;

create temp table applicable as
select
    project_period.*,
    indicator.indicator,
    indicator.across_periods
from project_period
inner join indicator
    on
        indicator.model_types = 'all'
        or list_contains(string_split(indicator.model_types, ' '), project_period.model_type)
where
    indicator.source_rule = 'reported'
    and is_asked(indicator.first_year, indicator.last_year, project_period.year)
    and (
        indicator.across_projects != 'none'
        or exists (
            select 1
            from own_indicator
            where
                own_indicator.project = project_period.project
                and own_indicator.indicator = indicator.indicator
        )
    );

create temp table reported_progress as
with joined as (
    select
        applicable.*,
        observation.numerator,
        observation.denominator,
        observation.absence
    from applicable
    left join observation
        on
            applicable.project = observation.project
            and applicable.indicator = observation.indicator
            and applicable.year = observation.year
            and applicable.quarter = observation.quarter
)

select
    project,
    indicator,
    year,
    quarter,
    region,
    model_type,
    programme_year,
    case across_periods
        when 'sum' then sum(numerator) over to_date
        else last_value(numerator ignore nulls) over to_date
    end as numerator,
    case across_periods
        when 'sum' then sum(denominator) over to_date
        else last_value(denominator ignore nulls) over to_date
    end as denominator,
    count(numerator) over to_date as periods_reported,
    count(*) over to_date as periods_expected,
    last_value(absence ignore nulls) over to_date as absence
from joined
window to_date as (
    partition by project, indicator, year
    order by quarter
    rows between unbounded preceding and current row
);

create temp table budget_progress as
select
    project_period.project,
    indicator.indicator,
    project_period.year,
    project_period.quarter,
    project_period.region,
    project_period.model_type,
    project_period.programme_year,
    money.executed::double as numerator,
    null::double as denominator,
    coalesce(money.reported_quarter, 0)::bigint as periods_reported,
    project_period.quarter::bigint as periods_expected,
    null::varchar as absence
from project_period
inner join indicator
    on
        starts_with(indicator.source_rule, 'budget:')
        and is_asked(indicator.first_year, indicator.last_year, project_period.year)
left join money
    on
        project_period.project = money.project
        and project_period.year = money.year
        and project_period.quarter = money.quarter
        and money.funding_source = split_part(indicator.source_rule, ':', 2);

-- 자문의견 조치율: of the findings due in the year so far, the share that the panel has closed.
create temp table panel_progress as
select
    project_period.project,
    indicator.indicator,
    project_period.year,
    project_period.quarter,
    project_period.region,
    project_period.model_type,
    project_period.programme_year,
    case when finding_count.findings_due > 0 then finding_count.findings_closed end::double
        as numerator,
    nullif(finding_count.findings_due, 0)::double as denominator,
    case when finding_count.findings_due > 0 then project_period.quarter else 0 end::bigint
        as periods_reported,
    project_period.quarter::bigint as periods_expected,
    'not_applicable' as absence
from project_period
inner join indicator
    on
        indicator.source_rule = 'panel:findings'
        and is_asked(indicator.first_year, indicator.last_year, project_period.year)
left join finding_count
    on
        project_period.project = finding_count.project
        and project_period.year = finding_count.year
        and project_period.quarter = finding_count.quarter;

create table progress as
with whole as (
    select * from reported_progress
    union all
    select * from budget_progress
    union all
    select * from panel_progress
    union all
    select * from listed_progress
),

-- The province's own state explains what the workbook does not.
unsent as (
    select
        region,
        year,
        quarter,
        max(submission_state = 'returned') over to_date as was_returned,
        max(submission_state = 'submitted') over to_date as waits
    from region_submission
    window to_date as (
        partition by region, year
        order by quarter
        rows between unbounded preceding and current row
    )
)

select
    whole.project,
    whole.indicator,
    whole.year,
    whole.quarter,
    whole.region,
    whole.model_type,
    whole.programme_year,
    whole.numerator,
    whole.denominator,
    target.numerator as target_numerator,
    target.denominator as target_denominator,
    whole.periods_reported,
    whole.periods_expected,
    case
        when whole.periods_reported > 0 then null
        when whole.absence is not null then whole.absence
        when unsent.waits then 'under_review'
        when unsent.was_returned then 'returned'
        else 'not_submitted'
    end as absence
from whole
left join target
    on
        whole.project = target.project
        and whole.indicator = target.indicator
        and whole.year = target.year
left join unsent
    on
        whole.region = unsent.region
        and whole.year = unsent.year
        and whole.quarter = unsent.quarter
order by whole.indicator, whole.year, whole.quarter, whole.region, whole.project;
