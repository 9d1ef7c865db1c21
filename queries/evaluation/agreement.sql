-- question: How far do the members of the panel agree on a year's projects?
-- parameters:
--   year integer  year evaluated
-- columns:
--   programme_year integer  1, 2 or 3
--   criterion text  criterion, or total
--   projects integer  projects with at least two valid scorers
--   scorers integer  members who scored them
--   alpha number  Krippendorff's alpha for interval data: 1 perfect, 0 as by chance
--   agreement_level text  high from 0.8, moderate from 0.667 (Krippendorff 2019), low below

select
    agreement.programme_year,
    agreement.criterion,
    agreement.projects,
    agreement.scorers,
    agreement.alpha,
    case
        when agreement.alpha >= 0.8 then 'high'
        when agreement.alpha >= 0.667 then 'moderate'
        when agreement.alpha is not null then 'low'
    end as agreement_level
from agreement
left join evaluation_criterion as criterion
    on
        agreement.year = criterion.year
        and agreement.programme_year = criterion.programme_year
        and agreement.criterion = criterion.criterion
where agreement.year = $year
order by
    agreement.programme_year,
    criterion.position nulls last
