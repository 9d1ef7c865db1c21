-- question: Where do the lists of partners, linked policies and products say another number than
--   the indicators that are counted from them?
-- parameters:
-- columns:
--   project text  project id
--   indicator text  organisations, linked_policies, linked_money or products
--   year integer  year
--   quarter integer  quarter
--   listed number  from the list, money in 원
--   shown number  of the indicator

with counted as (
    select
        project,
        year,
        quarter,
        'partner:organisations' as source_rule,
        count(*) filter (where is_social) as listed
    from present_partner
    group by
        project,
        year,
        quarter
    union all
    select
        project,
        year,
        quarter,
        'linkage:policies' as source_rule,
        count(*) filter (where is_current) as listed
    from linked_policy
    group by
        project,
        year,
        quarter
    union all
    select
        project,
        year,
        quarter,
        'linkage:money' as source_rule,
        sum(linked_money) as listed
    from linked_policy
    group by
        project,
        year,
        quarter
    union all
    select
        project,
        year,
        quarter,
        'product:completed' as source_rule,
        count(*) filter (where is_of_year) as listed
    from listed_product
    group by
        project,
        year,
        quarter
),

-- What an indicator is not asked for is listed all the same.
listed as (
    select counted.*
    from counted
    inner join indicator
        on
            counted.source_rule = indicator.source_rule
            and is_asked(indicator.first_year, indicator.last_year, counted.year)
),

shown as (
    select
        progress.project,
        progress.year,
        progress.quarter,
        progress.indicator,
        indicator.source_rule,
        progress.numerator
    from progress
    inner join indicator on progress.indicator = indicator.indicator
    where
        indicator.source_rule in (
            'partner:organisations', 'linkage:policies', 'linkage:money', 'product:completed'
        )
)

select
    coalesce(shown.project, listed.project) as project,
    coalesce(shown.indicator, listed.source_rule) as indicator,
    coalesce(shown.year, listed.year) as year,
    coalesce(shown.quarter, listed.quarter) as quarter,
    listed.listed,
    shown.numerator as shown
from shown
full join listed
    on
        shown.project = listed.project
        and shown.year = listed.year
        and shown.quarter = listed.quarter
        and shown.source_rule = listed.source_rule
-- Where nothing is reported the indicator says nothing, and the list must be empty.
where coalesce(listed.listed, 0) != coalesce(shown.numerator, 0)
order by all
