-- question: Who applied, for what, and what came of it?
-- parameters:
--   call text = all  one call, or all
--   region text = all  province of the basis, or all
--   model_type text = all  one model type, or all
--   basis integer = 17  of how many provinces
-- columns:
--   call text  call
--   application text  application
--   name text  name of the project applied for
--   region text  province of the basis
--   municipality text  municipality
--   municipality_ko text  its name
--   municipality_en text  its name in English
--   model_type text  model type
--   applicant text  organisation that would lead it
--   requested integer  원 of national money applied for
--   received_on date  day it was received
--   outcome text  selected, reserve, not_selected, undecided, in_review, ineligible or withdrawn
--   score number  points of the review committee
--   median number  median score of the same outcome, of those chosen here
--   project text  project that came of it
--   project_name text  its name as reported; none where no province has reported it

with chosen as (
    select *
    from applications_of($call, $basis, $region, $model_type)
)

select
    chosen.call,
    chosen.application,
    chosen.name,
    chosen.unit as region,
    chosen.municipality,
    municipality.name_ko as municipality_ko,
    municipality.name_en as municipality_en,
    chosen.model_type,
    chosen.applicant,
    chosen.requested,
    chosen.received_on,
    chosen.outcome,
    chosen.score,
    median(chosen.score) over (partition by chosen.outcome) as median,
    chosen.project,
    project.name as project_name
from chosen
inner join region on chosen.unit = region.region
left join municipality on chosen.municipality = municipality.municipality
left join project on chosen.project = project.project
order by
    region.position asc,
    chosen.unit asc,
    chosen.score desc nulls last,
    chosen.call asc,
    chosen.application asc
