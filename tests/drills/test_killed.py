"""Killed before any of its writes, a verb loses nothing that was accepted, and can be repeated.

Submitting, publishing and exporting take long enough to be killed by the clock: see
tests/store/test_crash.py.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import duckdb
import pytest

from monitor.access import Grant
from monitor.evaluation import answer_finding, decide_project, keep_sheet, write_finding
from monitor.operation import doctor, stored
from monitor.operation.backup import back_up
from monitor.operation.backups import Backups
from monitor.operation.restore import restore
from monitor.store import Store, decide
from monitor.store.digest import content_digest
from monitor.store.recipes import recipes, save_recipe
from monitor.wording import Refused
from tests import evaluated as programme
from tests.acting import LOCAL
from tests.copying import copied
from tests.drills import killing
from tests.drills.doctoring import broken
from tests.making import project, send

SINCE: Final = dt.date(2026, 1, 1)


def _store(folder: Path) -> Store:
    return Store(folder / "store", LOCAL)


def _accept(folder: Path) -> None:
    decide(_store(folder).ledger, _waiting(_store(folder)), "accepted", by="부처", note="확인함")


def _waiting(store: Store) -> int:
    listed = store.ledger.submissions()
    return int(listed.loc[listed["submission_state"] == "submitted", "submission"].iloc[0])


def _write_finding(folder: Path) -> None:
    write_finding(
        _store(folder).ledger, programme.VOCABULARY, project="B1", area="budget", severity="major",
        opinion="집행이 늦음", due_on=dt.date(2099, 1, 1), member="m01",
    )  # fmt: skip


def _answer(folder: Path) -> None:
    ledger = _store(folder).ledger
    with ledger.reading() as connection:
        rows = connection.execute("select min(entry) from panel_finding").fetchall()
    answer_finding(ledger, rows[0][0], "집행 계획을 다시 세움", by="부산")


def _score(folder: Path) -> None:
    sheet = programme.sheet("S2", "self", 90, reason="다시 봄")
    keep_sheet(_store(folder).ledger, programme.VOCABULARY, sheet, by="서울")


def _decide(folder: Path) -> None:
    store = _store(folder)
    decide_project(
        store.ledger, programme.VOCABULARY, store.release(), year=2026, project="S1",
        decision="continue", reason="거듭 확인함", by="부처",
    )  # fmt: skip


def _save_recipe(folder: Path) -> None:
    ledger = _store(folder).ledger
    version = next((each.version for each in recipes(ledger) if each.name == "보고"), 0)
    save_recipe(ledger, "보고", {"title": f"{version + 1}번째"}, by="부처")


def _register(folder: Path) -> None:
    people = _store(folder).actor.people
    if not people.is_kept:
        people.grant(Grant(LOCAL.account, "운영", "operator", valid_from=SINCE))
    people.grant(Grant(LOCAL.account, "운영", "manager", valid_from=SINCE))


def _back_up(folder: Path) -> None:
    back_up(_store(folder), folder / "backups")


def _restore(folder: Path) -> None:
    backups = Backups(folder / "backups")
    if (folder / "again").exists():
        with pytest.raises(Refused):
            restore(_store(folder), backups, backups.readable()[0], folder / "again")
    else:
        restore(_store(folder), backups, backups.readable()[0], folder / "again")


VERBS: Final[Mapping[str, killing.Verb]] = {
    "accept": _accept,
    "write a finding": _write_finding,
    "answer a finding": _answer,
    "score": _score,
    "decide on a project": _decide,
    "save a recipe": _save_recipe,
    "register people": _register,
    "back up": _back_up,
    "restore": _restore,
}
# What writes files beside the ledger, and no entry in it.
_BESIDE: Final = frozenset({"register people", "back up", "restore"})
# What a second time refuses, since the first was done before the process was killed.
_DONE: Final = frozenset({"accept"})


@pytest.fixture(scope="module")
def sound(evaluated: programme.Evaluated, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an evaluated programme, something waiting, and a backup of it all."""
    folder = tmp_path_factory.mktemp("drills")
    copied(evaluated.store.folder, folder / "store")
    _write_finding(folder)
    send(
        _store(folder).ledger, "seoul", "2026Q4", received="2027-01-25", outcome="waiting",
        project=[project("S1", *programme.PLACES["S1"], 2026)],
    )  # fmt: skip
    _back_up(folder)
    return folder


@pytest.fixture(scope="module", autouse=True)
def digests_once() -> Iterator[None]:
    """Look once at releases of the same bytes: hardly a drill touches them."""
    known: dict[bytes, str] = {}

    def digest(release: Path) -> str:
        content = hashlib.sha256(release.read_bytes()).digest()
        if content not in known:
            known[content] = content_digest(release)
        return known[content]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doctor.releases, "content_digest", digest)
        patch.setattr(stored, "content_digest", digest)
        yield


def _kept(folder: Path) -> tuple[int, dict[str, int], list[str]]:
    store = _store(folder)
    with store.ledger.reading() as connection:
        entry, rows = stored.entries_and_rows(connection)
    return entry, rows, [each.manifest.content_digest for each in store.releases()]


@pytest.mark.parametrize("name", VERBS)
def test_killed_before_any_write_nothing_accepted_is_lost_and_it_can_be_repeated(
    sound: Path, tmp_path: Path, name: str
) -> None:
    verb = VERBS[name]
    before = _kept(sound)
    steps = killing.steps_of(verb, Path(shutil.copytree(sound, tmp_path / "undisturbed")))
    assert ("committed" in steps) == (name not in _BESIDE)
    killed = Path(shutil.copytree(sound, tmp_path / "killed"))
    for folder in killing.left_by(verb, killed, killing.moments(steps)):
        _assert_nothing_lost(before, _kept(folder))
        assert broken(_store(folder)) == []
        try:
            verb(folder)
        except IndexError:
            assert name in _DONE  # nothing waits any more
        assert _store(folder).actor.audit.check() == ()


def _assert_nothing_lost(
    before: tuple[int, dict[str, int], list[str]], after: tuple[int, dict[str, int], list[str]]
) -> None:
    assert after[0] >= before[0]
    assert all(after[1][table] >= count for table, count in before[1].items())
    assert after[2][-len(before[2]) :] == before[2]


def test_the_drill_would_notice_a_lost_row(sound: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(sound, tmp_path / "lost"))
    with duckdb.connect(_store(folder).ledger.path) as connection:
        connection.execute("delete from score where entry = (select min(entry) from score)")
    with pytest.raises(AssertionError):
        _assert_nothing_lost(_kept(sound), _kept(folder))
