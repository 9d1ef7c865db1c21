-- The annual evaluation and the advisory panel. Every record is an entry of the one sequence that
-- submissions and decisions share, so that a position of the ledger says what was known.

-- One member's points for one project and year. A later one replaces it and says why; a draft is
-- nobody's business but the member's. `scored_by` is a panel member, or `self`: the province's own
-- assessment.
create table score_sheet (
    entry bigint primary key,
    year integer not null,
    project varchar not null,
    scored_by varchar not null,
    sheet_state varchar not null check (sheet_state in ('draft', 'submitted')),
    comment varchar not null,
    reason varchar not null,
    submission bigint references submission (submission),
    given_by varchar not null,
    given_at timestamptz not null
);

create table score (
    entry bigint not null references score_sheet (entry),
    criterion varchar not null,
    points double not null check (points between 0 and 100),
    remark varchar not null,
    primary key (entry, criterion)
);

-- What the ministry decided after the evaluation. The last decision of a project and year holds.
create table evaluation_decision (
    entry bigint primary key,
    year integer not null,
    project varchar not null,
    decision varchar not null check (decision in ('continue', 'conditional', 'stop')),
    reason varchar not null,
    -- The release whose scores were decided on.
    release varchar not null,
    decided_by varchar not null,
    decided_at timestamptz not null
);

create table decision_condition (
    entry bigint not null references evaluation_decision (entry),
    position integer not null,
    condition varchar not null check (length(trim(condition)) > 0),
    due_on date not null,
    primary key (entry, position)
);

-- How a condition was met, by its province. The last answer holds.
create table condition_answer (
    entry bigint primary key,
    decision_entry bigint not null,
    position integer not null,
    answer varchar not null check (length(trim(answer)) > 0),
    given_by varchar not null,
    given_at timestamptz not null,
    foreign key (decision_entry, position) references decision_condition (entry, position)
);

-- 자문의견, what the province did (조치), and whether the panel is satisfied.
create table panel_finding (
    entry bigint primary key,
    project varchar not null,
    finding_area varchar not null,
    finding_severity varchar not null,
    opinion varchar not null check (length(trim(opinion)) > 0),
    due_on date not null,
    member varchar not null,
    written_at timestamptz not null
);

create table panel_follow_up (
    entry bigint primary key,
    finding bigint not null references panel_finding (entry),
    follow_up varchar not null check (length(trim(follow_up)) > 0),
    given_by varchar not null,
    given_at timestamptz not null
);

create table panel_verdict (
    entry bigint primary key,
    finding bigint not null references panel_finding (entry),
    verdict varchar not null check (verdict in ('closed', 'reopened')),
    note varchar not null,
    member varchar not null,
    given_at timestamptz not null
);

-- A number that a score or a finding leans on, as it stood in the release where it was read.
create table evidence (
    entry bigint not null,
    position integer not null,
    release varchar not null,
    indicator varchar not null,
    year integer not null,
    quarter integer not null check (quarter between 1 and 4),
    value double,
    primary key (entry, position)
);

-- Up to which release a member has seen their projects.
create table panel_visit (
    entry bigint primary key,
    member varchar not null,
    release varchar not null,
    visited_at timestamptz not null
);

-- How each finding stands after the last that happened to it.
create view finding_state as
with happened as (
    select
        entry,
        finding,
        'answered' as finding_state,
        follow_up,
        null as verdict_note,
        given_at
    from panel_follow_up
    union all
    select
        entry,
        finding,
        verdict as finding_state,
        null as follow_up,
        note as verdict_note,
        given_at
    from panel_verdict
)

select
    panel_finding.entry as finding,
    panel_finding.project,
    panel_finding.finding_area,
    panel_finding.finding_severity,
    panel_finding.opinion,
    panel_finding.due_on,
    panel_finding.member,
    panel_finding.written_at,
    coalesce(arg_max(happened.finding_state, happened.entry), 'open') as finding_state,
    arg_max(happened.follow_up, happened.entry) as follow_up,
    arg_max(happened.verdict_note, happened.entry) as verdict_note,
    coalesce(max(happened.given_at), any_value(panel_finding.written_at)) as changed_at
from panel_finding
left join happened on panel_finding.entry = happened.finding
group by all;

-- The sequence of entries itself: asking every table for its last one takes as long as writing.
create table ledger_entry (entry bigint primary key);

insert into ledger_entry
select submission as entry from submission
union
select entry from decision
union
select entry from finding_reason;

create or replace view last_entry as
select coalesce(max(entry), 0) as entry
from ledger_entry;
