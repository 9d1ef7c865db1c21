-- question: What does each indicator mean, how is it added up, and how well is it reported?
-- parameters:
-- columns:
--   indicator text  id
--   name_ko text  Korean name
--   name_en text  English name
--   definition_ko text  definition
--   definition_en text  definition
--   unit_ko text  unit
--   unit_en text  unit
--   level text  input, activity, output or outcome
--   direction text  higher, lower or none
--   across_projects text  sum, ratio, weighted_mean or none
--   across_periods text  sum or last
--   numerator_ko text  numerator of a ratio
--   numerator_en text  numerator of a ratio
--   denominator_ko text  denominator or weight
--   denominator_en text  denominator or weight
--   model_types text  all, or the types that report it
--   baseline_rule text  how the baseline is set
--   target_kind text  per_year or at_year_end
--   evaluation_weight integer  weight in the attainment index
--   plausible_minimum number  smallest plausible report
--   plausible_maximum number  largest plausible report
--   source_ko text  source of the reports
--   source_en text  source of the reports
--   frequency text  how often it is reported
--   reported_percent number  quarterly reports received of those expected in %, whole release

-- Rows are years to date: the last one of each year holds the whole year.
with last_quarters as (
    select
        year,
        max(quarter) as quarter
    from period
    group by year
),

reported as (
    select
        progress.indicator,
        percentage(sum(progress.periods_reported), sum(progress.periods_expected))
            as reported_percent
    from progress
    inner join last_quarters
        on
            progress.year = last_quarters.year
            and progress.quarter = last_quarters.quarter
    group by progress.indicator
)

select
    indicator.indicator,
    indicator.name_ko,
    indicator.name_en,
    indicator.definition_ko,
    indicator.definition_en,
    indicator.unit_ko,
    indicator.unit_en,
    indicator.level,
    indicator.direction,
    indicator.across_projects,
    indicator.across_periods,
    indicator.numerator_ko,
    indicator.numerator_en,
    indicator.denominator_ko,
    indicator.denominator_en,
    indicator.model_types,
    indicator.baseline_rule,
    indicator.target_kind,
    indicator.evaluation_weight,
    indicator.plausible_minimum,
    indicator.plausible_maximum,
    indicator.source_ko,
    indicator.source_en,
    indicator.frequency,
    reported.reported_percent
from indicator
left join reported on indicator.indicator = reported.indicator
order by indicator.position
