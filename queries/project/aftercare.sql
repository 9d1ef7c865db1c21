-- question: What is reported of a project after its support ended, beside the last quarter of it?
-- parameters:
--   project text  project id
-- columns:
--   year integer  year
--   quarter integer  quarter
--   quarters_after integer  quarters since support ended; 0 is the last quarter of support
--   is_reported boolean  whether the quarter was reported
--   continuation text  continued, reduced or ended
--   users integer  people who used it in the quarter
--   jobs integer  jobs left at its end; in the last quarter of support all that were created
--   own_money integer  원 raised by itself; in the last quarter of support own contribution executed

with known as (
    select
        year,
        quarter,
        quarters_after,
        is_reported,
        continuation,
        users,
        jobs,
        own_money,
        max(quarters_after) over () as last_after
    from aftercare_quarter
    where project = $project
)

select
    year,
    quarter,
    quarters_after,
    is_reported,
    continuation,
    users,
    jobs,
    own_money
from known
where last_after > 0
order by quarters_after
