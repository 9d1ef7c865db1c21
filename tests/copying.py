"""Copies of a store that a test may write to."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def copied(store: Path, folder: Path) -> Path:
    """Copy the folder of a store; releases, which nobody writes to again, are linked."""
    return Path(shutil.copytree(store, folder, copy_function=_copy_or_link))


def _copy_or_link(source: str, target: str) -> None:
    if Path(source).parent.name == "releases":
        os.link(source, target)
    else:
        shutil.copy2(source, target)
