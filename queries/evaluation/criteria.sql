-- question: By which criteria are projects judged, and with how many points each?
-- parameters:
--   year integer = 0  year evaluated; 0 for the last one that is over
-- columns:
--   programme_year integer  1, 2 or 3
--   criterion text  criterion
--   name_ko text  its name
--   name_en text  its name
--   definition_ko text  what it looks at
--   definition_en text  what it looks at
--   maximum_points number  most points

select
    programme_year,
    criterion,
    name_ko,
    name_en,
    definition_ko,
    definition_en,
    maximum_points
from evaluation_criterion
where
    year = case
        when $year > 0 then $year
        else (
            select max(evaluation_year.year)
            from evaluation_year
            where
                evaluation_year.year <= (select max(period.year) from period)
        )
    end
order by
    programme_year,
    position
