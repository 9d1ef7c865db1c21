"""Arranging: headings and figures in their order, moved by buttons that a keyboard reaches."""

from __future__ import annotations

import streamlit as st

from monitor.briefing.draft import Draft, Entry, Group
from monitor.briefing.recipe import MOST_LETTERS, said, said_anew
from monitor.figures.parts import escape
from monitor.figures.view import View
from monitor.wording import Refused
from pages.shared.builder.current import before, changed, seen, take_out
from pages.shared.builder.figure import show_figure_of


def show(view: View, draft: Draft) -> None:
    """Show the headings with their figures."""
    words = view.words
    if not draft.groups:
        st.caption(words("builder.nothing_yet"))
    numbers = {entry.number: place for place, entry in enumerate(draft.entries, start=1)}
    for group in draft.groups:
        with st.container(border=True, key=f"group-{group.number}"):
            _heading(view, draft, group)
            for entry in group.entries:
                _entry(view, draft, entry, numbers[entry.number])
            if not group.entries:
                st.caption(words("builder.empty_group"))
    st.button(
        words("builder.add_heading"),
        key="add heading",
        on_click=lambda: draft.groups.append(Group(words("builder.new_heading"))),
    )


def _heading(view: View, draft: Draft, group: Group) -> None:
    words, key = view.words, f"heading {group.number} {view.language}"

    def rename() -> None:
        group.heading = said_anew(group.heading, view.language, st.session_state[key])

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            words("builder.heading"),
            value=said(group.heading, view.language),
            max_chars=MOST_LETTERS,
            key=key,
            on_change=rename,
        )
        for step, name in ((-1, "up"), (1, "down")):
            st.button(
                words(f"builder.{name}"),
                key=f"{name} heading {group.number}",
                disabled=not 0 <= draft.groups.index(group) + step < len(draft.groups),
                on_click=draft.move_group,
                args=(group, step),
            )
        st.button(
            words("builder.remove"),
            key=f"remove heading {group.number}",
            disabled=bool(group.entries),
            help=words("builder.remove_heading_help") if group.entries else None,
            on_click=draft.groups.remove,
            args=(group,),
        )


def _entry(view: View, draft: Draft, entry: Entry, number: int) -> None:
    words = view.words
    try:
        shown = seen(view, entry.piece).exhibit
        title, refusal = shown.title, ""
    except Refused as refused:
        shown, title, refusal = None, entry.piece.figure, refused.say(view.language)
    with st.container(key=f"entry-{entry.number}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{number}. {escape(title)}**", width="stretch")
            _buttons(view, draft, entry, number)
        if refusal:
            st.warning(escape(words("builder.cannot", reason=refusal)))
        elif shown is not None:
            st.caption(escape(shown.conditions))
            _changes(view, draft, entry)
            show_figure_of(view, draft, entry)


def _buttons(view: View, draft: Draft, entry: Entry, number: int) -> None:
    words, count = view.words, len(draft.entries)
    first, last = draft.groups[0].entries, draft.groups[-1].entries
    is_first = number == 1 and entry in first
    is_last = number == count and entry in last
    for step, name, is_end in ((-1, "up", is_first), (1, "down", is_last)):
        st.button(
            words(f"builder.{name}"),
            key=f"{name} {entry.number}",
            disabled=is_end,
            on_click=draft.move,
            args=(entry, step),
        )
    st.button(
        words("builder.remove"),
        key=f"remove {entry.number}",
        on_click=take_out,
        args=(view, draft, entry),
    )


def _changes(view: View, draft: Draft, entry: Entry) -> None:
    """Say what changed since the last briefing of this recipe."""
    last = before(view, draft)
    if last is None:
        return
    change = changed(view, entry.piece, last)
    for line in change.sentences if change else ():
        st.caption(f":orange-badge[{view.words('builder.is_changed')}] {escape(line)}")
