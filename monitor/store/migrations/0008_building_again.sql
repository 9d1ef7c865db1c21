-- What the ledger must know to build a release again when its file is lost: the reference files of
-- its day, why it went out although something was open, and the previews that members cite.

-- A reference file as its rows in JSON. One that did not change is kept once.
create table reference_file (
    sha256 varchar primary key,
    content varchar not null
);

create table release_reference (
    release varchar not null,
    file varchar not null,
    sha256 varchar not null references reference_file (sha256),
    primary key (release, file)
);

create table release_note (
    release varchar primary key,
    note varchar not null check (length(trim(note)) > 0)
);

create table preview_log (
    release varchar primary key,
    release_number integer not null unique,
    as_of date not null,
    ledger_position bigint not null,
    published_at timestamptz not null,
    published_by varchar not null,
    content_digest varchar not null,
    -- The last release that there was.
    after_release integer not null
);
