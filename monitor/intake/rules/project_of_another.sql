-- rule: Which projects belong to another province, as far as the ledger knows?

with named as (
    select
        'project' as table_name,
        source_row,
        project
    from sent_project
    union all
    -- One that only other sheets name: where each names it first.
    select
        sent_row.table_name,
        min(sent_row.source_row) as source_row,
        sent_row.project
    from sent_row
    anti join sent_project on sent_row.project = sent_project.project
    group by sent_row.table_name, sent_row.project
)

select
    named.table_name,
    named.source_row,
    'project' as field,
    null as subject,
    named.project as raw_value,
    region.name_ko as expected
from named
inner join foreign_project on named.project = foreign_project.project
inner join known_project_report as known on named.project = known.project
inner join region on known.region = region.region
order by all
