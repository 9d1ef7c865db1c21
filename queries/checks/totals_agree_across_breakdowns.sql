-- question: Where does a sum over provinces (on each basis) or types differ from the whole?
-- parameters:
-- columns:
--   basis integer  of how many provinces
--   indicator text  id
--   year integer  year
--   quarter integer  quarter
--   breakdown text  all, unit, model_type, programme_year, these together, or project
--   total number  of the programme
--   parts number  sum of the parts

-- The totals are taken from the rows themselves, not from the figures under test.
with totals as (
    select
        progress.indicator,
        progress.year,
        progress.quarter,
        coalesce(sum(progress.numerator), 0) as total,
        count(*) as projects
    from progress
    inner join indicator on progress.indicator = indicator.indicator
    where indicator.across_projects != 'none'
    group by
        progress.indicator,
        progress.year,
        progress.quarter
),

bases as (
    select distinct basis from basis_region
),

breakdowns as (
    select
        unnest(
            [
                'all',
                'unit',
                'model_type',
                'unit_and_type',
                'programme_year',
                'unit_and_programme_year',
                'type_and_programme_year',
                'unit_and_type_and_programme_year',
                'project'
            ]
        ) as breakdown
),

-- Every breakdown on both bases must be there, also one that lost all its rows.
expected as (
    select
        bases.basis,
        breakdowns.breakdown,
        totals.*
    from totals
    cross join bases
    cross join breakdowns
),

parts as (
    select
        basis,
        indicator,
        year,
        quarter,
        breakdown,
        sum(numerator) as parts,
        sum(projects) as projects
    from figure
    group by
        basis,
        indicator,
        year,
        quarter,
        breakdown
)

select
    expected.basis,
    expected.indicator,
    expected.year,
    expected.quarter,
    expected.breakdown,
    expected.total,
    coalesce(parts.parts, 0) as parts
from expected
left join parts
    on
        expected.basis = parts.basis
        and expected.indicator = parts.indicator
        and expected.year = parts.year
        and expected.quarter = parts.quarter
        and expected.breakdown = parts.breakdown
where
    abs(expected.total - coalesce(parts.parts, 0)) > 1e-6 * greatest(abs(expected.total), 1)
    or expected.projects != coalesce(parts.projects, 0)
order by all
