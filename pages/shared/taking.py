"""Taking a figure along: as a file, on the clipboard, into a briefing. Made on a click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape as escape_html
from typing import Final

import streamlit as st

from monitor.briefing.clip import table_html
from monitor.briefing.exhibiting import exhibit
from monitor.briefing.files import FORMS, TABLES, take
from monitor.figures.parts import escape
from monitor.figures.register import Choice, Drawn, Figure
from monitor.figures.view import View
from monitor.wording import Refused
from pages.shared import basket
from pages.shared.who import this_store

_COUNT: Final = "files taken"


def offer(
    view: View, shown: Figure, drawn: Drawn, choices: Mapping[str, Choice], label: str = ""
) -> None:
    """Offer a figure as files, its table for the clipboard, and itself for a briefing.

    Only to whom that is open.
    """
    _row(view, shown, tuple(FORMS) if drawn.chart else TABLES, choices, label)


@st.fragment
def _row(
    view: View,
    shown: Figure,
    forms: Sequence[str],
    choices: Mapping[str, Choice],
    label: str,
) -> None:
    words, key = view.words, shown.key
    actor = this_store().actor
    may_take, may_keep = actor.opens("export"), actor.opens("brief")
    with st.container(
        horizontal=True, vertical_alignment="center", gap="xsmall", key=f"taking {key}"
    ):
        if label:
            st.caption(label, width="content")
        offered = forms if may_take else ()
        pressed = [f for f in offered if _button(words(f"take.form_{f}"), f"{f} {key}")]
        copies = may_take and _button(words("take.copy"), f"copy {key}")
        keeps = may_keep and _button(words("take.keep"), f"keep {key}")
    try:
        if not may_take and any(st.session_state.get(f"take {f} {key}") for f in (*forms, "copy")):
            actor.permit("export", on=shown.name)  # the button was still there
        if pressed:
            _hand_out(view, shown, pressed[0], choices)
        elif copies:
            _copy(view, shown, choices)
        elif keeps:
            is_new = basket.add(view, shown.name, choices)
            count = len(basket.basket(view))
            st.caption(words("take.kept" if is_new else "take.kept_before", count=count))
    except Refused as refused:
        st.error(escape(refused.say(view.language)))


def _button(label: str, key: str) -> bool:
    return st.button(label, key=f"take {key}", width="content")


def _hand_out(view: View, shown: Figure, form: str, choices: Mapping[str, Choice]) -> None:
    """Make a file and offer it under its name; page.js presses the button once by itself."""
    with st.spinner(view.words("take.making")):
        file = take(this_store().ledger, view, shown, form, by=view.words("take.by"), **choices)
    st.session_state[_COUNT] = number = st.session_state.get(_COUNT, 0) + 1
    st.download_button(
        file.name,
        data=file.content,
        file_name=file.name,
        mime=file.mime,
        key=f"taken {number}",
        on_click="ignore",
        type="tertiary",
    )


def _copy(view: View, shown: Figure, choices: Mapping[str, Choice]) -> None:
    """Lay the table ready; page.js copies it, and says whether it could."""
    words, ledger = view.words, this_store().ledger
    ledger.actor.hold_back("export")
    with ledger.actor.acting("export", on=shown.name):
        out = exhibit(ledger, view, shown, **choices)
    st.session_state[_COUNT] = number = st.session_state.get(_COUNT, 0) + 1
    st.html(
        f'<div data-clip="{number}"><p data-copied hidden>{escape_html(words("take.copied"))}</p>'
        f"<p data-uncopied hidden>{escape_html(words('take.uncopied'))}</p>"
        f"<div data-table hidden>{table_html(out)}</div></div>"
    )
