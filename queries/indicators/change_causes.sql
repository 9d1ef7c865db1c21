-- question: Why did one indicator change on the year before, by province and in all: real change,
--   restatement, coverage, boundaries?
-- parameters:
--   indicator text  id of the indicator
--   year integer  year
--   quarter integer = 4  last quarter counted; figures are the year to date
--   basis integer = 17  of how many provinces
--   model_type text = all  one model type, or all
-- columns:
--   region text  province of the basis; null for the whole programme
--   start_value number  the year before as first published (as now known where it never was)
--   known_before number  the year before as now known
--   end_value number  this year
--   change number  end less start; the sum of the four causes
--   real_change number  of projects that reported in both years
--   restated number  the year before corrected since it was published
--   coverage number  projects that report in one of the years only
--   boundaries number  projects that belong to another province now
--   is_published_before boolean  whether the year before had a final release

select
    causes.unit as region,
    causes.start_value,
    causes.start_value + causes.restated as known_before,
    causes.end_value,
    causes.change,
    causes.real_change,
    causes.restated,
    causes.coverage,
    causes.boundaries,
    causes.is_published_before
from change_causes($indicator, $year, $quarter, $basis, $model_type) as causes
left join region on causes.unit = region.region
order by
    region.position nulls first,
    region.region
