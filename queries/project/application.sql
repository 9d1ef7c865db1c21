-- question: With which application was a project selected, and how was it judged?
-- parameters:
--   project text  project id
-- columns:
--   call text  call
--   call_name text  its name
--   application text  application
--   name text  name of the project applied for
--   applicant text  organisation that would lead it
--   requested integer  원 of national money applied for
--   received_on date  day it was received
--   selected_on date  day of the selection; none where the call does not tell it
--   score number  points of the review committee
--   outcome text  selected, reserve, not_selected, undecided, in_review, ineligible or withdrawn

select
    application.call,
    call.name as call_name,
    application.application,
    application.name,
    application.applicant,
    application.requested,
    application.received_on,
    call.selected_on,
    application.score,
    outcome(application.screening, application.selection) as outcome
from application
left join call on application.call = call.call
where application.project = $project
order by
    application.received_on desc,
    application.application asc
