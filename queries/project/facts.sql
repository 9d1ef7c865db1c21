-- question: What is one project, and how did it stand at the end of a quarter?
-- parameters:
--   project text  project id
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
-- columns:
--   project text  project id
--   name text  project name
--   region text  province of the basis
--   municipality_ko text  main municipality
--   municipality_en text  main municipality, where an English name is on record
--   model_type text  model type
--   lead_organisation text  the organisation that leads it
--   purpose text  what it is for
--   selection_year integer  year of selection
--   programme_year integer  1, 2 or 3
--   stage text  stage at the end of the quarter
--   allocated integer  원
--   executed integer  원
--   execution_rate number  %
--   elapsed number  elapsed part of the year, %
--   execution_gap number  execution rate less elapsed time, %p
--   attainment_index number  weighted attainment of the project's indicators in %, each at most 100
--   attainment_gap number  attainment index less elapsed time, %p
--   overdue_stages integer  stages past their planned end
--   overdue_follow_ups integer  findings of the panel past the due date of their follow-up
--   status text  on_track, watch, delayed or poor
--   worst_measure text  the measure that gave the status
--   worst_value number  its value: %p for gaps, count for stages and follow-ups

select
    listed.project,
    listed.name,
    listed.region,
    listed.municipality_ko,
    listed.municipality_en,
    listed.model_type,
    project.lead_organisation,
    project.purpose,
    project.selection_year,
    listed.programme_year,
    listed.stage,
    listed.allocated,
    listed.executed,
    listed.execution_rate,
    listed.elapsed,
    listed.execution_gap,
    listed.attainment_index,
    listed.attainment_gap,
    listed.overdue_stages,
    listed.overdue_follow_ups,
    listed.status,
    listed.worst_measure,
    listed.worst_value
from project_list($year, $quarter, $basis) as listed
inner join project on listed.project = project.project
where listed.project = $project
