-- rule: Which projects belong to another province, as far as the ledger knows?

select
    'project' as table_name,
    sent.source_row,
    'project' as field,
    null as subject,
    sent.project as raw_value,
    region.name_ko as expected
from sent_project as sent
inner join known_project_report as known on sent.project = known.project
inner join region on known.region = region.region
cross join cover
where
    not exists (
        select 1
        from region_part
        where region_part.region = cover.region and region_part.part = known.region
    )
order by all
