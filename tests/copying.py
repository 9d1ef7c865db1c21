"""Copies of a store that a test may write to."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def copied(store: Path, folder: Path) -> Path:
    """Copy the folder of a store; releases, which nobody writes to again, are linked."""
    return Path(shutil.copytree(store, folder, copy_function=_copy_or_link))


def renewed(store: Path, folder: Path) -> Path:
    """Make a copy, written to by another test, what the store is; the first time, make it.

    What nobody wrote to stays where it is, so that what is open of a release, and known from it,
    holds.
    """
    for path in sorted(folder.rglob("*"), reverse=True):
        original = store / path.relative_to(folder)
        if path.is_dir() and not original.is_dir():
            path.rmdir()
        elif path.is_file() and not (original.is_file() and _state(path) == _state(original)):
            path.unlink()
    return Path(shutil.copytree(store, folder, copy_function=_copy_missing, dirs_exist_ok=True))


def _state(path: Path) -> tuple[int, int]:
    """Return what a copy has of its original until it is written to."""
    return path.stat().st_mtime_ns, path.stat().st_size


def _copy_missing(source: str, target: str) -> None:
    if not Path(target).exists():
        _copy_or_link(source, target)


def _copy_or_link(source: str, target: str) -> None:
    if Path(source).parent.name == "releases":
        os.link(source, target)
    else:
        shutil.copy2(source, target)
