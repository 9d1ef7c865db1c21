-- Reference data as they were on the day of the release, typed.

create table region as
select
    region,
    name_ko,
    short_ko,
    name_en,
    short_en,
    administrative_code,
    statistics_code,
    iso_3166_2,
    valid_from::date as valid_from,
    valid_to::date as valid_to,
    region_17,
    position::integer as position
from reference_regions
order by position, region;

-- Which unit stands for a province on each basis, as the columns region_17, region_16 … say: the
-- only place that knows of mergers.
create table basis_region as
select
    replace(basis, 'region_', '')::integer as basis,
    region,
    unit
from (
    unpivot reference_regions
    on columns('^region_[0-9]+$')
    into name basis value unit
)
order by basis, region;

-- The provinces of the programme's basis that a province is, or was made of.
create table region_part as
select distinct
    whole.region,
    part.region as part
from region as whole
inner join basis_region as part
    on
        case
            when whole.region_17 is null then whole.region = part.unit
            else whole.region_17 = part.region
        end
inner join region as unit on part.region = unit.region
where unit.region = unit.region_17
order by all;

create table municipality as
select
    municipality,
    name_ko,
    name_en,
    region,
    administrative_code,
    statistics_code,
    valid_from::date as valid_from,
    valid_to::date as valid_to,
    population_decline_from::date as population_decline_from,
    population_decline_to::date as population_decline_to
from reference_municipalities
order by municipality;

create table model_type as
select
    model_type,
    name_ko,
    short_ko,
    name_en,
    short_en,
    position::integer as position
from reference_model_types
order by position;

create table stage as
select
    stage,
    name_ko,
    name_en,
    position::integer as position
from reference_stages
order by position;

create table funding_source as
select
    funding_source,
    name_ko,
    name_en,
    position::integer as position
from reference_funding_sources
order by position;

create table indicator as
select
    indicator.indicator,
    indicator.name_ko,
    indicator.name_en,
    indicator.definition_ko,
    indicator.definition_en,
    indicator.unit,
    unit.name_ko as unit_ko,
    unit.name_en as unit_en,
    unit.divisor::bigint as divisor,
    unit.decimals::integer as decimals,
    indicator.level,
    level.name_ko as level_ko,
    level.name_en as level_en,
    indicator.direction,
    indicator.across_projects,
    indicator.across_periods,
    indicator.factor::integer as factor,
    indicator.numerator_ko,
    indicator.numerator_en,
    indicator.denominator_ko,
    indicator.denominator_en,
    indicator.source_rule,
    indicator.part_of,
    indicator.plausible_minimum::double as plausible_minimum,
    indicator.plausible_maximum::double as plausible_maximum,
    indicator.model_types,
    indicator.baseline_rule,
    indicator.target_kind,
    indicator.evaluation_weight::integer as evaluation_weight,
    indicator.headline::integer as headline,
    indicator.source_ko,
    indicator.source_en,
    indicator.frequency,
    year(indicator.valid_from::date) as first_year,
    year(indicator.valid_to::date) as last_year,
    indicator.position::integer as position
from reference_indicators as indicator
left join reference_units as unit on indicator.unit = unit.unit
left join reference_indicator_levels as level on indicator.level = level.level
order by position;

-- An indicator begins and ends with a year; what has no beginning and no end counts always.
create macro is_asked(first_year, last_year, in_year) as
coalesce(first_year <= in_year, true) and coalesce(last_year >= in_year, true);

create table status as
select
    status,
    name_ko,
    name_en,
    position::integer as position
from reference_statuses
order by position;

create table status_rule as
select
    measure,
    status,
    threshold::double as threshold,
    comparison,
    name_ko,
    name_en,
    unit
from reference_status_rules
order by measure, status;

create table absence as
select
    absence,
    name_ko,
    name_en,
    position::integer as position
from reference_absences
order by position;

create table programme_year as
select
    year::integer as year,
    national_budget_won::bigint as national_budget,
    source_ko,
    source_en
from reference_programme_years
order by year;

create table context_measure as
select
    measure,
    name_ko,
    name_en,
    unit_ko,
    unit_en,
    numerator,
    denominator,
    per::double as per,
    decimals::integer as decimals,
    shown = 'yes' as shown,
    direction,
    definition_ko,
    definition_en,
    note_ko,
    note_en,
    source_ko,
    source_en,
    breaks_in::integer as breaks_in,
    position::integer as position
from reference_context_measures
order by position;

create table context_value as
select
    region,
    year::integer as year,
    measure,
    value::double as value
from reference_context_values
order by measure, year, region;
