-- question: What did the annual evaluation of a year give each project, how sure is it, and what
--   was decided?
-- parameters:
--   year integer  year evaluated
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
--   region text = all  province of the basis, or all
-- columns:
--   project text  project id
--   name text  project name
--   region text  province of the basis at the end of the year
--   model_type text  model type
--   programme_year integer  1, 2 or 3
--   scorers integer  valid scorers
--   excluded integer  sheets that do not count: own province or conflict of interest
--   score_method text  trimmed, mean or too_few
--   score number  points out of 100, two decimals
--   score_from number  lower end of the 95 % interval of the score
--   score_to number  upper end
--   self_score number  the province's own assessment, points out of 100
--   self_gap number  own assessment less score, points
--   previous_score number  score of the year before
--   change number  points since the year before
--   rank integer  place among the projects of the same programme year
--   ranked integer  projects in that ranking
--   rank_from integer  best rank of the 95 % interval
--   rank_to integer  worst rank
--   execution_rate number  % at the end of the year
--   grade_reached text  grade that the score reaches
--   grade text  grade after the bar of a low execution rate; none with too few scorers
--   rule_decision text  decision by the rules
--   decision text  the ministry's decision, or the one by the rules while there is none
--   is_decided boolean  whether the ministry has decided
--   is_deviating boolean  whether it decided otherwise than the rules
--   reason text  why
--   decided_by text  who decided
--   decided_on date  when
--   decided_from text  the release whose scores were decided on
--   weight_rank_from integer  best rank in 95 % of the reasonable weights
--   weight_rank_to integer  worst rank
--   same_grade_percent number  share of the reasonable weights under which the grade stays, %
--   corrected integer  sheets that replaced an earlier one
--   attainment_index number  weighted attainment of indicators at the end of the year, points
--   status text  the project's status at the end of the year

with last_status as (
    select
        project,
        year,
        arg_max(attainment_index, quarter) as attainment_index,
        arg_max(status, quarter) as status
    from quarter_status
    where year = $year
    group by
        project,
        year
),

correction as (
    select
        project,
        count(*) as sheets
    from score_sheet
    where
        year = $year
        and is_current
        and version > 1
        and scored_by != 'self'
    group by project
)

select
    result.project,
    project.name,
    basis_region.unit as region,
    result.model_type,
    result.programme_year,
    result.scorers,
    result.excluded,
    result.score_method,
    result.score,
    likely.score_from,
    likely.score_to,
    result.self_score,
    result.self_score - result.score as self_gap,
    previous.score as previous_score,
    result.score - previous.score as change,
    result.rank,
    result.ranked,
    likely.rank_from,
    likely.rank_to,
    result.execution_rate,
    result.grade_reached,
    result.grade,
    result.rule_decision,
    result.decision,
    result.is_decided,
    result.is_deviating,
    result.reason,
    result.decided_by,
    result.decided_on,
    result.decided_from,
    stability.rank_from as weight_rank_from,
    stability.rank_to as weight_rank_to,
    stability.same_grade_percent,
    coalesce(correction.sheets, 0) as corrected,
    last_status.attainment_index,
    last_status.status
from evaluation_result as result
inner join project on result.project = project.project
inner join basis_region
    on result.region = basis_region.region and basis_region.basis = $basis
inner join region on basis_region.unit = region.region
left join evaluation_result as previous
    on result.project = previous.project and result.year = previous.year + 1
left join evaluation_interval as likely
    on result.year = likely.year and result.project = likely.project
left join last_status on result.year = last_status.year and result.project = last_status.project
left join correction on result.project = correction.project
left join weight_stability as stability
    on result.year = stability.year and result.project = stability.project
where
    result.year = $year
    and ($region = 'all' or basis_region.unit = $region)
    and ($model_type = 'all' or result.model_type = $model_type)
order by
    region.position,
    result.project
