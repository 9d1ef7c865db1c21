-- Who takes part, which policies of other ministries are linked, and what was produced together.

create table ministry as
select
    ministry,
    name_ko,
    short_ko,
    name_en,
    short_en,
    position::integer as position
from reference_ministries
order by position;

create table organisation_kind as
select
    organisation_kind,
    name_ko,
    name_en,
    is_social = 'yes' as is_social,
    ministry,
    position::integer as position
from reference_organisation_kinds
order by position;

create table social_value_band as
select
    social_value_band,
    name_ko,
    name_en,
    minimum_points::double as minimum_points,
    position::integer as position
from reference_social_value_bands
order by position;

-- Organisations that take part in a project, as last reported; from a day to a day.
create table partner as
select
    report.project,
    report.organisation,
    report.organisation_kind,
    report.partner_role,
    report.joined_on,
    report.left_on,
    report.social_value
from reported('partner_report', ['project', 'organisation'], true) as report
order by report.project, report.organisation;

-- Policies linked to a project at the end of a quarter; money in 원 of the year to date.
create table linkage as
select
    report.project,
    report.policy,
    report.year,
    report.quarter,
    report.ministry,
    report.linked_money,
    report.content
from reported('linkage_report', ['project', 'policy', 'year', 'quarter'], false) as report
inner join period on report.year = period.year and report.quarter = period.quarter
order by
    report.year,
    report.quarter,
    report.project,
    report.policy;

-- What was developed, and by whom together; without a day while it is being developed.
create table product as
select
    report.project,
    report.product,
    report.product_kind,
    case when report.completed_on <= getvariable('as_of') then report.completed_on end
        as completed_on,
    report.ministry,
    report.local_government,
    report.organisation,
    report.residents
from reported('product_report', ['project', 'product'], true) as report
order by report.project, report.product;
