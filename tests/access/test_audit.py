"""The audit: one chain whoever appends, every change to it found, nothing personal in it."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.access.appending import SEOUL, unflushed
from monitor.access.asking import Wanted
from monitor.access.audit import Audit, Head
from monitor.wording import Refused
from tests.access.said import SAID

NOON = dt.datetime(2028, 3, 2, 12, tzinfo=SEOUL)


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    return Audit(tmp_path / "access")


def _filled(audit: Audit, count: int = 6, at: dt.datetime = NOON) -> Path:
    for number in range(count):
        audit.record(**SAID, at=at + dt.timedelta(minutes=number))
    return _files(audit)[-1]


def _files(audit: Audit) -> list[Path]:
    return sorted(audit.folder.glob("audit-*.jsonl"))


def _actions(audit: Audit) -> list[str]:
    return list(audit.entries()["action"])


def _found(audit: Audit, head: Head | None = None) -> list[tuple[str, int, int]]:
    return [(each.what, each.number, each.last_number) for each in audit.check(head)]


# ── what a line says ─────────────────────────────────────────────────────────────────────────────


def test_a_line_says_who_did_what_to_what_when_and_from_where(audit: Audit) -> None:
    assert audit.record(**SAID, at=NOON) == 1
    (row,) = audit.entries().to_dict("records")
    assert {name: row[name] for name in SAID} == SAID
    assert (row["number"], row["at"].isoformat()) == (1, "2028-03-02T12:00:00+09:00")
    assert _files(audit)[0].name == "audit-2028.jsonl"


def test_what_people_wrote_stands_there_as_its_digest_alone(audit: Audit) -> None:
    asked = {"on": "홍길동 010-1234-5678\n", "account": "x" * 5000, "role": "manager operator"}
    audit.record(**{**SAID, **asked}, at=NOON)
    text = _files(audit)[0].read_text()
    assert "홍길동" not in text and "1234" not in text and len(text) < 600
    assert list(audit.entries()["role"]) == ["manager operator"]
    assert audit.check() == ()


def test_files_and_their_folder_are_their_owners_alone(audit: Audit) -> None:
    _filled(audit, 1)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in audit.folder.iterdir()}
    assert (modes, stat.S_IMODE(audit.folder.stat().st_mode)) == ({0o600}, 0o700)


def test_a_year_of_seoul_has_a_file_and_the_chain_goes_on_through_them(audit: Audit) -> None:
    audit.record(**SAID, at=dt.datetime(2027, 12, 31, 14, 59, tzinfo=dt.UTC))
    audit.record(**SAID, at=dt.datetime(2027, 12, 31, 15, 0, tzinfo=dt.UTC))
    assert [file.name for file in _files(audit)] == ["audit-2027.jsonl", "audit-2028.jsonl"]
    assert (audit.check(), audit.head().number) == ((), 2)


def test_nothing_on_record_is_whole(audit: Audit) -> None:
    assert (audit.head(), audit.check(), len(audit.entries())) == (Head(0, "0" * 64), (), 0)
    assert not audit.folder.exists()


# ── what was done to it ──────────────────────────────────────────────────────────────────────────

Lines = list[bytes]


def _alter(lines: Lines, place: int) -> None:
    lines[place] = lines[place].replace(b"kim", b"lee")


def _alter_and_seal(lines: Lines, place: int) -> None:
    from monitor.access.chain import parsed

    line = parsed(lines[place].replace(b"kim", b"lee"))
    assert line is not None
    lines[place] = line.sealed().written()


def _insert(lines: Lines, place: int) -> None:
    _alter_and_seal(forged := [*lines], place)
    lines.insert(place, forged[place])


def _swap(lines: Lines, place: int) -> None:
    other = place - 1 if place else place + 1
    lines[place], lines[other] = lines[other], lines[place]


CHANGES = {
    "altered": _alter,
    "altered and sealed anew": _alter_and_seal,
    "made unreadable": lambda lines, place: lines.__setitem__(place, b"\xff{\n"),
    "blanks added": lambda lines, place: lines.__setitem__(place, b" " + lines[place]),
    "removed": lambda lines, place: lines.pop(place),
    "inserted": _insert,
    "doubled": lambda lines, place: lines.insert(place, lines[place]),
    "rubbish inserted": lambda lines, place: lines.insert(place, b"{}\n"),
    "swapped": _swap,
    "cut off": lambda lines, place: lines.__delitem__(slice(place, None)),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    audit = Audit(tmp_path_factory.mktemp("whole"))
    _filled(audit, 12)
    return audit


@pytest.mark.parametrize("change", CHANGES)
@given(place=st.integers(0, 11), is_followed=st.booleans())
@settings(max_examples=12, deadline=None)
def test_whatever_is_done_to_a_line_is_found(
    whole: Audit, change: str, place: int, is_followed: bool
) -> None:
    file, head = _files(whole)[0], whole.folder / "audit.head"
    content, remembered = file.read_bytes(), head.read_bytes()
    try:
        lines = content.splitlines(keepends=True)
        CHANGES[change](lines, place)
        file.write_bytes(b"".join(lines))
        if is_followed:  # what is recorded afterwards heals nothing
            whole.record(**SAID, at=NOON + dt.timedelta(days=1))
        broken = whole.check()
        assert broken
        assert all(abs(each.number - place - 1) <= 1 or change == "cut off" for each in broken)
    finally:
        file.write_bytes(content)
        head.write_bytes(remembered)
    assert whole.check() == ()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("altered", [("altered", 3, 3)]),
        ("altered and sealed anew", [("altered", 3, 3)]),
        ("made unreadable", [("altered", 3, 3)]),
        ("removed", [("removed", 3, 3)]),
        ("inserted", [("inserted", 3, 3)]),
        ("rubbish inserted", [("inserted", 3, 3)]),
        ("swapped", [("reordered", 2, 2)]),
        ("cut off", [("cut_off", 3, 6)]),
    ],
)
def test_the_check_says_what_befell_which_line(
    audit: Audit, change: str, found: list[tuple[str, int, int]]
) -> None:
    lines = (file := _filled(audit)).read_bytes().splitlines(keepends=True)
    CHANGES[change](lines, 2)
    file.write_bytes(b"".join(lines))
    assert _found(audit) == found


def test_a_number_beyond_all_counting_is_an_answer_too(audit: Audit) -> None:
    from monitor.access.chain import parsed

    file = _filled(audit)
    line = parsed(file.read_bytes().splitlines(keepends=True)[-1])
    assert line is not None
    with file.open("ab") as content:
        content.write(b"rubbish\n")
        content.write(line._replace(number=10**40).sealed().written())
    assert _found(audit) == [("altered", 7, 7), ("removed", 8, 10**40 - 1)]


def test_a_chain_written_anew_betrays_itself_to_a_head_that_was_noted_elsewhere(
    audit: Audit, tmp_path: Path
) -> None:
    _filled(audit)
    noted = audit.head()
    forged = Audit(tmp_path / "forged")
    for number in range(6):
        forged.record(**{**SAID, "account": "lee"}, at=NOON + dt.timedelta(minutes=number))
    assert forged.check() == ()
    assert _found(forged, noted) == [("altered", 6, 6)]
    forged.record(**SAID, at=NOON + dt.timedelta(hours=1))
    assert _found(forged, noted) == [("altered", 6, 6)]
    assert _found(audit, Head(9, "f" * 64)) == [("cut_off", 7, 9)]


def test_a_head_that_is_gone_is_said_and_stays_on_record(audit: Audit) -> None:
    file = _filled(audit)
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:4]))
    (audit.folder / "audit.head").unlink()
    assert _found(audit) == [("head_missing", 0, 0)]
    audit.record(**SAID, at=NOON + dt.timedelta(days=1))
    assert _actions(audit)[-2:] == ["audit_head_missing", "publish"]


# ── faults ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("torn", [b'{"number":7,"at":"20', b"\0\0\0", b"{}\n{", b"\n"])
def test_a_torn_line_is_kept_and_the_chain_goes_on_with_a_line_that_says_so(
    audit: Audit, torn: bytes
) -> None:
    file = _filled(audit)
    with file.open("ab") as content:
        content.write(torn)
    assert audit.record(**SAID, at=NOON + dt.timedelta(days=1)) == 8
    assert torn in file.read_bytes()
    assert _actions(audit)[-2:] == ["audit_torn", "publish"]
    assert audit.check() == ()


def test_a_line_torn_just_now_is_no_change_by_anybody(audit: Audit) -> None:
    with _filled(audit).open("ab") as content:
        content.write(b'{"number":7')
    assert (audit.check(), audit.head().number) == ((), 6)


def test_a_torn_line_is_forgiven_only_as_it_was(audit: Audit) -> None:
    file = _filled(audit)
    with file.open("ab") as content:
        content.write(b'{"number":7')
    audit.record(**SAID, at=NOON + dt.timedelta(days=1))
    file.write_bytes(file.read_bytes().replace(b'{"number":7\n', b'{"number":9\n'))
    assert [what for what, *_ in _found(audit)] == ["inserted"]


def test_a_process_killed_between_the_line_and_the_head_loses_neither(audit: Audit) -> None:
    _filled(audit)
    before = (audit.folder / "audit.head").read_bytes()
    audit.record(**SAID, at=dt.datetime(2029, 1, 1, tzinfo=SEOUL))
    (audit.folder / "audit.head").write_bytes(before)
    assert (audit.check(), audit.head().number) == ((), 7)
    assert audit.record(**SAID, at=dt.datetime(2029, 1, 2, tzinfo=SEOUL)) == 8
    assert audit.check() == ()


def test_a_clock_set_back_is_noted_and_breaks_no_order(audit: Audit) -> None:
    _filled(audit)
    assert audit.record(**SAID, at=dt.datetime(1970, 1, 2, tzinfo=SEOUL)) == 8
    assert audit.record(**SAID, at=dt.datetime(1970, 1, 2, tzinfo=SEOUL)) == 9
    assert _actions(audit)[-3:] == ["audit_clock_back", "publish", "publish"]
    assert audit.entries()["on"].iloc[-3] == "2028-03-02T12:05:00.000+09:00"
    assert (len(_files(audit)), audit.check()) == (1, ())


@pytest.mark.parametrize(
    ("fault", "key"), [(errno.ENOSPC, "store_full"), (errno.EROFS, "audit_unwritable")]
)
@pytest.mark.parametrize("written", [0, 40])
def test_what_cannot_be_recorded_is_refused_and_leaves_nothing(
    audit: Audit, monkeypatch: pytest.MonkeyPatch, fault: int, key: str, written: int
) -> None:
    file = _filled(audit)
    before, write, calls = file.read_bytes(), os.write, iter([written])

    def failing(descriptor: int, content: bytes) -> int:
        if part := next(calls, 0):
            return write(descriptor, content[:part])
        raise OSError(fault, "")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing)
        with pytest.raises(Refused) as refused:
            audit.record(**SAID, at=NOON + dt.timedelta(days=1))
    assert (refused.value.key, file.read_bytes()) == (key, before)
    assert audit.record(**SAID, at=NOON + dt.timedelta(days=1)) == 7
    assert audit.check() == ()


def test_every_line_waits_for_the_disk_but_those_of_a_store_made_aside(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[int] = []
    monkeypatch.setattr(os, "fdatasync", waited.append)
    _filled(audit, 2)
    with unflushed():
        _filled(audit, 5, NOON + dt.timedelta(hours=1))
    audit.record(**SAID, at=NOON + dt.timedelta(hours=2))
    assert len(waited) == 3


WRITER = """
import sys
from pathlib import Path
from monitor.access.audit import Audit
audit = Audit(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    audit.record(account=sys.argv[2], role="viewer", action="browse", on=str(number),
                 outcome="allowed", origin="program")
    print(number, flush=True)
"""


def test_processes_that_append_at_once_make_one_chain_and_a_killed_one_leaves_it_whole(
    audit: Audit,
) -> None:
    def started(name: str, count: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", WRITER, str(audit.folder), name, str(count)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    killed = started("killed", 100_000)
    others = [started(f"p{number}", 40) for number in range(2)]
    assert killed.stdout is not None
    kept = [next(killed.stdout) for _ in range(20)]
    killed.kill()
    kept += list(killed.stdout)
    for other in others:
        other.communicate(timeout=60)
    killed.wait()
    rows = audit.entries()
    assert audit.check() == ()
    assert list(rows["number"]) == list(range(1, len(rows) + 1))
    for name in ("p0", "p1"):
        assert list(rows.loc[rows["account"] == name, "on"]) == list(map(str, range(40)))
    assert (rows["account"] == "killed").sum() >= len(kept)  # what was told is on record


# ── asking, exporting, removing ──────────────────────────────────────────────────────────────────


def test_entries_are_found_by_day_account_action_and_outcome(audit: Audit) -> None:
    audit.record(**SAID, at=dt.datetime(2027, 12, 31, 23, 59, tzinfo=SEOUL))
    audit.record(**{**SAID, "account": "lee", "outcome": "refused"}, at=NOON)
    audit.record(**{**SAID, "action": "export"}, at=NOON)
    day = dt.date(2028, 3, 2)

    def numbers(**wanted: Any) -> list[int]:
        return list(audit.entries(**wanted)["number"])

    assert numbers(since=day) == [2, 3] and numbers(since=dt.date(2028, 3, 3)) == []
    assert numbers(until=dt.date(2027, 12, 31)) == [1] and numbers(since=day, until=day) == [2, 3]
    assert numbers(account="lee") == [2] and numbers(action="export") == [3]
    assert numbers(outcome="refused") == [2] and numbers(outcome="failed") == []


def test_an_export_is_all_that_is_on_record_and_safe_in_a_spreadsheet(audit: Audit) -> None:
    audit.record(**{**SAID, "account": "=1+1", "on": "-x"}, at=NOON)
    (row,) = csv.DictReader(io.StringIO(audit.export("csv")))
    (line,) = json.loads(audit.export("json", Wanted(account="=1+1")))
    assert (row["account"], row["on"]) == ("'=1+1", "'-x")
    assert f"{json.dumps(line, ensure_ascii=False, separators=(',', ':'))}\n" == (
        _files(audit)[0].read_text()
    )
    with pytest.raises(Refused, match="xml"):
        audit.export("xml")


REMOVER: dict[str, Any] = {"account": "op", "role": "operator", "origin": "command line"}


def _of_years(audit: Audit, *years: int) -> None:
    for year in years:
        _filled(audit, 3, NOON.replace(year=year))


def test_whole_years_go_when_they_may_and_the_chain_still_holds(audit: Audit) -> None:
    _of_years(audit, 2023, 2024, 2025, 2028)
    noted = audit.head()
    removed = audit.remove_before(2025, keep_years=3, **REMOVER, at=NOON.replace(month=4))
    assert removed == (2023, 2024)
    assert [file.name for file in _files(audit)] == ["audit-2025.jsonl", "audit-2028.jsonl"]
    assert audit.check(noted) == ()
    rows = audit.entries(action="audit_remove")
    assert list(rows["account"]) == ["op", "op"]
    assert list(rows["on"].str.partition(":")[0]) == ["3", "6"]
    assert audit.remove_before(2025, keep_years=3, **REMOVER, at=NOON.replace(month=4)) == ()


def test_a_removal_that_was_killed_half_way_holds_too(audit: Audit) -> None:
    _of_years(audit, 2023, 2024, 2025, 2028)
    kept = _files(audit)[1].read_bytes()
    audit.remove_before(2025, keep_years=3, **REMOVER, at=NOON.replace(month=4))
    (audit.folder / "audit-2024.jsonl").write_bytes(kept)
    assert audit.check() == ()


def test_a_year_removed_by_hand_is_found(audit: Audit) -> None:
    _of_years(audit, 2023, 2024, 2028)
    _files(audit)[0].unlink()
    assert _found(audit) == [("removed", 1, 3)]


@pytest.mark.parametrize("keep_years", [3, 0])
def test_what_the_law_wants_kept_is_not_removed(audit: Audit, keep_years: int) -> None:
    _of_years(audit, 2026, 2027, 2028)
    with pytest.raises(Refused, match="2028"):
        audit.remove_before(2028, keep_years=keep_years, **REMOVER, at=NOON)
    assert len(_files(audit)) == 3


def test_a_broken_audit_is_not_removed(audit: Audit) -> None:
    _of_years(audit, 2023, 2024, 2028)
    lines = (file := _files(audit)[0]).read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[1:]))
    with pytest.raises(Refused, match="audit-check"):
        audit.remove_before(2025, keep_years=3, **REMOVER, at=NOON)
