-- question: Where does a sum over provinces (17 or 16) or types differ from the programme's total?
-- parameters:
-- columns:
--   basis integer  17 or 16
--   indicator text  id
--   year integer  year
--   quarter integer  quarter
--   breakdown text  unit, model_type, unit_and_type, programme_year or project
--   total number  of the programme
--   parts number  sum of the parts

with figures_17 as (
    select
        1 as quarter,
        figures.*
    from figures('all', 1, 17, 'all') as figures
    union all
    select
        2 as quarter,
        figures.*
    from figures('all', 2, 17, 'all') as figures
    union all
    select
        3 as quarter,
        figures.*
    from figures('all', 3, 17, 'all') as figures
    union all
    select
        4 as quarter,
        figures.*
    from figures('all', 4, 17, 'all') as figures
),

figures_16 as (
    select
        1 as quarter,
        figures.*
    from figures('all', 1, 16, 'all') as figures
    union all
    select
        2 as quarter,
        figures.*
    from figures('all', 2, 16, 'all') as figures
    union all
    select
        3 as quarter,
        figures.*
    from figures('all', 3, 16, 'all') as figures
    union all
    select
        4 as quarter,
        figures.*
    from figures('all', 4, 16, 'all') as figures
),

both_bases as (
    select
        17 as basis,
        figures_17.*
    from figures_17
    union all
    select
        16 as basis,
        figures_16.*
    from figures_16
),

-- The totals are taken from the rows themselves, not from the figures under test.
totals as (
    select
        indicator,
        year,
        quarter,
        coalesce(sum(numerator), 0) as total,
        count(*) as projects
    from progress
    group by
        indicator,
        year,
        quarter
),

parts as (
    select
        basis,
        indicator,
        year,
        quarter,
        breakdown,
        coalesce(sum(numerator), 0) as parts,
        sum(projects) as projects
    from both_bases
    where across_projects != 'none'
    group by
        basis,
        indicator,
        year,
        quarter,
        breakdown
)

select
    parts.basis,
    parts.indicator,
    parts.year,
    parts.quarter,
    parts.breakdown,
    totals.total,
    parts.parts
from parts
inner join totals
    on
        parts.indicator = totals.indicator
        and parts.year = totals.year
        and parts.quarter = totals.quarter
where
    abs(totals.total - parts.parts) > 1e-6 * greatest(abs(totals.total), 1)
    or totals.projects != parts.projects
order by all
