-- question: In which quarter do the adopting governments of the list differ from the indicator
--   by more than its definition says?
-- parameters:
-- columns:
--   year integer  year
--   quarter integer  quarter
--   indicator_governments integer  the indicator adopting_governments
--   governments integer  municipalities with a model in force, each once
--   counted_again integer  more, since the indicator counts by project
--   after_support integer  fewer, since it leaves out projects without support
--   unreported integer  fewer, since it waits for the report of the project

select
    year,
    quarter,
    indicator_governments,
    governments,
    counted_again,
    after_support,
    unreported
from adoption_totals()
where indicator_governments != governments + counted_again - after_support - unreported
order by year, quarter
