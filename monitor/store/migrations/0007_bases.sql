-- Provinces merge: a figure may be looked at on a basis of any number of them. The table cannot
-- lose its check while others refer to it, so it is written anew with them.
create temp table kept_stamp as
select
    code,
    figure,
    title,
    unit,
    parameters,
    language,
    basis,
    release,
    release_digest
from stamp;

create temp table kept_stamp_answer as
select
    code,
    position,
    parameters,
    question_digest,
    answer_digest
from stamp_answer;

create temp table kept_document_figure as
select
    document,
    number,
    code
from document_figure;

drop table document_figure;

drop table stamp_answer;

drop table stamp;

create table stamp (
    code varchar primary key references issued_code (code),
    figure varchar not null,
    title varchar not null,
    unit varchar not null,
    parameters json not null,
    language varchar not null check (language in ('ko', 'en')),
    basis integer not null check (basis > 0),
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

create table document_figure (
    document varchar not null references document (code),
    number integer not null check (number > 0),
    code varchar not null references stamp (code),
    primary key (document, number)
);

insert into stamp
select
    code,
    figure,
    title,
    unit,
    parameters,
    language,
    basis,
    release,
    release_digest
from kept_stamp;

insert into stamp_answer
select
    code,
    position,
    parameters,
    question_digest,
    answer_digest
from kept_stamp_answer;

insert into document_figure
select
    document,
    number,
    code
from kept_document_figure;

drop table kept_stamp;

drop table kept_stamp_answer;

drop table kept_document_figure;
