"""Releases and previews: readable, untouched, and what is served instead of a damaged one."""

from __future__ import annotations

import datetime as dt
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb

from monitor.operation.doctor.finding import Finding, Patient, broken, doubt, well
from monitor.store import Release
from monitor.store.digest import content_digest

# Files that are being written begin with a dot; an hour later, whoever wrote them is gone.
_ABANDONED: Final = 3600
_READ_ONLY: Final = 0o444
_MOST_LEFT: Final = 10


def releases(patient: Patient) -> Iterator[Finding]:
    """Can each release be read, and is one served?"""
    store = patient.store
    sound, damaged = store.releases(), store.unreadable_releases()
    served = sound[0].manifest.release if sound else ""
    for name in damaged:
        if served:
            yield broken("release_damaged", release=name, served=served)
        else:
            yield broken("release_damaged_none", release=name)
    if not sound:
        yield broken("no_release")
        return
    yield from _manifests(sound)
    yield from _files(patient, sound)
    yield well("releases_well", count=len(sound), served=served)


def previews(patient: Patient) -> Iterator[Finding]:
    """Can each preview be read?"""
    # Whoever looks after the store need not be one of those who may read what is in them.
    kept = [Release(path) for path in sorted(patient.store.previews_folder.glob("[!.]*.duckdb"))]
    sound = [preview for preview in kept if preview.is_sound()]
    for preview in kept:
        if preview not in sound:
            yield broken("preview_damaged", release=preview.path.stem)
    yield from _files(patient, sound)
    yield well("previews_well", count=len(sound)) if kept else well("previews_none")


def _manifests(sound: list[Release]) -> Iterator[Finding]:
    numbers = [release.manifest.release_number for release in sound]
    if len(set(numbers)) != len(numbers):
        yield broken("release_numbers", numbers=", ".join(map(str, sorted(numbers))))
    today = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    for release in sound:
        manifest = release.manifest
        if manifest.published_on > today and not manifest.is_demonstration:
            yield doubt("release_from_future", release=manifest.release, day=manifest.published_on)


def _files(patient: Patient, sound: list[Release]) -> Iterator[Finding]:
    for release in sound:
        mode = stat.S_IMODE(release.path.stat().st_mode)
        if mode & ~_READ_ONLY:
            yield doubt("release_writable", file=_place(patient, release.path), mode=f"{mode:04o}")
    if not patient.thorough:
        return
    altered = [release.path for release in sound if not _is_untouched(release)]
    for path in altered:
        yield broken("release_altered", file=_place(patient, path))


def _is_untouched(release: Release) -> bool:
    try:
        return content_digest(release.path) == release.manifest.content_digest
    except duckdb.Error:
        return False


def leftovers(patient: Patient) -> Iterator[Finding]:
    """What did writers leave behind that were killed?"""
    found = sorted(path for path in patient.store.folder.rglob(".*") if path.is_file())
    # A release that was built aside, with a copy of the ledger.
    found += sorted(Path(tempfile.gettempdir()).glob("monitor-candidate-*"))
    now = time.time()
    aged = [(path, now - path.stat().st_mtime) for path in found if not _is_ours(path)]
    left = [(path, age) for path, age in aged if age > _ABANDONED]
    for path, age in left[:_MOST_LEFT]:
        yield doubt("leftover", file=_place(patient, path), hours=round(age / 3600))
    if len(left) > _MOST_LEFT:
        yield doubt("leftovers_more", count=len(left) - _MOST_LEFT)
    if not left:
        yield well("leftovers_well", count=len(aged))


def _is_ours(path: Path) -> bool:
    """Tell whether a hidden file stays there on purpose."""
    return path.name.endswith(".lock") or path.name == ".lock"


def _place(patient: Patient, path: Path) -> str:
    folder = patient.store.folder
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)
