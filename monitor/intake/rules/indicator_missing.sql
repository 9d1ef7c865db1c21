-- rule: Which indicators of its projects does a regular submission not report, nor one before?

select
    'project' as table_name,
    sent.source_row,
    'project' as field,
    null as subject,
    sent.project as raw_value,
    array_to_string(list(indicator.name_ko order by indicator.position)[1:5], ', ')
    || case when count(*) > 5 then format(' … +{}', count(*) - 5) else '' end as expected
from sent_project as sent
cross join cover
inner join indicator
    on
        indicator.source_rule = 'reported'
        and indicator.across_projects != 'none'
        and applies_to(indicator.model_types, sent.model_type)
        and is_asked(indicator.valid_from, indicator.valid_to, cover.year)
anti join reported_observation as reported
    on
        sent.project = reported.project
        and indicator.indicator = reported.indicator
        and cover.year = reported.year
        and cover.quarter = reported.quarter
where
    cover.is_regular
    and sent.project_state = 'active'
    -- Where a name could not be read, that is said at its cell.
    and sent.project not in (
        select project
        from sent_observation
        where project is not null and indicator is null
    )
group by all
order by all
