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

-- The last entry of the ledger, whatever it is.
create view last_entry as
select greatest(
    coalesce((select max(submission) from submission), 0),
    coalesce((select max(entry) from decision), 0),
    coalesce((select max(entry) from finding_reason), 0)
) as entry;

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

-- What the ledger says now: of each key the row of the last accepted submission, with every
-- column of its table.
-- noqa: disable=AM04
-- Only what passed the checks is ever accepted.
create view accepted_submission as
select submission.*
from submission
inner join decision on submission.submission = decision.submission
where decision.decision = 'accepted';

create view current_project as
select report.*
from project_report as report
inner join accepted_submission on report.submission = accepted_submission.submission
qualify row_number() over (
    partition by report.project
    order by accepted_submission.year desc, accepted_submission.quarter desc, report.submission desc
) = 1;

create view current_stage as
select report.*
from stage_report as report
inner join decision on report.submission = decision.submission
where decision.decision = 'accepted'
qualify row_number() over (
    partition by report.project, report.stage
    order by report.submission desc
) = 1;

create view current_budget as
select report.*
from budget_report as report
inner join decision on report.submission = decision.submission
where decision.decision = 'accepted'
qualify row_number() over (
    partition by report.project, report.year, report.quarter, report.funding_source
    order by report.submission desc
) = 1;

create view current_target as
select report.*
from target_report as report
inner join decision on report.submission = decision.submission
where decision.decision = 'accepted'
qualify row_number() over (
    partition by report.project, report.indicator, report.year
    order by report.submission desc
) = 1;

create view current_observation as
select report.*
from observation_report as report
inner join decision on report.submission = decision.submission
where decision.decision = 'accepted'
qualify row_number() over (
    partition by report.project, report.indicator, report.year, report.quarter
    order by report.submission desc
) = 1;

create view current_own_indicator as
select report.*
from own_indicator_report as report
inner join decision on report.submission = decision.submission
where decision.decision = 'accepted'
qualify row_number() over (
    partition by report.project, report.indicator
    order by report.submission desc
) = 1;
