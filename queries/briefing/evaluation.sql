-- question: How did the last annual evaluation up to a year turn out?
-- parameters:
--   year integer  year
-- columns:
--   kind text  grade or decision; none where there is nothing to tell
--   value text  grade or decision
--   projects integer  projects that have it
--   year integer  year evaluated
--   evaluated integer  projects evaluated
--   mean number  mean score, points out of 100
--   change number  on the mean of the year before, points
--   withheld integer  projects without a grade: too few scorers
--   undecided integer  projects that the ministry has not decided on
--   deviating integer  decisions that differ from the rules
--   conditions integer  conditions that decisions of the year set
--   conditions_open integer  of these, not answered yet
--   missing text  why there is nothing to tell: not_evaluated

with summed as (
    select
        result.year,
        count(*) as projects,
        avg(result.score) as mean,
        count(*) filter (where result.grade is null) as withheld,
        count(*) filter (where not result.is_decided) as undecided,
        count(*) filter (where result.is_deviating) as deviating
    from evaluation_result as result
    where result.year <= $year
    group by result.year
),

latest as (
    select *
    from summed
    qualify year = max(year) over ()
),

conditioned as (
    select
        count(*) as conditions,
        count(*) filter (where answer is null) as conditions_open
    from decision_condition
    where year = (select year from latest)
),

named as (
    select
        'grade' as kind,
        grade as value,
        position
    from grade_band
    where year = (select year from latest)
    union all
    select
        'decision' as kind,
        decision as value,
        100 + min(position) as position
    from grade_band
    where year = (select year from latest)
    group by decision
),

given as (
    select
        'grade' as kind,
        grade as value
    from evaluation_result
    where year = (select year from latest)
    union all
    select
        'decision' as kind,
        decision as value
    from evaluation_result
    where year = (select year from latest) and is_decided
),

counted as (
    select
        named.kind,
        named.value,
        named.position,
        count(given.value) as projects
    from named
    left join given on named.kind = given.kind and named.value = given.value
    group by all
)

select
    counted.kind,
    counted.value,
    counted.projects,
    latest.year,
    latest.projects as evaluated,
    latest.mean,
    latest.mean - before.mean as change,
    latest.withheld,
    latest.undecided,
    latest.deviating,
    conditioned.conditions,
    conditioned.conditions_open,
    case when latest.year is null then 'not_evaluated' end as missing
from conditioned
left join latest on true
left join summed as before on latest.year = before.year + 1
left join counted on true
order by counted.position
