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
inner join region as submitter on cover.region = submitter.region
where
    submitter.region_16 != region.region_16
    or (submitter.region_17 is not null and submitter.region_17 != region.region_17)
order by all
