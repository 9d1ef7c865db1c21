"""What the doctor says of a store after a drill."""

from __future__ import annotations

from typing import Final

from monitor.operation.doctor import CHECKS, Patient
from monitor.serving.sign_in import secrets_file
from monitor.store import Store
from monitor.vocabulary import ROOT

# The checks of the store itself: those of the machine are not what a drill disturbs.
STORE: Final = ("folder", "ledger", "received", "releases", "release_log", "people", "audit")


def said(store: Store, *checks: str) -> list[tuple[str, str]]:
    """Return state and key of what checks find."""
    patient = Patient(store, ROOT, secrets_file(), thorough=True)
    return [(found.state, found.key) for name in checks for found in CHECKS[name](patient)]


def broken(store: Store) -> list[str]:
    """Return what is broken about a store."""
    return [key for state, key in said(store, *STORE) if state == "broken"]
