"""Who may do what, what they did, and who of this machine can reach the files."""

from __future__ import annotations

import datetime as dt
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from monitor.access import People, today
from monitor.access.audit import Audit
from monitor.operation.backups import Backup, Backups
from monitor.operation.doctor.finding import Finding, Patient, broken, doubt, well
from monitor.store import Store

_SHOWN: Final = 5
_PROGRAM: Final = ("monitor", "pages", "queries", "data/reference", "static", "app.py", "server.py")
_LONGEST_LINE: Final = 4096
# Backups are made each night; one may be missed.
_OLD: Final = dt.timedelta(hours=50)


def audit(patient: Patient) -> Iterator[Finding]:
    """Is the chain of the audit whole?"""
    folder = patient.store.folder / "access"
    if not any(folder.glob("audit-*.jsonl")):
        yield well("audit_empty")
        return
    kept = Audit(folder)
    backup = _newest(patient)
    damage = kept.check(backup.audit if backup else None)
    for each in damage[:_SHOWN]:
        yield broken("audit_broken", file=each.file, line=each.line)
    if not damage:
        yield well("audit_well", count=kept.head().number)


def last_line(store: Store) -> list[dt.datetime]:
    """Return when the audit was last written to; nothing where it is empty or cut there."""
    files = sorted((store.folder / "access").glob("audit-*.jsonl"))
    if not files:
        return []
    with files[-1].open("rb") as stream:
        stream.seek(max(0, files[-1].stat().st_size - _LONGEST_LINE))
        lines = stream.read().splitlines()
    try:
        return [dt.datetime.fromisoformat(json.loads(lines[-1])["at"])]
    except (IndexError, KeyError, TypeError, ValueError):
        return []


def people(patient: Patient) -> Iterator[Finding]:
    """Is the list of people sound, and is there somebody who may change it?"""
    kept = People(patient.store.folder / "access")
    if not kept.is_kept:
        yield well("people_local")
        return
    in_force = [grant for grant in kept.grants() if grant.holds(today())]
    if not any(grant.role == "operator" for grant in in_force):
        yield broken("people_no_operator")
    yield well("people_well", count=len({grant.account for grant in in_force}))


def backup(patient: Patient) -> Iterator[Finding]:
    """Is there a backup that was tried out, and is it of late?"""
    if patient.backups is None:
        yield doubt("backup_unknown")
        return
    newest = _newest(patient)
    if newest is None:
        yield broken("backup_none", place=patient.backups)
        return
    age = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(newest.made_at)
    told = {"name": newest.name, "hours": round(age / dt.timedelta(hours=1))}
    if age > _OLD:
        yield doubt("backup_old", **told)
    elif not newest.is_good:
        yield doubt("backup_untried", **told)
    else:
        yield well("backup_well", **told)


def _newest(patient: Patient) -> Backup | None:
    if patient.backups is None:
        return None
    kept = Backups(patient.backups).readable()
    return kept[-1] if kept else None


def permissions(patient: Patient) -> Iterator[Finding]:
    """Can others of this machine read or change the store?"""
    store = patient.store.folder
    if not store.is_dir():
        return
    paths = [store, *sorted(store.rglob("*"))]
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in paths if not path.is_symlink()}
    changeable = [path for path, mode in modes.items() if mode & stat.S_IWOTH]
    if changeable:
        yield broken("others_write", files=_names(store, changeable), place=store)
    # Whoever cannot enter the folder cannot read what lies in it.
    is_closed = not modes[store] & (stat.S_IROTH | stat.S_IXOTH)
    readable = [] if is_closed else [path for path, mode in modes.items() if mode & stat.S_IROTH]
    if readable:
        yield doubt("others_read", count=len(readable), place=store)
    if not changeable and not readable:
        yield well("permissions_well", count=len(modes))
    yield from _program(patient.root)


def _program(root: Path) -> Iterator[Finding]:
    """Tell what of the program anybody may change: they would run as the dashboard."""
    paths = [root, *(root / name for name in _PROGRAM)]
    paths += [path for name in _PROGRAM for path in (root / name).rglob("*")]
    modes = {path: path.lstat() for path in paths if path.exists() and not path.is_symlink()}
    changeable = [path for path, about in modes.items() if about.st_mode & stat.S_IWOTH]
    if changeable:
        yield broken("program_writable", files=_names(root, changeable), place=root)


def _names(store: Path, paths: list[Path]) -> str:
    names = [str(path.relative_to(store)) for path in paths]
    more = f" … (+{len(names) - _SHOWN})" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
