-- question: Which years have been evaluated, and by which rules?
-- parameters:
-- columns:
--   year integer  year evaluated
--   programme_year integer  1, 2 or 3
--   projects integer  projects evaluated
--   minimum_scorers integer  fewer valid scorers than this: no grade
--   trim_from integer  from so many the highest and the lowest total are dropped
--   scores_due_on date  last day for handing in scores

select
    result.year,
    result.programme_year,
    count(*) as projects,
    any_value(evaluation_year.minimum_scorers) as minimum_scorers,
    any_value(evaluation_year.trim_from) as trim_from,
    any_value(evaluation_year.scores_due_on) as scores_due_on
from evaluation_result as result
inner join evaluation_year on result.year = evaluation_year.year
group by
    result.year,
    result.programme_year
order by
    result.year,
    result.programme_year
