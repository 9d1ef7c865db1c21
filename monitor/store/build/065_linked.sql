-- What the lists of partners, linked policies and products say of the year up to each quarter, as
-- of the last quarter of that year in which the province reported the project. The indicators
-- that are counted from these lists are counts of the same rows: queries/checks holds them to it.
-- Money is 원.

create table partner_role as
select
    partner_role,
    name_ko,
    name_en,
    position::integer as position
from reference_partner_roles
order by position;

create table product_kind as
select
    product_kind,
    name_ko,
    name_en,
    position::integer as position
from reference_product_kinds
order by position;

-- Every project that runs in a quarter. reported_quarter is the last one of the year so far in
-- which it was reported; null where it has not been.
create table listed_period as
select
    project_period.project,
    project_period.year,
    project_period.quarter,
    project_period.region,
    project_period.model_type,
    project_period.programme_year,
    max(reported_quarter.quarter) filter (where reported_quarter.is_reported) as reported_quarter
from project_period
inner join reported_quarter
    on
        project_period.project = reported_quarter.project
        and project_period.year = reported_quarter.year
        and project_period.quarter >= reported_quarter.quarter
group by
    project_period.project,
    project_period.year,
    project_period.quarter,
    project_period.region,
    project_period.model_type,
    project_period.programme_year
order by
    project_period.year,
    project_period.quarter,
    project_period.project;

-- Policies linked in the year so far; is_current while the link lasts.
create table linked_policy as
select
    listed_period.*,
    linkage.policy,
    linkage.ministry,
    linkage.linked_money,
    linkage.content,
    linkage.quarter = listed_period.reported_quarter as is_current
from listed_period
inner join linkage
    on
        listed_period.project = linkage.project
        and listed_period.year = linkage.year
        and listed_period.reported_quarter >= linkage.quarter
qualify
    row_number() over (
        partition by
            listed_period.project, listed_period.year, listed_period.quarter, linkage.policy
        order by linkage.quarter desc
    ) = 1
order by
    listed_period.year,
    listed_period.quarter,
    listed_period.project,
    linkage.policy;

-- Organisations that take part at the end of the last quarter reported.
create table present_partner as
select
    listed_period.*,
    partner.organisation,
    partner.organisation_kind,
    organisation_kind.is_social,
    partner.partner_role,
    partner.joined_on,
    partner.left_on,
    partner.social_value
from listed_period
inner join period
    on
        listed_period.year = period.year
        and listed_period.reported_quarter = period.quarter
inner join partner
    on
        listed_period.project = partner.project
        and period.period_end >= partner.joined_on
        and coalesce(period.period_end < partner.left_on, true)
inner join organisation_kind on partner.organisation_kind = organisation_kind.organisation_kind
order by
    listed_period.year,
    listed_period.quarter,
    listed_period.project,
    partner.organisation;

-- Products that are being developed, or were completed by the end of the last quarter reported.
-- is_of_year: completed in this year. One without a day is known from the quarter that named it.
create table listed_product as
with first_named as (
    select
        report.project,
        report.product,
        min(accepted.number) as number
    from ledger.product_report as report
    inner join accepted on report.submission = accepted.submission
    group by
        report.project,
        report.product
)

select
    listed_period.*,
    product.product,
    product.product_kind,
    product.completed_on,
    coalesce(product.completed_on <= period.period_end, false) as is_completed,
    coalesce(
        product.completed_on between make_date(period.year, 1, 1) and period.period_end, false
    ) as is_of_year,
    product.ministry,
    product.local_government,
    product.organisation,
    product.residents,
    coalesce(product.residents > 0, false) as has_residents,
    product.ministry is not null
    and product.local_government is not null
    and product.organisation is not null as is_by_all
from listed_period
inner join period
    on
        listed_period.year = period.year
        and listed_period.reported_quarter = period.quarter
inner join product on listed_period.project = product.project
inner join first_named
    on
        product.project = first_named.project
        and product.product = first_named.product
where
    product.completed_on <= period.period_end
    or first_named.number <= period.number
order by
    listed_period.year,
    listed_period.quarter,
    listed_period.project,
    product.product;

-- Projects that are reached from one another through organisations that they share, within a
-- province of either basis or the whole country (scope: its id, or all), within one type or all,
-- by organisations of every kind or by social ones alone (of_partners: all or social). A group is
-- named by its first project; projects counts it. Without partners, no row.
create table shared_group as
with recursive scoped as (
    select distinct
        region,
        unit as scope
    from basis_region
    union all
    select
        region,
        'all' as scope
    from region
),

typed as (
    select
        model_type,
        unnest(['all', model_type]) as of_type
    from model_type
),

placed as (
    select
        present_partner.year,
        present_partner.quarter,
        scoped.scope,
        typed.of_type,
        unnest(case when present_partner.is_social then ['all', 'social'] else ['all'] end)
            as of_partners,
        present_partner.project,
        present_partner.organisation
    from present_partner
    inner join scoped on present_partner.region = scoped.region
    inner join typed on present_partner.model_type = typed.model_type
),

tied as (
    select distinct
        one.year,
        one.quarter,
        one.scope,
        one.of_type,
        one.of_partners,
        one.project,
        other.project as other
    from placed as one
    inner join placed as other
        on
            one.year = other.year
            and one.quarter = other.quarter
            and one.scope = other.scope
            and one.of_type = other.of_type
            and one.of_partners = other.of_partners
            and one.organisation = other.organisation
),

reached as (
    select * from tied
    union
    select
        reached.year,
        reached.quarter,
        reached.scope,
        reached.of_type,
        reached.of_partners,
        reached.project,
        tied.other
    from reached
    inner join tied
        on
            reached.year = tied.year
            and reached.quarter = tied.quarter
            and reached.scope = tied.scope
            and reached.of_type = tied.of_type
            and reached.of_partners = tied.of_partners
            and reached.other = tied.project
)

select
    year,
    quarter,
    scope,
    of_type,
    of_partners,
    project,
    min(other) as shared_group,
    count(*) as projects
from reached
group by
    year,
    quarter,
    scope,
    of_type,
    of_partners,
    project
order by
    year,
    quarter,
    scope,
    of_type,
    of_partners,
    project;

-- What a question looks at of a table above: one quarter, one province of a basis or all, one
-- type or all.
create macro listed_at(which, in_year, to_quarter, on_basis, of_region, of_type) as table
    select
        listed.*,
        basis_region.unit
    from query_table(which) as listed
    inner join basis_region
        on listed.region = basis_region.region and basis_region.basis = on_basis
    where
        listed.year = in_year
        and listed.quarter = to_quarter
        and (of_region = 'all' or basis_region.unit = of_region)
        and (of_type = 'all' or listed.model_type = of_type);
