-- question: How did a year's evaluation turn out as a whole, against the year before?
-- parameters:
--   year integer  year evaluated
--   criterion text = total  one criterion, or the total
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   projects integer  projects evaluated
--   previous_projects integer  projects evaluated the year before
--   mean number  mean score, points out of 100; of a criterion, % of its points
--   previous_mean number  the same the year before
--   change number  difference of the two means, points
--   both_projects integer  projects evaluated in both years
--   both_change number  mean change of those, points
--   self_mean number  mean of the provinces' own assessments, points out of 100
--   self_gap number  mean of own assessment less score over projects that have both, points
--   withheld integer  projects without a grade: too few scorers
--   trimmed integer  projects whose highest and lowest total were dropped
--   deviating integer  decisions that differ from the rules
--   undecided integer  projects that the ministry has not decided on

with chosen as (
    select result.*
    from results_by($criterion) as result
    inner join basis_region
        on result.region = basis_region.region and basis_region.basis = $basis
    where
        ($region = 'all' or basis_region.unit = $region)
        and ($model_type = 'all' or result.model_type = $model_type)
),

now as (
    select
        count(*) as projects,
        avg(value) as mean,
        count(change) as both_projects,
        avg(change) as both_change,
        avg(self_score) as self_mean,
        avg(self_score - score) as self_gap,
        count(*) filter (where grade is null) as withheld,
        count(*) filter (where score_method = 'trimmed') as trimmed,
        count(*) filter (where is_deviating) as deviating,
        count(*) filter (where not is_decided) as undecided
    from chosen
    where year = $year
),

before as (
    select
        count(*) as projects,
        avg(value) as mean
    from chosen
    where year = $year - 1
)

select
    now.projects,
    before.projects as previous_projects,
    now.mean,
    before.mean as previous_mean,
    now.mean - before.mean as change,
    now.both_projects,
    now.both_change,
    now.self_mean,
    now.self_gap,
    now.withheld,
    now.trimmed,
    now.deviating,
    now.undecided
from now
cross join before
