-- Indicators that are counted from lists, so that they always agree with them. What a list does
-- not name is known to be none once the province has reported the project for a quarter.
create temp table reported_quarter as
select
    project_period.project,
    project_period.year,
    project_period.quarter,
    max(report.project is not null) as is_reported
from project_period
left join accepted
    on project_period.year = accepted.year and project_period.quarter = accepted.quarter
left join ledger.project_report as report
    on
        accepted.submission = report.submission
        and project_period.project = report.project
group by
    project_period.project,
    project_period.year,
    project_period.quarter;

create temp table listed_count as
with adopted as (
    select
        standard_model.project,
        adoption_spell.municipality,
        adoption_spell.adopted_on,
        adoption_spell.ended_on
    from adoption_spell
    inner join standard_model on adoption_spell.model = standard_model.model
),

linked as (
    select
        project_period.project,
        project_period.year,
        project_period.quarter,
        linkage.policy,
        linkage.quarter as reported_quarter,
        linkage.linked_money
    from project_period
    inner join linkage
        on
            project_period.project = linkage.project
            and project_period.year = linkage.year
            and project_period.quarter >= linkage.quarter
    qualify row_number() over (
        partition by
            project_period.project, project_period.year, project_period.quarter, linkage.policy
        order by linkage.quarter desc
    ) = 1
)

select
    project_period.project,
    period.year,
    period.quarter,
    'partner:organisations' as source_rule,
    count(distinct partner.organisation) filter (where organisation_kind.is_social) as number
from project_period
inner join period using (year, quarter)
left join partner
    on
        project_period.project = partner.project
        and period.period_end >= partner.joined_on
        and coalesce(period.period_end < partner.left_on, true)
left join organisation_kind on partner.organisation_kind = organisation_kind.organisation_kind
group by
    project_period.project,
    period.year,
    period.quarter
union all
-- Policies linked at the end of the last quarter reported; their money adds up over the year.
select
    project_period.project,
    project_period.year,
    project_period.quarter,
    'linkage:policies' as source_rule,
    count(linkage.policy) as number
from project_period
left join linkage
    on
        project_period.project = linkage.project
        and project_period.year = linkage.year
        and project_period.quarter = linkage.quarter
group by
    project_period.project,
    project_period.year,
    project_period.quarter
union all
select
    project_period.project,
    project_period.year,
    project_period.quarter,
    'linkage:money' as source_rule,
    coalesce(sum(linked.linked_money), 0) as number
from project_period
left join linked
    on
        project_period.project = linked.project
        and project_period.year = linked.year
        and project_period.quarter = linked.quarter
group by
    project_period.project,
    project_period.year,
    project_period.quarter
union all
select
    project_period.project,
    period.year,
    period.quarter,
    'product:completed' as source_rule,
    count(product.product) as number
from project_period
inner join period using (year, quarter)
left join product
    on
        project_period.project = product.project
        and product.completed_on between make_date(period.year, 1, 1) and period.period_end
group by
    project_period.project,
    period.year,
    period.quarter
union all
select
    project_period.project,
    period.year,
    period.quarter,
    'adoption:governments' as source_rule,
    count(distinct adopted.municipality) as number
from project_period
inner join period using (year, quarter)
left join adopted
    on
        project_period.project = adopted.project
        and period.period_end >= adopted.adopted_on
        and coalesce(period.period_end < adopted.ended_on, true)
group by
    project_period.project,
    period.year,
    period.quarter;

create temp table listed_progress as
with joined as (
    select
        project_period.*,
        indicator.indicator,
        indicator.source_rule,
        case when reported_quarter.is_reported then listed_count.number end::double as number
    from project_period
    inner join reported_quarter using (project, year, quarter)
    inner join indicator
        on
            indicator.source_rule in (select source_rule from listed_count)
            and is_asked(indicator.first_year, indicator.last_year, project_period.year)
    inner join listed_count
        on
            project_period.project = listed_count.project
            and project_period.year = listed_count.year
            and project_period.quarter = listed_count.quarter
            and indicator.source_rule = listed_count.source_rule
)

select
    project,
    indicator,
    year,
    quarter,
    region,
    model_type,
    programme_year,
    last_value(number ignore nulls) over to_date as numerator,
    null::double as denominator,
    count(number) over to_date as periods_reported,
    count(*) over to_date as periods_expected,
    null::varchar as absence
from joined
window to_date as (
    partition by project, indicator, year
    order by quarter
    rows between unbounded preceding and current row
);
