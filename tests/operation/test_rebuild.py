"""Rebuilding: the same position gives the same digest, and what was lost comes back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib
import os
import shutil
from pathlib import Path

import pytest

from monitor.access import Grant
from monitor.operation.rebuild import Rebuilt, rebuild
from monitor.store import Store, ask, publish
from monitor.store.inputs import Inputs, present_inputs
from monitor.vocabulary import ROOT
from monitor.wording import Refused
from tests import tiny as tiny_programme
from tests.acting import LOCAL
from tests.tiny import Tiny

rebuild_verb = importlib.import_module("monitor.operation.rebuild")
YEAR_END = dt.date(2026, 12, 31)
FINAL, PREVIEW = "2026-12-31-final-1", "2026-12-31-preview-1"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with a final release; tests only copy it."""
    store = Store(tmp_path_factory.mktemp("published"), LOCAL)
    with store.ledger.kept_open():
        tiny_programme.report_2026(store.ledger)
    publish(store, as_of=YEAR_END, final=True, publisher="tester", note="일부 시·도 없이")
    return store.folder


@pytest.fixture
def one(published: Path, tmp_path: Path) -> Store:
    """Give a store of the test's own with a final release."""
    return Store(shutil.copytree(published, tmp_path / "store"), LOCAL)


def _spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = os.urandom(len(content) - len(content) // 2)
    path.chmod(0o600)
    path.write_bytes(content)


def _edited(inputs: Inputs) -> Inputs:
    """Return reference files in which an indicator was given another name since."""
    first, *others = inputs.tables["indicators"]
    return Inputs({**inputs.tables, "indicators": [first | {"name_ko": "다른 이름"}, *others]})


@pytest.fixture
def edited_since(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the reference files have been edited since everything was published."""
    edited = _edited(present_inputs())
    monkeypatch.setattr(rebuild_verb, "present_inputs", lambda: edited)
    monkeypatch.setattr("monitor.store.inputs.present_inputs", lambda: edited)


def _forget_reference(store: Store) -> None:
    """Leave the ledger as it was when it did not keep the reference files yet."""
    with store.ledger.writing() as connection:
        connection.execute("delete from release_reference")


# ── the same again ───────────────────────────────────────────────────────────────────────────────


def test_lost_and_damaged_releases_are_built_again_with_the_same_digest(
    tiny: Tiny, tmp_path: Path
) -> None:
    store = Store(shutil.copytree(tiny.store.folder, tmp_path / "store"), LOCAL)
    first, second = (store.releases_folder / each.path.name for each in (tiny.first, tiny.second))
    first.unlink()
    _spoil(second)
    done = list(rebuild(store))
    assert [(each.release, each.was, each.is_put_back) for each in done] == [
        (first.stem, "missing", True),
        (second.stem, "damaged", True),
    ]
    again = {each.manifest.release: each for each in Store(store.folder, LOCAL).releases()}
    for release in (tiny.first, tiny.second):
        assert again[release.manifest.release].manifest == release.manifest
        figures = {"release": again[release.manifest.release], "indicator": "jobs", "year": 2026}
        expected = ask("indicators/total", **figures | {"release": release})
        assert ask("indicators/total", **figures).equals(expected)
    assert {file.stat().st_mode & 0o777 for file in (first, second)} == {0o444}
    assert not (store.folder / ".rebuilding").exists()


@pytest.mark.slow
def test_every_release_of_the_demonstration_is_built_again_with_the_same_digest(
    demonstration: Store, tmp_path: Path
) -> None:
    store = Store(tmp_path / "store", LOCAL)
    store.folder.mkdir()
    with demonstration.ledger.unchanged():
        demonstration.ledger.copy_to(store.ledger.path)
    store.releases_folder.symlink_to(demonstration.releases_folder)
    done = list(rebuild(store, only_check=True))
    assert len(done) == len(demonstration.releases())
    assert [each for each in done if not each.is_well] == []


def test_a_sound_release_is_left_alone_and_a_check_puts_nothing_back(one: Store) -> None:
    final = one.release().path
    before = final.stat()
    publish(one, as_of=YEAR_END, final=False, publisher="tester", preview=True)
    preview = one.previews()[0]
    said = preview.manifest
    preview.close()
    preview.path.unlink()
    lost = Rebuilt(PREVIEW, "missing", is_same=True, is_put_back=False, is_known=True)
    assert list(rebuild(one, only_check=True)) == [
        Rebuilt(FINAL, "sound", is_same=True, is_put_back=False, is_known=True),
        lost,
    ]
    assert not preview.path.exists()
    assert list(rebuild(one))[1] == dataclasses.replace(lost, is_put_back=True)
    assert one.previews()[0].manifest == said
    assert (final.stat().st_ino, final.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


# ── what may have changed since ──────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("edited_since")
def test_the_reference_files_of_its_day_are_in_the_ledger(one: Store) -> None:
    with one.ledger.writing() as connection:
        connection.execute("delete from release_note")  # why it went out so is not asked again
    one.release().path.unlink()
    assert [(each.is_well, each.is_known) for each in rebuild(one)] == [(True, True)]


@pytest.mark.usefixtures("edited_since")
def test_a_release_that_comes_out_otherwise_is_told_and_never_put_in_its_place(
    one: Store,
) -> None:
    _forget_reference(one)
    one.release().path.unlink()
    done = next(iter(rebuild(one)))
    assert (done.is_same, done.is_put_back, done.is_known) == (False, False, False)
    assert one.releases() == []
    # with the files of a backup it is the same
    assert next(iter(rebuild(one, reference=ROOT / "data"))).is_put_back


def test_what_cannot_be_built_at_all_is_said_with_the_reason(
    one: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*_: object) -> None:
        raise Refused("checks_failed", failures="a check")

    monkeypatch.setattr(rebuild_verb, "build", refusing)
    one.release().path.unlink()
    done = [dataclasses.replace(each, reason=None) for each in rebuild(one)]
    assert [(each.was, each.is_well) for each in done] == [("missing", False)]


# ── the log ──────────────────────────────────────────────────────────────────────────────────────


def test_the_number_of_a_release_that_was_lost_is_not_given_again(one: Store) -> None:
    one.release().path.unlink()
    again = publish(one, as_of=YEAR_END, final=True, publisher="tester", note="다시")
    assert again.manifest.release == "2026-12-31-final-2"
    with one.ledger.reading() as connection:
        rows = connection.execute("select release from release_log order by release").fetchall()
    assert rows == [(FINAL,), ("2026-12-31-final-2",)]


def test_a_release_whose_publisher_was_killed_before_the_log_is_compared_too(one: Store) -> None:
    with one.ledger.writing() as connection:
        connection.execute("delete from release_log")
    assert [each.release for each in rebuild(one) if each.is_well] == [FINAL]


# ── refused ──────────────────────────────────────────────────────────────────────────────────────


def test_only_an_operator_rebuilds_and_only_one_at_a_time(one: Store) -> None:
    with rebuild_verb._working(one), pytest.raises(Refused) as refusal:
        list(rebuild(one))
    assert refusal.value.key == "rebuild_running"
    one.actor.people.grant(Grant("admin@ministry", "김운영", "operator"))
    one.actor.people.grant(Grant(LOCAL.account, "박담당", "manager"))
    with pytest.raises(Refused) as refusal:
        list(rebuild(one))
    assert refusal.value.key == "not_allowed"
