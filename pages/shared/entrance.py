"""The entrance: signing in and out, and what is said to who may not enter or open a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from monitor.figures.parts import escape
from monitor.figures.view import vocabulary
from monitor.serving.turned_away import FAILED
from monitor.wording import Words
from pages.shared.choose import announce, choose_language
from pages.shared.who import has_ended, leave, signing_in, this_store

_WIDTH: Final = 560


def entrance(words: Words) -> None:
    """Ask to sign in; tell who has no role what to do."""
    middle = st.container(horizontal=True, horizontal_alignment="center")
    with middle, st.container(width=_WIDTH, key="entrance"):
        announce(words)
        st.title(words("app.title"), anchor=False)
        account = this_store().actor.account
        if account:
            st.info(words("entrance.no_role"))
            st.code(account, language=None)
            if signing_in():
                st.button(words("entrance.sign_out"), on_click=leave)
        else:
            _ask_to_sign_in(words)
        choose_language(words)


def _ask_to_sign_in(words: Words) -> None:
    if st.query_params.get(FAILED) == "yes":
        st.error(words("entrance.failed"))
    elif has_ended():
        st.info(words("entrance.ended"))
    st.markdown(words("entrance.lead"))
    st.button(words("entrance.sign_in"), type="primary", on_click=_sign_in)


def _sign_in() -> None:
    st.query_params.pop(FAILED, None)
    st.login(_provider())


def refuse(page: str, words: Words) -> None:
    """Say that a page is not open to who asked for its address."""
    this_store().actor.note_refusal(page)
    st.title(words(f"{page}.title"), anchor=False)
    st.error(words("entrance.page_not_open"))


def open_parts(page: str, parts: Mapping[str, str], key: str, words: Words) -> list[str]:
    """Return the parts of a page that are open; one that is not refuses by its address.

    Args:
        page: the page's name.
        parts: each part with the action that opens it.
        key: under which the part stands in the address.
        words: the reader's.
    """
    actor = this_store().actor
    offered = [part for part, action in parts.items() if actor.opens(action)]
    asked = st.query_params.get(key, "")
    if asked in parts and asked not in offered:
        del st.query_params[key]
        actor.note_refusal(f"{page}/{asked}")
        st.error(words("entrance.part_not_open", part=words(f"{page}.{asked}")))
    return offered


def show_who(words: Words) -> None:
    """Say, in the sidebar, who is here with which roles; offer to sign out."""
    actor = this_store().actor
    if actor.is_local_manager:
        st.caption(words("entrance.local"), help=words("entrance.local_help"))
        return
    names = {row["role"]: words.label(row, "name") for row in vocabulary().rows("roles")}
    roles = ", ".join(names[role] for role in actor.roles())
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="who is here"):
        st.caption(f"**{escape(actor.name)}**  \n{escape(roles)}", width="stretch")
        if signing_in():
            st.button(words("entrance.sign_out"), on_click=leave, width="content")


def _provider() -> str | None:
    """Return the name of the provider, where the configuration gives it one."""
    configured = st.secrets["auth"]
    return next((name for name, each in configured.items() if isinstance(each, Mapping)), None)
