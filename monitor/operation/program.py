"""Which program this is: what a backup says of the code that made it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tomllib
from shutil import which
from typing import Final

import duckdb

from monitor.vocabulary import ROOT

_COMMIT: Final = ("rev-parse", "HEAD")


def program() -> dict[str, str]:
    """Return version, commit (blank without git), digest of the requirements, and versions."""
    requirements = (ROOT / "requirements.txt").read_bytes()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "version": str(project["version"]),
        "commit": _commit(),
        "requirements": hashlib.sha256(requirements).hexdigest(),
        "duckdb": duckdb.__version__,
        "python": sys.version.split()[0],
    }


def _commit() -> str:
    """Return the commit of the checkout that runs, blank when it is none."""
    git = which("git")
    if git is None or not (ROOT / ".git").exists():
        return ""
    asked = [git, "-C", str(ROOT), *_COMMIT]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
