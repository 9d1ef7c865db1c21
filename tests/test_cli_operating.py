"""Backup, restore, rebuild and migrate on the command line: what is said, and how it ends."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.operation.old_ledgers import NEWEST, made
from tests.test_cli import Ran, run
from tests.tiny import Tiny

__all__ = ["run"]
Asks = Callable[..., Ran]


@pytest.fixture
def asks(run: Asks, tmp_path: Path) -> Asks:
    return lambda *words: run("--store", tmp_path / "store", *words)


def test_a_store_is_backed_up_listed_and_restored(asks: Asks, tmp_path: Path) -> None:
    made(tmp_path / "store" / "ledger.duckdb", NEWEST)
    backups = tmp_path / "backups"
    done = asks("backup", backups, "--keep", 1)
    assert "되살려 견주었습니다" in done.out
    # the ledger remembers a release whose file is not there
    assert (done.code, done.err.split(":")[0]) == (1, "온전하지 않은 공표")
    (row,) = json.loads(asks("restore", backups, "--list", "--format", "json").out)
    assert (row["entry"], row["releases"]) == (21, 0)
    assert asks("restore", backups).code == 1
    restored = asks("restore", backups, "--into", tmp_path / "restored")
    assert "원장은 21번 항목에서 끝나고" in restored.out
    again = asks("restore", backups / "backups" / f"{row['name']}.json", "--into", tmp_path / "b")
    assert row["name"] in again.out
    assert "빈 폴더에만" in asks("restore", backups, "--into", tmp_path / "restored").err


def test_a_lost_release_is_built_again(run: Asks, tiny: Tiny, tmp_path: Path) -> None:
    store = shutil.copytree(tiny.store.folder, tmp_path / "store")
    (store / "releases" / tiny.second.path.name).unlink()
    checked = run("--store", store, "rebuild", "--check")
    assert (checked.code, len(checked.out.splitlines())) == (1, 1)
    assert "다시 지으면 공표한 그대로이므로" in checked.err
    done = run("--store", store, "rebuild")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1].endswith("다시 지어 제자리에 두었습니다. 공표한 그대로입니다.")


def test_an_old_ledger_is_migrated_after_a_backup(asks: Asks, tmp_path: Path) -> None:
    made(tmp_path / "store" / "ledger.duckdb", 5)
    assert "0006_stamps" in asks("migrate", "--check").out
    refused = asks("migrate")
    assert (refused.code, "--backup" in refused.err) == (1, True)
    done = asks("migrate", "--backup", tmp_path / "backups")
    assert done.code == 0 and f"원장을 {NEWEST}판으로 올렸습니다." in done.out
    assert f"원장은 {NEWEST}판으로" in asks("migrate").out
