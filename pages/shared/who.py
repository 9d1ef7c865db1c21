"""Who is here: the account that signed in, or the one local manager; asked anew at every action."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from monitor.access import NOBODY, Sessions, Who, local, signed_in
from monitor.figures.view import vocabulary
from monitor.serving import sign_in
from monitor.store import Store


def this_store() -> Store:
    """Return the store, as it is open to who is here."""
    return Store(who=who_is_here())


def who_is_here() -> Who:
    """Return who is here: nobody when their session has ended."""
    if not signing_in():
        return local("page")
    who = _token_account()
    if who is NOBODY or not _sessions().holds(who.account, _issued_at()):
        return NOBODY
    return who


def when_taken(make: Callable[[Store], bytes]) -> Callable[[], bytes]:
    """Return what makes a file on the click, as who is here now, if their session still holds then.

    Streamlit makes such a file outside the page's run, where nobody can be asked for.
    """
    who, is_signing_in, issued = who_is_here(), signing_in(), _issued_at()

    def made() -> bytes:
        holds = not is_signing_in or _sessions().holds(who.account, issued)
        return make(Store(who=who if holds else NOBODY))

    return made


def signing_in() -> bool:
    """Say whether people sign in here."""
    decided = sign_in.is_required()
    # Started by hand, Streamlit itself says whether there is a provider.
    return "is_logged_in" in _token() if decided is None else decided


def has_ended() -> bool:
    """Say whether somebody was signed in whose session has ended."""
    return signing_in() and bool(_token().get("is_logged_in")) and who_is_here() is NOBODY


def leave() -> None:
    """Sign out: every session of the account ends, on this machine and others."""
    store = this_store()
    if account := store.actor.account:
        store.actor.note("signed_out")
        _sessions().end(account)
    st.logout()


def note_arrival() -> None:
    """Record, once a sign-in, that somebody came."""
    actor, issued = this_store().actor, _issued_at()
    if signing_in() and actor.account and st.session_state.get("arrived") != issued:
        st.session_state["arrived"] = issued
        actor.note("signed_in")


def _issued_at() -> float:
    issued = _token().get("iat")
    return float(issued) if isinstance(issued, int | float) else 0


def _token_account() -> Who:
    token = _token()
    if not token.get("is_logged_in"):
        return NOBODY
    return signed_in(str(token.get(_claim()) or ""), _address())


def _token() -> dict[str, Any]:
    """Return what Streamlit says of who signed in: the claims of their token."""
    return dict(st.user.to_dict())


def _address() -> str:
    """Return the address that the request came from; a proxy of this machine passes it on."""
    peer = st.context.ip_address
    if peer is None:
        forwarded = str(st.context.headers.get("X-Forwarded-For") or "")
        return forwarded.rpartition(",")[2].strip() or "127.0.0.1"
    return peer


@cache
def _claim() -> str:
    """Return which claim of the token names the account."""
    return vocabulary().setting("account_claim")


def _sessions() -> Sessions:
    return Sessions(Store().folder / "access", float(vocabulary().setting("session_hours")))
