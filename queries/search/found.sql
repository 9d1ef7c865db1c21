-- question: Which projects, organisations and regions have a name like what was typed?
-- parameters:
--   form text  what was typed, its letters alone
--   jamo text  the same, letter by letter
--   initials text  its initial consonants, where consonants stand alone in it; else empty
--   loose_initials text  the same as a pattern that passes over a syllable between them
--   slips integer  jamo that a misspelling may differ by
-- columns:
--   kind text  project, organisation, region or municipality
--   id text  id; of an organisation its name
--   project text  project; that an organisation takes part in; none of a region
--   project_name text  its name
--   region text  province
--   label_ko text  Korean name
--   label_en text  English name, or the Korean one
--   written text  the name that was found, as written
--   likeness text  exact, prefix, part, initials or near
--   distance integer  jamo that it differs by

with compared as (
    select
        entry.*,
        case
            when not entry.is_whole then null
            when entry.form = $form then 1
            when starts_with(entry.jamo, $jamo) then 2
            when contains(entry.jamo, $jamo) then 3
            when $initials != '' and contains(entry.initials, $initials) then 4
            when $loose_initials != '' and regexp_matches(entry.initials, $loose_initials) then 5
        end as place
    from search_entry as entry
    where $form != ''
),

-- A misspelt name, or a misspelt beginning of one.
measured as (
    select
        *,
        case
            when place is not null then 0
            when length(jamo) + $slips < length($jamo) then null
            else least(
                levenshtein(jamo, $jamo), levenshtein(left(jamo, length($jamo)), $jamo)
            )
        end as distance
    from compared
),

likely as (
    select
        *,
        coalesce(place, 5) as likely_place
    from measured
    where place is not null or distance <= $slips
    -- What is spelt right leaves no need to guess.
    qualify coalesce(place, 5) < 5 or min(coalesce(place, 5)) over () >= 4
),

best as (
    select *
    from likely
    qualify row_number() over (
        partition by kind, id, project
        order by
            likely_place,
            distance,
            length(form),
            written
    ) = 1
)

select
    best.kind,
    best.id,
    best.project,
    project.name as project_name,
    best.region,
    best.label_ko,
    best.label_en,
    best.written,
    ['exact', 'prefix', 'part', 'initials', 'near'][best.likely_place] as likeness,
    best.distance::integer as distance
from best
left join project on best.project = project.project
order by
    best.likely_place,
    best.distance,
    length(best.form),
    best.label_ko,
    best.id,
    best.project
limit 100
