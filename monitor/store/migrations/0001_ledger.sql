-- The append-only ledger: what was received, from whom, and what it said.
-- A correction is a new row with its submission; no row is ever changed or removed.

create table schema_migration (
    version integer primary key,
    name varchar not null
);

create table received_file (
    sha256 varchar primary key,
    content blob not null,
    byte_count bigint not null check (byte_count >= 0)
);

create table submission (
    submission bigint primary key,
    received_at timestamptz not null,
    submitted_by varchar not null,
    file_name varchar not null,
    sha256 varchar not null references received_file (sha256),
    region varchar,
    year integer,
    quarter integer check (quarter between 1 and 4),
    submitted_on date,
    office varchar,
    form_version varchar,
    data_kind varchar,
    outcome varchar not null check (outcome in ('accepted', 'returned'))
);

create table finding (
    submission bigint not null references submission (submission),
    position integer not null,
    code varchar not null,
    severity varchar not null check (severity in ('error', 'warning', 'note')),
    sheet varchar not null,
    cell varchar not null,
    field varchar,
    raw_value varchar,
    primary key (submission, position)
);

create table project_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    project varchar not null,
    name varchar not null,
    reported_region varchar not null,
    region varchar not null,
    municipality varchar not null,
    model_type varchar not null,
    selection_year integer not null,
    lead_organisation varchar not null,
    purpose varchar not null,
    project_state varchar not null,
    stopped_on date,
    primary key (submission, project)
);

create table stage_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    project varchar not null,
    stage varchar not null,
    planned_start date not null,
    planned_end date not null,
    actual_start date,
    actual_end date,
    primary key (submission, project, stage)
);

create table budget_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    project varchar not null,
    year integer not null,
    quarter integer not null check (quarter between 1 and 4),
    funding_source varchar not null,
    allocated bigint not null check (allocated >= 0),
    granted bigint not null check (granted between 0 and allocated),
    executed bigint not null check (executed between 0 and granted),
    primary key (submission, project, year, quarter, funding_source)
);

create table target_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    project varchar not null,
    indicator varchar not null,
    year integer not null,
    value double,
    numerator double,
    denominator double,
    primary key (submission, project, indicator, year)
);

create table observation_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    project varchar not null,
    indicator varchar not null,
    year integer not null,
    quarter integer not null check (quarter between 1 and 4),
    value double,
    numerator double,
    denominator double,
    absence varchar,
    primary key (submission, project, indicator, year, quarter)
);

create table own_indicator_report (
    submission bigint not null references submission (submission),
    source_row integer not null,
    project varchar not null,
    indicator varchar not null,
    name varchar not null,
    unit_name varchar not null,
    definition varchar not null,
    primary key (submission, project, indicator)
);

create table release_log (
    release varchar primary key,
    release_number integer not null unique,
    as_of date not null,
    release_state varchar not null check (release_state in ('final', 'provisional')),
    ledger_position bigint not null,
    published_at timestamptz not null,
    published_by varchar not null,
    content_digest varchar not null
);
