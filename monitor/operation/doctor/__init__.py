"""The doctor: looks whether all is well, says what it found, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from monitor.operation.doctor import access, drawing, ledger, machine, releases, settings
from monitor.operation.doctor.finding import MARKS, Check, Finding, Patient, State, broken, doubt
from monitor.operation.doctor.ledger import Busy
from monitor.wording import Refused

__all__ = ["CHECKS", "MARKS", "Finding", "Patient", "State", "examine"]

CHECKS: Final[Mapping[str, Check]] = {
    "folder": ledger.folder,
    "ledger": ledger.ledger,
    "received": ledger.received,
    "releases": releases.releases,
    "release_log": ledger.release_log,
    "previews": releases.previews,
    "leftovers": releases.leftovers,
    "people": access.people,
    "audit": access.audit,
    "backup": access.backup,
    "permissions": access.permissions,
    "reference": machine.reference,
    "fonts": drawing.fonts,
    "renderer": drawing.renderer,
    "reader": drawing.reader,
    "configuration": settings.configuration,
    "sign_in": settings.sign_in,
    "provider": settings.provider,
    "port": settings.port,
    "disk": machine.disk,
    "memory": machine.memory,
    "clock": machine.clock,
    "versions": machine.versions,
}
# Starting a browser and a process takes seconds, in which the rest is looked at.
_AT_ONCE: Final = 3


def examine(patient: Patient) -> list[Finding]:
    """Run every check and return what all found, in their order. Never raises."""
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        slow = {name: threads.submit(_looked, name, patient) for name in ("renderer", "reader")}
        found = [slow[name].result() if name in slow else _looked(name, patient) for name in CHECKS]
    return [each for findings in found for each in findings]


def _looked(name: str, patient: Patient) -> list[Finding]:
    """Run a check; one that fails is itself a finding."""
    try:
        found = list(CHECKS[name](patient))
    except Busy:
        found = [doubt("ledger_busy")]
    except Refused as refused:
        found = [broken("refused", sentence=refused)]
    except Exception as error:  # whatever it is: the other checks are still to be told
        found = [broken("check_failed", error=type(error).__name__)]
    return [replace(each, check=name) for each in found]
