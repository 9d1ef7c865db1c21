-- question: Which projects does a release know, those that ended too?
-- parameters:
-- columns:
--   project text  project id
--   name text  project name

select
    project.project,
    project.name
from project
inner join region on project.region = region.region
order by
    region.position,
    project.project
