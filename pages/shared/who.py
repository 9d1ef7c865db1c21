"""Who is here: the account that signed in, or the one local manager; asked anew at every action."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from monitor.access import NOBODY, Who, local
from monitor.access.token import issued_at, sessions, who_signed_in
from monitor.serving import sign_in
from monitor.store import Store


def this_store() -> Store:
    """Return the store, as it is open to who is here."""
    return Store(who=who_is_here())


def who_is_here() -> Who:
    """Return who is here: nobody when their session has ended."""
    if not signing_in():
        # Started by hand on an open address, it would be everybody's.
        is_here = sign_in.is_loopback(st.get_option("server.address") or "")
        return local("page") if is_here else NOBODY
    return who_signed_in(_token(), _address(), _register())


def when_taken(make: Callable[[Store], bytes]) -> Callable[[], bytes]:
    """Return what makes a file on the click, as who is here now, if their session still holds then.

    Streamlit makes such a file outside the page's run, where nobody can be asked for.
    """
    who, is_signing_in, issued = who_is_here(), signing_in(), issued_at(_token())

    def made() -> bytes:
        holds = not is_signing_in or sessions(_register()).holds(who.account, issued)
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
        sessions(_register()).end(account)
    st.logout()


def note_arrival() -> None:
    """Record, once a sign-in, that somebody came."""
    actor, issued = this_store().actor, issued_at(_token())
    if signing_in() and actor.account and st.session_state.get("arrived") != issued:
        st.session_state["arrived"] = issued
        actor.note("signed_in")


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


def _register() -> Path:
    return Store().folder / "access"
