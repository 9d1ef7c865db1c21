"""Which action opens which command; a command that is not open says so before it does anything."""

from __future__ import annotations

from typing import Final

from monitor.access import Actor
from monitor.wording import Refused

# Rows of data/reference/permissions.csv. What a command reads or writes is decided again where it
# is read or written, province by province.
OPENED_BY: Final = {
    "accept": "decide_submission",
    "advisory-findings": "read_finding",
    "ask": "browse",
    "audit": "read_audit",
    "audit-check": "operate",
    "audit-export": "read_audit",
    "audit-remove": "operate",
    "backup": "operate",
    "board": "read_submission",
    "brief": "brief",
    "briefing": "browse",
    "check": "submit",
    "check-reference": "operate",
    "demo": "operate",
    "doctor": "operate",
    "evaluate": "browse",
    "explain": "submit",
    "export": "export",
    "figures": "browse",
    "findings": "read_submission",
    "forget": "change_people",
    "grant": "change_people",
    "migrate": "operate",
    "normalised": "read_submission",
    "people": "read_people",
    "preview": "read_submission",
    "publish": "publish",
    "questions": "browse",
    "rebuild": "operate",
    "releases": "browse",
    "restore": "operate",
    "return": "decide_submission",
    "returned": "read_submission",
    "revoke": "change_people",
    "scores": "browse",
    "serve": "operate",
    "submissions": "read_submission",
    "submit": "submit",
    "template": "read_submission",
    "verify": "browse",
}
# A panel member hands in, checks and lists score workbooks of their own.
_OR_SCORES: Final = frozenset(
    {"check", "findings", "returned", "submissions", "submit", "template"}
)
# It changes nothing, reads what this account can read anyway, and says which line is to be mended.
_WHATEVER_IS_BROKEN: Final = frozenset({"doctor"})


def open_command(actor: Actor, command: str) -> None:
    """Let somebody use a command, or refuse.

    Raises:
        Refused: ``not_allowed``, ``people_unreadable``.
    """
    action = OPENED_BY[command]
    try:
        if actor.opens(action) or (command in _OR_SCORES and actor.opens("score")):
            return
        actor.permit(action, on=command)
    except Refused as refused:
        if refused.key != "people_unreadable" or command not in _WHATEVER_IS_BROKEN:
            raise
