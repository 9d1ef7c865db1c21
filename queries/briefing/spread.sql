-- question: How far have standard models spread at the end of a quarter?
-- parameters:
--   year integer  year
--   quarter integer = 4  last quarter counted
--   basis integer = 17  of how many provinces
-- columns:
--   models integer  standard models designated by then
--   new_models integer  of these, designated in the year
--   governments integer  municipalities with a model in force, each once
--   previous_governments integer  municipalities a year before; none without such a year
--   provinces integer  provinces of the basis with a model in force
--   begun integer  adoptions begun in the year so far
--   ended integer  adoptions ended in the year so far
--   users integer  people who used adopted models in the quarter; none without a report
--   users_reported integer  adoptions in force that reported their users in the quarter
--   missing text  why there is nothing to tell: no_models

select
    models,
    new_models,
    governments,
    previous_governments,
    provinces,
    begun,
    ended,
    users,
    users_reported,
    missing
from briefing_spread
where
    year = $year
    and quarter = $quarter
    and basis = $basis
