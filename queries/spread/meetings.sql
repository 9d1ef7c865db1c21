-- question: When did the pan-government council meet, and what did it decide about which
--   standard model?
-- parameters:
--   model text = all  one standard model, or all
-- columns:
--   held_on date  day of the meeting
--   agenda text  what was on the agenda
--   model text  standard model it was about; none where it was about no single one
--   model_name text  its name
--   outcome text  what was decided

select
    council_meeting.held_on,
    council_meeting.agenda,
    council_meeting.model,
    standard_model.name as model_name,
    council_meeting.outcome
from council_meeting
left join standard_model on council_meeting.model = standard_model.model
where $model = 'all' or council_meeting.model = $model
order by council_meeting.held_on desc, council_meeting.agenda asc
