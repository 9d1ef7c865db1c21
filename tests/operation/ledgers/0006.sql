-- From the sixth version on what leaves the house is recorded, and briefings are saved.
insert into issued_code
values
('K7F3-9QMX', 'figure', 'identity of a figure', '2027-04-20 10:00:00+09'),
('A7F3-9QMX', 'document', 'identity of a document', '2027-04-20 10:00:00+09');

insert into recorded_answer values ('answer', 'packed'::blob, 1, 1);

insert into recorded_question values ('question', 'indicators/total', 'select 1');

insert into stamp
values (
    'K7F3-9QMX', 'overview/jobs', '일자리', '명', '{"year": 2026}', 'ko', 17,
    '2026-12-31-final-1', 'digest'
);

insert into stamp_answer values ('K7F3-9QMX', 0, '{"year": 2026}', 'question', 'answer');

insert into document
values (
    'A7F3-9QMX', '분기 보고', '분기 보고', 1, 'ko', '2026-12-31-final-1', 'park',
    '2027-04-20 10:00:00+09'
);

insert into document_figure values ('A7F3-9QMX', 1, 'K7F3-9QMX');

insert into exported_file
values ('A7F3-9QMX', 1, 'hwpx', 'sha', 'park', '2027-04-20 10:00:00+09');

insert into recorded_contents values ('contents', '{}');

insert into file_contents values ('A7F3-9QMX', 1, 'K7F3-9QMX', 'contents');

insert into recipe
values ('분기 보고', 1, '{"figures": []}', false, 'park', '2027-04-20 10:00:00+09');
