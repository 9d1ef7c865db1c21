-- rule: Which indicators of its projects does a regular submission not report, nor one before?

select
    'project' as table_name,
    sent.source_row,
    'project' as field,
    null as subject,
    sent.project as raw_value,
    string_agg(indicator.name_ko, ', ' order by indicator.position) as expected
from sent_project as sent
cross join cover
inner join indicator
    on
        indicator.source_rule = 'reported'
        and indicator.across_projects != 'none'
        and applies_to(indicator.model_types, sent.model_type)
anti join reported_observation as reported
    on
        sent.project = reported.project
        and indicator.indicator = reported.indicator
        and cover.year = reported.year
        and cover.quarter = reported.quarter
where
    cover.is_regular
    and sent.project_state = 'active'
group by all
order by all
