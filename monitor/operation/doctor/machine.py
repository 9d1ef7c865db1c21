"""The machine: space, memory, clock, the versions of what runs."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import os
import platform
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from monitor.intake.reading_pool import MEMORY
from monitor.operation.doctor.access import last_line
from monitor.operation.doctor.finding import Finding, Patient, broken, doubt, well
from monitor.operation.doctor.ledger import newest_moment, size
from monitor.vocabulary import Vocabulary

_GIGABYTE: Final = 1_000_000_000
_LEAST_FREE: Final = 200_000_000
_LEAST_INODES: Final = 1_000
_YEAR: Final = 365 * 86_400
_OLDEST_PYTHON: Final = (3, 11)
# Clocks of two machines differ; five minutes are no difference.
_AHEAD: Final = dt.timedelta(minutes=5)
_PIN: Final = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)$", re.MULTILINE)
_AVAILABLE: Final = re.compile(r"^MemAvailable:\s+(\d+) kB$", re.MULTILINE)


def disk(patient: Patient) -> Iterator[Finding]:
    """Is there space for another two years, and for a backup beside?"""
    place = patient.store.folder
    if not place.is_dir():
        return
    free = shutil.disk_usage(place).free
    used, grown = _growth(place)
    told = {"free": _amount(free), "used": _amount(used), "grown": _amount(grown)}
    if free < _LEAST_FREE:
        yield broken("disk_full", **told)
    elif free < max(_GIGABYTE, 2 * grown, used):
        yield doubt("disk_low", **told)
    else:
        yield well("disk_well", **told)
    about = os.statvfs(place)
    if about.f_files and about.f_favail < _LEAST_INODES:  # some file systems count none
        yield broken("inodes_low", count=about.f_favail)


def _growth(place: Path) -> tuple[int, int]:
    """Return the bytes of a store, and how many of them came in the last year."""
    since = time.time() - _YEAR
    files = [path for path in place.rglob("*") if path.is_file()]
    releases = [path for path in files if path.parent != place]
    new = sum(size(path) for path in releases if path.stat().st_mtime > since)
    return sum(map(size, files)), new


def memory(_patient: Patient) -> Iterator[Finding]:
    """Is there memory for the server, its browser and a reading process?"""
    found = _AVAILABLE.search(Path("/proc/meminfo").read_text(encoding="ascii"))
    if found is None:
        yield doubt("memory_unknown")
        return
    free = int(found[1]) * 1024
    free = min(free, _left_to_us(free))
    if free < MEMORY:
        yield doubt("memory_low", free=_amount(free), needed=_amount(MEMORY))
    else:
        yield well("memory_well", free=_amount(free))


def _left_to_us(otherwise: int) -> int:
    """Return what the bounds of a container leave, where there are any."""
    bounds = Path("/sys/fs/cgroup")
    try:
        most = (bounds / "memory.max").read_text(encoding="ascii").strip()
        now = (bounds / "memory.current").read_text(encoding="ascii").strip()
        return int(most) - int(now) if most.isdecimal() else otherwise
    except (OSError, ValueError):
        return otherwise


def clock(patient: Patient) -> Iterator[Finding]:
    """Is anything on record from the future, and does the machine know Seoul's time?"""
    try:
        seoul = ZoneInfo("Asia/Seoul")
    except ZoneInfoNotFoundError:
        yield broken("no_time_zone")
        return
    now = dt.datetime.now(seoul)
    is_made_up = any(each.manifest.is_demonstration for each in patient.store.releases())
    has_ledger = patient.store.ledger.path.exists() and not is_made_up
    seconds = newest_moment(patient.store) if has_ledger else None
    recorded = [] if seconds is None else [dt.datetime.fromtimestamp(seconds, seoul)]
    recorded += [moment.astimezone(seoul) for moment in last_line(patient.store)]
    if recorded and max(recorded) > now + _AHEAD:
        yield broken("clock_behind", last=_said(max(recorded)), now=_said(now))
    elif is_made_up:
        yield well("clock_demonstration", now=_said(now))
    else:
        yield well("clock_well", now=_said(now))


def _said(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def versions(patient: Patient) -> Iterator[Finding]:
    """Do the packages run that were pinned?"""
    if sys.version_info < _OLDEST_PYTHON:
        yield broken("python_old", has=platform.python_version())
    pinned = _PIN.findall((patient.root / "requirements.txt").read_text(encoding="utf-8"))
    missing, other = [], []
    for name, version in pinned:
        try:
            has = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
            continue
        if has != version:
            other.append(f"{name} {has} ≠ {version}")
    if missing:
        yield broken("packages_missing", names=", ".join(missing))
    if other:
        yield doubt("packages_differ", names=", ".join(other))
    if not missing and not other:
        yield well("versions_well", python=platform.python_version(), count=len(pinned))


def reference(patient: Patient) -> Iterator[Finding]:
    """Can the reference data be used? A mistake in them would show only when publishing."""
    known = Vocabulary(patient.root / "data" / "reference")
    yield well("reference_well", count=len(known.files))


def _amount(count: int) -> str:
    """Write a number of bytes as people say it."""
    return f"{count / _GIGABYTE:,.1f} GB" if count >= _GIGABYTE else f"{count / 1e6:,.0f} MB"
