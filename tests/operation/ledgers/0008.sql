-- From the eighth version on the ledger keeps what a release was built from.
insert into reference_file values ('digest', '[]');

insert into release_reference values ('2026-06-30-provisional-1', 'indicators', 'digest');

insert into release_note values ('2026-06-30-provisional-1', '일부 시·도 없이');

insert into preview_log
values (
    '2026-12-31-preview-1', 1, '2026-12-31', 21, '2027-04-21 10:00:00+09', 'park', 'digest', 1
);
