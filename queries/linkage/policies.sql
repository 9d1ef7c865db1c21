-- question: How many policies of ministries, and how much money, are linked to the projects of a
--   quarter, against the year before?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   projects integer  projects that run at the end of the quarter
--   projects_reported integer  of these, reported in the year
--   projects_linked integer  of these, with a policy linked at the end of the last quarter reported
--   projects_without integer  reported, with none
--   linked_policies integer  links at the end of the last quarter reported (indicator)
--   policies integer  different policies among these: the same name and ministry is one
--   linked_money integer  원 linked in the year to date (indicator)
--   money_ended integer  of this, 원 of links that have ended
--   ministries integer  ministries with a link
--   previous_policies integer  links the year before to the same quarter; none in the first year
--   previous_money integer  원 of the year before

with now_listed as (
    select * from listed_at('listed_period', $year, $quarter, $basis, $region, $model_type)
),

now_linked as (
    select
        count(*) filter (where is_current) as linked_policies,
        count(distinct concat(ministry, ' ', policy)) filter (where is_current) as policies,
        count(distinct ministry) filter (where is_current) as ministries,
        count(distinct project) filter (where is_current) as projects_linked,
        coalesce(sum(linked_money), 0) as linked_money,
        coalesce(sum(linked_money) filter (where not is_current), 0) as money_ended
    from listed_at('linked_policy', $year, $quarter, $basis, $region, $model_type)
),

before as (
    select
        count(*) filter (where is_current) as previous_policies,
        coalesce(sum(linked_money), 0) as previous_money
    from listed_at('linked_policy', $year - 1, $quarter, $basis, $region, $model_type)
),

counted as (
    select
        count(*) as projects,
        count(reported_quarter) as projects_reported
    from now_listed
),

known_before as (
    select count(reported_quarter) as projects_reported
    from listed_at('listed_period', $year - 1, $quarter, $basis, $region, $model_type)
)

-- Where nothing was reported, nothing is known: not even that there is none.
select
    counted.projects,
    counted.projects_reported,
    case when counted.projects_reported > 0 then now_linked.projects_linked end as projects_linked,
    counted.projects_reported - now_linked.projects_linked as projects_without,
    case when counted.projects_reported > 0 then now_linked.linked_policies end as linked_policies,
    case when counted.projects_reported > 0 then now_linked.policies end as policies,
    case when counted.projects_reported > 0 then now_linked.linked_money end::bigint
        as linked_money,
    now_linked.money_ended::bigint as money_ended,
    case when counted.projects_reported > 0 then now_linked.ministries end as ministries,
    case when known_before.projects_reported > 0 then before.previous_policies end
        as previous_policies,
    case when known_before.projects_reported > 0 then before.previous_money end::bigint
        as previous_money
from counted
cross join now_linked
cross join before
cross join known_before
