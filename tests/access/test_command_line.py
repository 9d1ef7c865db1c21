"""The command line asks the same table: every command, every role."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from monitor.access import Grant, People, local
from monitor.access.people import vocabulary
from monitor.cli import application
from monitor.cli.opening import OPENED_BY, open_command
from monitor.store import Store
from monitor.vocabulary import ROOT
from monitor.wording import Refused

SINCE = dt.date(2026, 1, 1)
ROLES = [row["role"] for row in vocabulary().rows("roles")]
WHOSE = {"province_officer": {"province": "busan"}, "panel_member": {"member": "m01"}}
TABLE = {row["action"]: row for row in vocabulary().rows("permissions")}
# A member of the panel hands in score workbooks by the same commands as a province its own.
SCORES = {"check", "findings", "returned", "submissions", "submit", "template"}


def _store(folder: Path, role: str) -> Store:
    """Return a store in which the account of this machine has one role."""
    people = People(folder / "access")
    people.grant(Grant("op", "운영", "operator", valid_from=SINCE))
    account = local("program").account
    people.grant(Grant(account, "나", role, **WHOSE.get(role, {}), valid_from=SINCE))
    return Store(folder, local("command line"))


def test_every_command_has_its_action() -> None:
    commands = typer.main.get_command(application).list_commands(None)  # type: ignore[attr-defined]
    assert sorted(commands) == sorted(OPENED_BY)
    assert set(OPENED_BY.values()) <= set(TABLE)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_the_commands_that_the_table_says(tmp_path: Path, role: str) -> None:
    actor = _store(tmp_path, role).actor
    for command, action in OPENED_BY.items():
        is_open = TABLE[action][role] != "none"
        if is_open or (command in SCORES and role == "panel_member"):
            open_command(actor, command)
        else:
            with pytest.raises(Refused):
                open_command(actor, command)


def test_a_refused_command_says_so_does_nothing_and_is_on_record(tmp_path: Path) -> None:
    store = _store(tmp_path, "viewer")
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "--store", str(tmp_path), "publish",
         "--as-of", "2027-12-31"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert "역할" in done.stderr and "Traceback" not in done.stderr
    assert not store.ledger.path.exists()
    last = store.actor.audit.entries().iloc[0]
    assert (last["action"], last["outcome"], last["origin"]) == (
        "publish", "refused", "command line",
    )  # fmt: skip


def test_the_environment_cannot_say_who_one_is(tmp_path: Path) -> None:
    _store(tmp_path, "viewer")
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "--store", str(tmp_path), "people"],
        cwd=ROOT, env={"LOGNAME": "op", "USER": "op", "PATH": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1 and "op" not in done.stdout
