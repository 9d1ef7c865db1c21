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
),

-- Of each kind as many as can be looked through.
first_of_kind as (
    select *
    from best
    qualify dense_rank() over (
        partition by kind
        order by
            likely_place,
            distance,
            length(form),
            label_ko,
            id
    ) <= 12
)

select
    first_of_kind.kind,
    first_of_kind.id,
    first_of_kind.project,
    project.name as project_name,
    first_of_kind.region,
    first_of_kind.label_ko,
    first_of_kind.label_en,
    first_of_kind.written,
    ['exact', 'prefix', 'part', 'initials', 'near'][first_of_kind.likely_place] as likeness,
    first_of_kind.distance::integer as distance
from first_of_kind
left join project on first_of_kind.project = project.project
order by
    first_of_kind.likely_place,
    first_of_kind.distance,
    length(first_of_kind.form),
    first_of_kind.label_ko,
    first_of_kind.id,
    first_of_kind.project
