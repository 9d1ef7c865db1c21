-- question: Which context numbers are there, in which census years?
-- parameters:
-- columns:
--   measure text  id of the measure
--   name_ko text  Korean name
--   name_en text  English name
--   unit_ko text  Korean unit
--   unit_en text  English unit
--   decimals integer  digits shown
--   is_sum boolean  a sum rather than a rate
--   first_year integer  first census year
--   last_year integer  newest census year
--   years text  all census years, comma separated
--   note_ko text  what one must know
--   note_en text  what one must know
--   source_ko text  source
--   source_en text  source

select
    context_measure.measure,
    context_measure.name_ko,
    context_measure.name_en,
    context_measure.unit_ko,
    context_measure.unit_en,
    context_measure.decimals,
    context_measure.denominator is null as is_sum,
    min(context_value.year) as first_year,
    max(context_value.year) as last_year,
    string_agg(distinct context_value.year::varchar, ',' order by context_value.year::varchar)
        as years,
    context_measure.note_ko,
    context_measure.note_en,
    context_measure.source_ko,
    context_measure.source_en
from context_measure
inner join context_value on context_measure.numerator = context_value.measure
where
    context_measure.shown
    -- A rate exists only in years that have its denominator too.
    and (
        context_measure.denominator is null
        or context_value.year in (
            select value.year
            from context_value as value
            where value.measure = context_measure.denominator
        )
    )
group by all
order by any_value(context_measure.position)
