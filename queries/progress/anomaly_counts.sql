-- question: How many projects show each anomaly at the end of a quarter, and how many could not be
--   judged?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   region text = all  one province of the basis, or all
--   model_type text = all  one model type, or all
-- columns:
--   anomaly text  kind of anomaly
--   projects integer  projects that show it
--   allocated integer  원 of these projects
--   judged integer  projects that could be judged
--   unknown integer  projects that lack a number that the rule looks at

select
    anomaly.anomaly,
    count(*) filter (where judged.is_found) as projects,
    coalesce(sum(listed.allocated) filter (where judged.is_found), 0)::bigint as allocated,
    count(*) filter (where not judged.is_unknown) as judged,
    count(*) filter (where judged.is_unknown) as unknown
from anomaly_judged as judged
inner join project_list($year, $quarter, $basis) as listed on judged.project = listed.project
inner join anomaly on judged.anomaly = anomaly.anomaly
where
    judged.year = $year
    and judged.quarter = $quarter
    and ($region = 'all' or listed.region = $region)
    and ($model_type = 'all' or listed.model_type = $model_type)
group by
    anomaly.anomaly,
    anomaly.position
order by anomaly.position
