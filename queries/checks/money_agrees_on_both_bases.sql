-- question: In which quarter does the money or the number of projects, added up over the provinces
--   (on each basis), differ from the programme's total?
-- parameters:
-- columns:
--   kind text  allocated, granted, executed or projects
--   basis integer  of how many provinces
--   year integer  year
--   quarter integer  quarter
--   total integer  원 or projects of the programme
--   parts integer  the sum of the provinces

with money_total as (
    unpivot (
        select
            year,
            quarter,
            sum(allocated)::bigint as allocated,
            sum(granted)::bigint as granted,
            sum(executed)::bigint as executed
        from money
        group by
            year,
            quarter
    )
    on allocated, granted, executed
    into name kind value total
),

money_part as (
    unpivot (
        select
            basis_region.basis,
            money.year,
            money.quarter,
            sum(money.allocated)::bigint as allocated,
            sum(money.granted)::bigint as granted,
            sum(money.executed)::bigint as executed
        from money
        inner join basis_region on money.region = basis_region.region
        group by
            basis_region.basis,
            money.year,
            money.quarter
    )
    on allocated, granted, executed
    into name kind value parts
),

project_total as (
    select
        'projects' as kind,
        year,
        quarter,
        count(*)::bigint as total
    from project_period
    group by
        year,
        quarter
),

project_part as (
    select
        'projects' as kind,
        basis_region.basis,
        project_period.year,
        project_period.quarter,
        count(*)::bigint as parts
    from project_period
    inner join basis_region on project_period.region = basis_region.region
    group by
        basis_region.basis,
        project_period.year,
        project_period.quarter
),

totals as (
    select
        kind,
        year,
        quarter,
        total
    from money_total
    union all
    select
        kind,
        year,
        quarter,
        total
    from project_total
),

parts as (
    select
        kind,
        basis,
        year,
        quarter,
        parts
    from money_part
    union all
    select
        kind,
        basis,
        year,
        quarter,
        parts
    from project_part
),

bases as (
    select distinct basis from basis_region
)

select
    totals.kind,
    bases.basis,
    totals.year,
    totals.quarter,
    totals.total,
    coalesce(parts.parts, 0) as parts
from totals
cross join bases
left join parts
    on
        totals.kind = parts.kind
        and bases.basis = parts.basis
        and totals.year = parts.year
        and totals.quarter = parts.quarter
where totals.total != coalesce(parts.parts, 0)
order by all
