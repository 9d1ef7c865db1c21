"""The entrance: signing in and out, and what is said to who may not enter or open a page."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from monitor.figures.parts import escape
from monitor.figures.view import vocabulary
from monitor.wording import Words
from pages.shared.who import has_ended, leave, signing_in, this_store


def entrance(words: Words) -> None:
    """Ask to sign in; tell who has no role what to do."""
    st.title(words("app.title"), anchor=False)
    account = this_store().actor.account
    if account:
        st.info(words("entrance.no_role", account=escape(account)))
        st.button(words("entrance.sign_out"), on_click=leave)
        return
    if has_ended():
        st.info(words("entrance.ended"))
    st.markdown(words("entrance.lead"))
    st.button(words("entrance.sign_in"), type="primary", on_click=st.login, args=(_provider(),))


def refuse(page: str, words: Words) -> None:
    """Say that a page is not open to who asked for its address."""
    this_store().actor.note_refusal(page)
    st.title(words(f"{page}.title"), anchor=False)
    st.error(words("entrance.page_not_open"))


def show_who(words: Words) -> None:
    """Say, in the sidebar, who is here with which roles; offer to sign out."""
    actor = this_store().actor
    if not signing_in():
        st.caption(words("entrance.local"))
        return
    names = {row["role"]: words.label(row, "name") for row in vocabulary().rows("roles")}
    roles = ", ".join(names[role] for role in actor.roles())
    st.caption(f"{escape(actor.name)} · {escape(roles)}")
    st.button(words("entrance.sign_out"), on_click=leave, width="stretch")


def _provider() -> str | None:
    """Return the name of the provider, where the configuration gives it one."""
    configured = st.secrets["auth"]
    return next((name for name, each in configured.items() if isinstance(each, Mapping)), None)
