-- question: What is one context number of each province in a census year, and how did it change in
--   five years?
-- parameters:
--   measure text  id of the measure
--   year integer  census year
--   basis integer = 17  of how many provinces
-- columns:
--   region text  province of the basis
--   position integer  official order
--   value number  in the measure's unit
--   previous number  five years before
--   change number  value less previous, same unit
--   change_percent number  change in %; none for rates

select
    shown.region,
    shown.position,
    context_figures.value,
    context_figures.previous,
    context_figures.change,
    context_figures.change_percent
from shown_units($basis) as shown
left join context_figures($basis) as context_figures
    on
        shown.region = context_figures.unit
        and context_figures.measure = $measure
        and context_figures.year = $year
order by
    shown.position,
    shown.region
