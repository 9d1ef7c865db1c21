-- What left the house: figures with their codes and answers, documents made of them, files written,
-- and what those files say. Nothing here is numbered among the entries of the ledger: a figure that
-- is exported changes no release.

-- Figures and documents draw their codes from one heap, so that a code names one thing.
create table issued_code (
    code varchar primary key,
    kind varchar not null check (kind in ('figure', 'document')),
    -- SHA-256 of all that the code stands for: the code is its beginning, unless that was taken.
    identity varchar not null unique,
    issued_at timestamptz not null
);

-- An answer in its canonical form (monitor/store/answers.py), packed by zlib; its name is the
-- SHA-256 of the form itself.
create table recorded_answer (
    digest varchar primary key,
    content blob not null,
    row_count bigint not null check (row_count >= 0),
    column_count integer not null check (column_count >= 0)
);

-- A question as it was asked, whatever became of its file.
create table recorded_question (
    digest varchar primary key,
    question varchar not null,
    sql varchar not null
);

create table stamp (
    code varchar primary key references issued_code (code),
    figure varchar not null,
    title varchar not null,
    unit varchar not null,
    parameters json not null,
    language varchar not null check (language in ('ko', 'en')),
    basis integer not null check (basis in (16, 17)),
    release varchar not null,
    release_digest varchar not null
);

create table stamp_answer (
    code varchar not null references stamp (code),
    position integer not null check (position >= 0),
    parameters json not null,
    question_digest varchar not null references recorded_question (digest),
    answer_digest varchar not null references recorded_answer (digest),
    primary key (code, position)
);

create table document (
    code varchar primary key references issued_code (code),
    title varchar not null,
    recipe varchar,
    recipe_version integer,
    language varchar not null check (language in ('ko', 'en')),
    release varchar not null,
    made_by varchar not null,
    made_at timestamptz not null
);

create table document_figure (
    document varchar not null references document (code),
    number integer not null check (number > 0),
    code varchar not null references stamp (code),
    primary key (document, number)
);

-- Each time that a figure or document was written into a file.
create table exported_file (
    code varchar not null references issued_code (code),
    number integer not null check (number > 0),
    form varchar not null,
    sha256 varchar not null,
    exported_by varchar not null,
    exported_at timestamptz not null,
    primary key (code, number)
);

-- What a file says of a figure, as its own reader found it, to be held against the file later.
create table recorded_contents (
    digest varchar primary key,
    contents json not null
);

create table file_contents (
    code varchar not null,
    number integer not null,
    figure varchar not null references issued_code (code),
    digest varchar not null references recorded_contents (digest),
    primary key (code, number, figure),
    foreign key (code, number) references exported_file (code, number)
);

-- Named briefings. The newest version counts; a removed one ends with a version that says so.
create table recipe (
    name varchar not null,
    version integer not null check (version > 0),
    content json not null,
    is_removed boolean not null,
    saved_by varchar not null,
    saved_at timestamptz not null,
    primary key (name, version)
);
