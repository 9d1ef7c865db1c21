"""People: who holds which role in which term; an operator gives roles and ends them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from monitor.access import Grant, today
from monitor.figures.access import people_table, role_names
from monitor.figures.parts import escape
from monitor.figures.view import View, vocabulary
from monitor.store import Store
from monitor.store.kept_work import KeptWork
from monitor.wording import date_text, number_text
from pages.shared.desk.common import attempt, say_what_happened
from pages.shared.show import table
from pages.shared.who import this_store

_PLACE: Final = "people"
# What a role is for, and the reference file that lists it.
_FOR: Final = {
    "province_officer": ("province", "regions"),
    "panel_member": ("member", "panel_members"),
}


def show(view: View, store: Store) -> None:
    """Show the register, and to who may change it, how."""
    words, actor = view.words, store.actor
    grants = actor.people.grants()
    held = [each for each in grants if each.holds(today())]
    if actor.people.is_kept:
        told = {
            "day": date_text(today(), view.language),
            "people": number_text(len({each.account for each in held})),
            "grants": number_text(len(held)),
        }
        st.caption(escape(words("access.people_lead", **told)))
        table(view, people_table(words, grants, today()), words("access.people"), "people")
    else:
        st.info(escape(words("access.nobody_registered", account=actor.account)))
    say_what_happened(_PLACE)
    if actor.may("change_people"):
        give, end = st.columns([2, 1], gap="large")
        with give:
            _give(view, store)
        with end:
            _end(view, held)
            _forget(view, grants)


def _give(view: View, store: Store) -> None:
    words, roles = view.words, role_names(view.words)
    st.subheader(words("access.add"), anchor=False)
    first = not store.actor.people.is_kept
    with st.container(horizontal=True):
        account = st.text_input(
            words("access.account"),
            store.actor.account if first else "",
            key="new account",
            max_chars=100,
            help=words("access.account_help"),
        )
        name = st.text_input(words("access.name"), key="new name", max_chars=40)
    with st.container(horizontal=True):
        role = st.selectbox(
            words("access.role"),
            list(roles),
            index=list(roles).index("operator") if first else 0,
            key="new role",
            format_func=roles.__getitem__,
            filter_mode=None,
        )
        scope = _ask_scope(view, role)
    with st.container(horizontal=True):
        valid_from = st.date_input(words("access.valid_from"), today(), key="new from")
        valid_to = st.date_input(words("access.valid_to"), None, key="new to")
        projects = st.text_input(
            words("access.projects"), key="new projects", help=words("access.projects_help")
        )

    def give() -> str:
        actor = this_store().actor
        new = Grant(
            account=account.strip(),
            name=name.strip() or actor.people.name_of(account.strip()),
            role=role,
            **(scope or {}),
            projects=frozenset(projects.split()),
            valid_from=valid_from,
            valid_to=valid_to,
        )
        with actor.acting("change_people", on=new.account):
            actor.people.grant(new)
        return words("access.given", account=new.account, role=roles[role])

    _button(view, "give", give, is_ready=scope is not None)


def _ask_scope(view: View, role: str) -> dict[str, str] | None:
    """Ask for which province, or as which member of the panel; None until it is chosen."""
    if role not in _FOR:
        return {}
    column, file = _FOR[role]
    key = "region" if column == "province" else "member"
    names = {row[key]: view.words.label(row) for row in vocabulary().rows(file)}
    chosen = st.selectbox(
        view.words(f"access.{column}"),
        list(names),
        index=None,
        key=f"new {column}",
        placeholder=view.words("access.choose"),
        format_func=names.__getitem__,
        filter_mode=None,
    )
    return {column: chosen} if chosen else None


def _end(view: View, held: list[Grant]) -> None:
    if not held:
        return
    words, roles = view.words, role_names(view.words)
    st.subheader(words("access.end"), anchor=False)
    names = {(each.account, each.role): f"{each.account} · {roles[each.role]}" for each in held}
    chosen = st.selectbox(
        words("access.which"),
        list(names),
        index=None,
        key="ending",
        placeholder=words("access.choose"),
        format_func=names.__getitem__,
        filter_mode=None,
    )

    def end() -> str:
        assert chosen is not None, "the button waits for a choice"
        account, role = chosen
        actor = this_store().actor
        with actor.acting("change_people", on=account):
            actor.people.end(account, role)
        return words("access.ended", account=account, role=roles[role])

    _button(view, "end_now", end, is_ready=chosen is not None)


def _forget(view: View, grants: tuple[Grant, ...]) -> None:
    if not grants:
        return
    words = view.words
    with st.popover(words("access.forget")):
        st.caption(words("access.forget_lead"))
        account = st.selectbox(
            words("access.account"),
            list(dict.fromkeys(each.account for each in grants)),
            index=None,
            key="forgetting",
            placeholder=words("access.choose"),
            filter_mode=None,
        )

        def forget() -> str:
            assert account is not None, "the button waits for a choice"
            store = this_store()
            with store.actor.acting("change_people", on=account):
                store.actor.people.forget(account)
                KeptWork(store.folder, account).forget()
            return words("access.forgotten", account=account)

        _button(view, "forget_yes", forget, is_ready=account is not None)


def _button(view: View, key: str, do: Callable[[], str], *, is_ready: bool) -> None:
    st.button(
        view.words(f"access.{key}"),
        key=f"people {key}",
        disabled=not is_ready,
        on_click=attempt,
        args=(view, _PLACE, do),
    )
