-- question: What are the context numbers of one province in their newest year, and how did they
--   change in five years?
-- parameters:
--   region text  province of the basis
--   basis integer = 17  of how many provinces
-- columns:
--   measure text  id of the measure
--   year integer  newest census year
--   value number  in the measure's unit
--   previous number  five years before
--   change number  value less previous, same unit
--   change_percent number  change in %; none for rates
--   is_broken boolean  the two years follow different definitions

select
    context_figures.measure,
    context_figures.year,
    context_figures.value,
    context_figures.previous,
    context_figures.change,
    context_figures.change_percent,
    context_figures.previous is not null
    and coalesce(
        context_measure.breaks_in between context_figures.year - 4 and context_figures.year, false
    ) as is_broken
from context_figures($basis) as context_figures
inner join context_measure on context_figures.measure = context_measure.measure
where
    context_figures.unit = $region
    and context_measure.shown
qualify
    row_number() over (
        partition by context_figures.measure
        order by context_figures.year desc
    ) = 1
order by context_measure.position
