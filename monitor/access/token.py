"""Whom a provider's token names, as pages and the gate before them both read it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from monitor.access.people import vocabulary
from monitor.access.sessions import Sessions
from monitor.access.who import NOBODY, Who, signed_in


def who_signed_in(token: Mapping[str, object], address: str, folder: Path) -> Who:
    """Return who signed in: nobody when the token says nobody, or their session has ended.

    Args:
        token: what Streamlit keeps of it in its signed cookie, empty for none.
        address: that the request came from.
        folder: of the register, where it is remembered who has signed out.
    """
    if not token.get("is_logged_in"):
        return NOBODY
    who = signed_in(str(token.get(_claim()) or ""), address)
    if who is NOBODY or not sessions(folder).holds(who.account, issued_at(token)):
        return NOBODY
    return who


def issued_at(token: Mapping[str, object]) -> float:
    """Return when the provider issued a token; where it does not say, long ago."""
    issued = token.get("iat")
    return float(issued) if isinstance(issued, int | float) else 0


def sessions(folder: Path) -> Sessions:
    """Return what is remembered of sessions, with the hours that one lasts."""
    return Sessions(folder, session_seconds() / 3600)


def session_seconds() -> float:
    """Return how long a sign-in holds."""
    return float(vocabulary().setting("session_hours")) * 3600


@cache
def _claim() -> str:
    """Return which claim of the token names the account."""
    return vocabulary().setting("account_claim")
