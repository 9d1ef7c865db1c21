"""Releases: immutable, repeatable, dated, and never two at once."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import duckdb
import pytest

from monitor.store import Release, Store, ask, compare, digest, publish
from monitor.store import publish as publish_verb
from monitor.store.digest import content_digest
from monitor.wording import Refused
from tests import tiny as tiny_programme
from tests.acting import LOCAL
from tests.copying import copied
from tests.making import send, value
from tests.processes import PROCESSES
from tests.tiny import S1, Tiny

YEAR_END = dt.date(2026, 12, 31)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store in which 2026 was reported; tests only copy it."""
    store = Store(tmp_path_factory.mktemp("reported"), LOCAL)
    with store.ledger.kept_open():
        tiny_programme.report_2026(store.ledger)
    return store.folder


@pytest.fixture(scope="module")
def released(reported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store that published 2026; tests only copy it."""
    store = Store(copied(reported, tmp_path_factory.mktemp("released") / "store"), LOCAL)
    publish(store, as_of=YEAR_END, final=True, publisher="tester", note="tried")
    return store.folder


@pytest.fixture
def filled(reported: Path, tmp_path: Path) -> Store:
    """Give a store in which 2026 was reported, and nothing published."""
    return Store(copied(reported, tmp_path / "store"), LOCAL)


@pytest.fixture
def published(released: Path, tmp_path: Path) -> Store:
    """Give a store in which 2026 was reported and published as ``2026-12-31-final-1``."""
    return Store(copied(released, tmp_path / "published"), LOCAL)


# ── the same again ───────────────────────────────────────────────────────────────────────────────


def test_the_same_position_gives_the_same_digest_in_another_store(
    published: Store, filled: Store
) -> None:
    moment = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    two = publish(filled, as_of=YEAR_END, final=False, publisher="two", moment=moment)
    assert published.release().manifest.content_digest == two.manifest.content_digest


def test_publishing_twice_in_one_store_gives_the_same_digest(published: Store) -> None:
    one = published.release()
    two = publish(published, as_of=YEAR_END, final=True, publisher="tester", note="tried")
    assert one.manifest.content_digest == two.manifest.content_digest
    assert (one.manifest.release, two.manifest.release) == (
        "2026-12-31-final-1",
        "2026-12-31-final-2",
    )


def test_another_number_gives_another_digest(published: Store) -> None:
    one = published.release()
    send(
        published.ledger, "seoul", "2026Q4", received="2027-01-30",
        project=[S1], observation=[value("S1", "jobs", 2026, 4, 3.5)],
    )  # fmt: skip
    two = publish(published, as_of=YEAR_END, final=True, publisher="tester", note="tried")
    assert one.manifest.content_digest != two.manifest.content_digest


def test_another_name_gives_another_digest(published: Store) -> None:
    # A table may have a column of its own name: the other columns count as well.
    release = published.release()
    assert content_digest(release.path) == release.manifest.content_digest
    _changed_by_hand(release, "update project set name = 'another'")
    assert content_digest(release.path) != release.manifest.content_digest


def test_a_release_of_the_first_rule_keeps_its_digest(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        by_the_first = partial(digest._content_digest, row=digest._FIRST_RULE)
        then.setattr(digest, "_content_digest", by_the_first)
        release = publish(filled, as_of=YEAR_END, final=True, publisher="tester", note="tried")
    first = release.manifest.content_digest
    assert content_digest(release.path) == first
    _changed_by_hand(release, "update progress set numerator = 1 + numerator")
    assert content_digest(release.path) != first


def _changed_by_hand(release: Release, sql: str) -> None:
    release.close()
    content = release.path.read_bytes()
    release.path.unlink()  # it may be linked with another test's
    release.path.write_bytes(content)
    with duckdb.connect(release.path) as connection:
        connection.execute(sql)


def test_a_release_can_be_built_again_as_of_an_earlier_position(published: Store) -> None:
    one = published.release()
    position = published.ledger.position()
    with published.ledger.kept_open():
        tiny_programme.report_2027(published.ledger)
    again = publish(
        published, as_of=YEAR_END, final=True, publisher="tester", note="tried", position=position
    )
    assert again.manifest.content_digest == one.manifest.content_digest
    assert again.manifest.ledger_position == position
    assert again.manifest.submissions == one.manifest.submissions


# ── what a release says of itself ────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def provisional(reported: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Return a release that went out although provinces are missing; tests only read it."""
    store = Store(copied(reported, tmp_path_factory.mktemp("provisional") / "store"), LOCAL)
    moment = dt.datetime(2027, 2, 26, 23, 0, tzinfo=dt.UTC)
    return publish(store, as_of=YEAR_END, final=False, publisher="홍길동", moment=moment)


def test_a_manifest_says_what_the_release_is(provisional: Release) -> None:
    manifest = provisional.manifest
    assert manifest.release == "2026-12-31-provisional-1"
    assert (manifest.release_number, manifest.release_state) == (1, "provisional")
    assert manifest.as_of == YEAR_END
    assert manifest.published_on == dt.date(2027, 2, 27)  # it was the next day in Seoul
    assert manifest.published_by == "홍길동"
    assert (manifest.first_year, manifest.last_year, manifest.last_quarter) == (2026, 2026, 4)
    assert (manifest.submissions, manifest.projects) == (6, 4)
    assert manifest.observations == 15  # 17 rows, of which two only say why there is no number
    assert len(manifest.content_digest) == 64
    assert not manifest.is_demonstration


def test_one_made_up_workbook_makes_the_release_a_demonstration(filled: Store) -> None:
    send(filled.ledger, "jeju", "2026Q4", received="2027-01-20", data_kind="demonstration")
    manifest = publish(
        filled, as_of=YEAR_END, final=True, publisher="tester", note="tried"
    ).manifest
    assert manifest.is_demonstration


def test_a_release_ends_with_the_last_quarter_that_had_ended(filled: Store) -> None:
    release = publish(filled, as_of=dt.date(2026, 12, 30), final=False, publisher="tester")
    assert release.manifest.last_quarter_of(2026) == 3
    assert release.manifest.observations == 5  # those of the first two quarters
    jobs = {"indicator": "jobs", "year": 2026}
    assert ask("indicators/total", release=release, quarter=3, **jobs)["actual"].iloc[0] == 9
    with pytest.raises(Refused, match="2026년은 3분기까지입니다"):
        ask("indicators/total", release=release, quarter=4, **jobs)


def test_nothing_is_published_from_an_empty_ledger(store: Store) -> None:
    with pytest.raises(Refused, match="원장이 비어 있습니다"):
        publish(store, as_of=YEAR_END, final=True, publisher="tester", note="tried")


def test_nothing_is_published_as_of_a_day_before_the_first_quarter_ended(filled: Store) -> None:
    with pytest.raises(Refused, match="2026-03-30"):
        publish(filled, as_of=dt.date(2026, 3, 30), final=True, publisher="tester", note="tried")
    assert filled.releases() == []


def test_a_ledger_of_returned_workbooks_only_has_nothing_to_publish(store: Store) -> None:
    send(store.ledger, "seoul", "2026Q4", received="2027-01-20", outcome="returned")
    with pytest.raises(Refused, match="2026-12-31"):
        publish(store, as_of=YEAR_END, final=True, publisher="tester", note="tried")


# ── immutable ────────────────────────────────────────────────────────────────────────────────────


def test_a_correction_restates_later_releases_and_never_an_old_one(tiny: Tiny) -> None:
    jobs = {"indicator": "jobs", "year": 2026}
    assert ask("indicators/total", release=tiny.first, **jobs)["actual"].iloc[0] == 25
    assert ask("indicators/total", release=tiny.second, **jobs)["actual"].iloc[0] == 27


def test_what_differs_between_two_releases_is_told(tiny: Tiny) -> None:
    found = compare(tiny.first, tiny.second).query("indicator == 'jobs'")
    told = [["programme" if row[0] != row[0] else row[0], *row[1:]]
            for row in found[["region", "year", "earlier", "later"]].values.tolist()]  # fmt: skip
    assert told == [["programme", 2026, 25, 27], ["seoul", 2026, 6, 8]]


def test_publishing_never_touches_an_old_file(published: Store) -> None:
    old = published.release()
    content = old.path.read_bytes()
    with published.ledger.kept_open():
        tiny_programme.report_2027(published.ledger)
    publish(published, as_of=dt.date(2027, 12, 31), final=True, publisher="tester", note="tried")
    assert old.path.read_bytes() == content


def test_a_release_file_is_read_only(tiny: Tiny) -> None:
    assert tiny.first.path.stat().st_mode & 0o222 == 0
    with pytest.raises(duckdb.Error, match="read-only"):
        tiny.first.cursor().execute("delete from progress")


def test_a_release_reads_nothing_outside_its_file(tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with pytest.raises(duckdb.PermissionException):
        tiny.first.cursor().execute(f"from '{tmp_path}/secret.csv'")


def test_an_absent_number_is_kept_absent_in_what_was_first_published(tiny: Tiny) -> None:
    row = (
        tiny.second.cursor()
        .execute(
            "select count(*) > 0, count(denominator) from first_published where indicator = 'jobs'"
        )
        .fetchone()
    )
    assert row == (True, 0)


# ── served ───────────────────────────────────────────────────────────────────────────────────────


def test_the_newest_release_is_served_unless_another_is_named(tiny: Tiny) -> None:
    assert tiny.store.release().manifest == tiny.second.manifest
    named = tiny.store.release("2026-12-31-final-1")
    assert named.manifest == tiny.first.manifest
    with pytest.raises(Refused, match="2026-12-31-final-1"):  # those that there are
        tiny.store.release("2025-12-31-final-1")


def test_a_store_without_releases_says_how_to_publish(store: Store) -> None:
    with pytest.raises(Refused, match="'공표'에서 공표"):
        store.release()


@pytest.fixture
def with_rubbish(tiny: Tiny, tmp_path: Path) -> Store:
    """Give a store with one sound release and files beside it that are none."""
    store = Store(tmp_path / "store", LOCAL)
    folder = store.releases_folder
    folder.mkdir(parents=True)
    sound = tiny.first.path
    shutil.copyfile(sound, folder / sound.name)
    shutil.copyfile(sound, folder / "renamed.duckdb")
    (folder / "empty.duckdb").write_bytes(b"")
    (folder / "text.duckdb").write_text("not a release")
    (folder / "cut.duckdb").write_bytes(sound.read_bytes()[:20_000])
    (folder / "folder.duckdb").mkdir()
    duckdb.connect(folder / "other.duckdb").close()
    with duckdb.connect(folder / "no_row.duckdb") as connection:
        connection.execute(f"attach '{sound}' as sound (read_only)")
        connection.execute("create table manifest as from sound.manifest limit 0")
    return store


def test_a_file_that_is_no_release_is_passed_over_and_reported(with_rubbish: Store) -> None:
    assert [release.manifest.release for release in with_rubbish.releases()] == [
        "2026-12-31-final-1"
    ]
    assert with_rubbish.unreadable_releases() == [
        "cut",
        "empty",
        "folder",
        "no_row",
        "other",
        "renamed",
        "text",
    ]


def test_an_unreadable_release_does_not_stand_in_the_way_of_the_next(filled: Store) -> None:
    filled.releases_folder.mkdir()
    (filled.releases_folder / "2026-12-31-final-1.duckdb").write_bytes(b"broken")
    release = publish(filled, as_of=YEAR_END, final=True, publisher="tester", note="tried")
    assert release.manifest.release == "2026-12-31-final-2"


# ── one at a time ────────────────────────────────────────────────────────────────────────────────


def test_who_finds_that_another_published_meanwhile_is_told_so(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = __import__("sys").modules[publish_verb.__module__]
    take_turn = module._one_publisher

    @contextmanager
    def after_another(folder: Path) -> Iterator[None]:
        monkeypatch.setattr(module, "_one_publisher", take_turn)
        publish(filled, as_of=YEAR_END, final=False, publisher="another")
        with take_turn(folder):
            yield

    monkeypatch.setattr(module, "_one_publisher", after_another)
    with pytest.raises(Refused, match="2026-12-31-provisional-1"):
        publish(filled, as_of=YEAR_END, final=True, publisher="late", note="tried")
    assert [release.manifest.published_by for release in filled.releases()] == ["another"]


def _publish_in_process(folder: Path, name: str) -> str:
    try:
        return publish(
            Store(folder, LOCAL), as_of=YEAR_END, final=True, publisher=name, note="tried"
        ).manifest.release
    except Refused as refusal:
        return refusal.key


def test_two_processes_that_publish_at_once_do_not_overwrite_each_other(filled: Store) -> None:
    with PROCESSES.Pool(2) as pool:
        jobs = [(filled.folder, name) for name in "ab"]
        outcomes = pool.starmap(_publish_in_process, jobs)
    done = sorted(outcome for outcome in outcomes if outcome != "published_meanwhile")
    assert done
    assert done == sorted(release.manifest.release for release in filled.releases())
    assert len({release.manifest.release_number for release in filled.releases()}) == len(done)
    assert filled.unreadable_releases() == []


def test_what_was_published_is_recorded_in_the_ledger_also_after_a_crash(published: Store) -> None:
    first = published.release()
    with published.ledger.writing() as connection:
        connection.execute("delete from release_log")  # as if killed before it came to that
    publish(published, as_of=YEAR_END, final=True, publisher="tester", note="tried")
    with published.ledger.reading() as connection:
        logged = connection.execute(
            "select release, content_digest from release_log order by release_number"
        ).fetchall()
    assert [name for name, _ in logged] == ["2026-12-31-final-1", "2026-12-31-final-2"]
    assert logged[0][1] == first.manifest.content_digest


# ── what is open ─────────────────────────────────────────────────────────────────────────────────


def test_a_final_release_without_some_provinces_asks_why(filled: Store) -> None:
    with pytest.raises(Refused, match="부산광역시"):
        publish(filled, as_of=YEAR_END, final=True, publisher="tester")
    assert filled.releases() == []


def test_a_provisional_release_may_go_out_with_provinces_missing(provisional: Release) -> None:
    open_items = set(ask("releases/checklist", release=provisional)["item"])
    assert "not_submitted" in open_items and "note" not in open_items
