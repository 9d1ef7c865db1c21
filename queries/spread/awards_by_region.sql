-- question: How many awards of each kind did each province receive, and how much money came with
--   them?
-- parameters:
--   basis integer = 17  of how many provinces
-- columns:
--   region text  province of the basis; none for all
--   award_kind text  kind of award; none for all
--   awards integer  awards
--   governments integer  local governments that received them, each once
--   with_incentive integer  of the awards, those that came with money
--   incentive integer  원 that came with them

with given as (
    select
        basis_region.unit,
        award.award_kind,
        coalesce(award.municipality, award.region) as government,
        award.incentive
    from award
    inner join basis_region
        on award.region = basis_region.region and basis_region.basis = $basis
)

select
    given.unit as region,
    given.award_kind,
    count(*) as awards,
    count(distinct given.government) as governments,
    count(given.incentive) as with_incentive,
    sum(given.incentive)::bigint as incentive
from given
left join region on given.unit = region.region
group by
    grouping sets (
        (),
        (given.award_kind),
        (given.unit, region.position),
        (given.unit, region.position, given.award_kind)
    )
order by
    region.position nulls first,
    given.unit nulls first,
    given.award_kind nulls first
