-- Between the checks of a workbook and its counting stands a manager's decision.
-- `submission.outcome` is what the checks said; a submission counts once it is accepted here.

alter table finding add column expected varchar;

-- A cell whose value is not simply what was written, so that a reviewer can see both.
create table normalisation (
    submission bigint not null references submission (submission),
    position integer not null,
    sheet varchar not null,
    cell varchar not null,
    field varchar not null,
    raw_value varchar not null,
    value varchar not null,
    rule varchar not null,
    primary key (submission, position)
);

-- Why a warning is right as it stands. The last one given for a finding holds.
create table finding_reason (
    entry bigint primary key,
    submission bigint not null references submission (submission),
    position integer not null,
    reason varchar not null check (length(trim(reason)) > 0),
    given_by varchar not null,
    given_at timestamptz not null
);

-- Submissions, decisions and reasons share one sequence of entries: the ledger's position.
create table decision (
    entry bigint primary key,
    submission bigint not null unique references submission (submission),
    decision varchar not null check (decision in ('accepted', 'returned')),
    note varchar not null,
    decided_by varchar not null,
    decided_at timestamptz not null
);

-- Before there were decisions, what passed the checks counted at once.
insert into decision
select
    submission as entry,
    submission,
    'accepted' as decision,
    '' as note,
    submitted_by as decided_by,
    received_at as decided_at
from submission
where outcome = 'accepted';

-- How each submission stands: returned by the checks or a manager, accepted, or waiting.
create view submission_state as
select
    submission.submission,
    case
        when submission.outcome = 'returned' then 'returned'
        else coalesce(decision.decision, 'submitted')
    end as submission_state,
    decision.entry as decided_entry,
    decision.note,
    decision.decided_by,
    decision.decided_at
from submission
left join decision on submission.submission = decision.submission;
