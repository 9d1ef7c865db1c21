-- question: What happened to each standard model, from its designation on?
-- parameters:
--   model text = all  one standard model, or all
-- columns:
--   model text  standard model
--   name text  its name
--   happened_on date  day
--   event text  meeting, designated, adopted or ended
--   region text  province that adopted or ended it
--   municipality_ko text  municipality that adopted or ended it
--   municipality_en text  its name in English
--   told text  agenda of the meeting

with happened as (
    select
        model,
        designated_on as happened_on,
        'designated' as event,
        null as region,
        null as municipality,
        null as told
    from standard_model
    union all
    select
        model,
        held_on as happened_on,
        'meeting' as event,
        null as region,
        null as municipality,
        agenda as told
    from council_meeting
    union all
    select
        model,
        adopted_on as happened_on,
        'adopted' as event,
        region,
        municipality,
        null as told
    from adoption_spell
    union all
    select
        model,
        ended_on as happened_on,
        'ended' as event,
        region,
        municipality,
        null as told
    from adoption_spell
    where ended_on <= (select max(period_end) from period)
)

select
    standard_model.model,
    standard_model.name,
    happened.happened_on,
    happened.event,
    happened.region,
    municipality.name_ko as municipality_ko,
    municipality.name_en as municipality_en,
    happened.told
from happened
inner join standard_model on happened.model = standard_model.model
left join municipality on happened.municipality = municipality.municipality
where $model = 'all' or standard_model.model = $model
order by
    standard_model.designated_on,
    standard_model.model,
    happened.happened_on,
    happened.event,
    happened.municipality
