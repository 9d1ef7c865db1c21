"""Publishing: what would go out is looked at first, then sent out as it was shown."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from monitor.briefing.rehearsal import BECOMES, Becomes, rehearse, still_stands
from monitor.figures.links import link
from monitor.figures.parts import escape
from monitor.figures.view import View, vocabulary
from monitor.intake.board import day_of, quarter_ends
from monitor.wording import Refused, date_text
from pages.shared.choose import choose
from pages.shared.desk.common import ask_name, ledger, say_what_happened
from pages.shared.desk.rehearsed import show_rehearsed
from pages.shared.desk.sending_out import NOTE, PLACE, SHOWN, offer_to_publish, state_name
from pages.shared.kept_work import kept_text_area
from pages.shared.who import this_store


def show(view: View) -> None:
    """Ask what goes out, show what that would change, and publish it."""
    words = view.words
    _say_last(view)
    as_of, becomes = _ask(view)
    if st.button(words("publish.look"), key="look"):
        _look(view, as_of)
    say_what_happened(PLACE)
    shown = st.session_state.get(SHOWN)
    if shown is None or shown.as_of != as_of:
        st.caption(words("publish.look_first"))
    elif not still_stands(this_store(), shown):
        st.info(words("publish.changed"))
    else:
        show_rehearsed(view, shown, is_final=becomes == "final")
        if not shown.failed:
            offer_to_publish(view, shown, becomes)


def _say_last(view: View) -> None:
    """Say what was published last, and where the others are listed."""
    words, published = view.words, this_store().releases()
    line = escape(words("publish.none"))
    if published:
        last = published[0].manifest
        told = words(
            "publish.last",
            as_of=date_text(last.as_of, view.language),
            state=words(f"release.{last.release_state}"),
            who=last.published_by,
            day=date_text(last.published_on, view.language),
        )
        line = f"{escape(told)} · {link(view, 'dictionary', words('publish.history'))}"
    st.markdown(line)


def _ask(view: View) -> tuple[dt.date, Becomes]:
    """Ask for the 기준일, what the release becomes, who publishes, and why with something open."""
    words = view.words
    ends = quarter_ends(vocabulary(), day_of(ledger()))
    names = {end.isoformat(): date_text(end, view.language) for end in ends}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        as_of = choose(
            st.selectbox,
            words("publish.as_of"),
            list(names),
            key="as_of",
            default=next(iter(names)),
            names=names,
        )
        becomes: Any = choose(
            st.segmented_control,
            words("publish.becomes"),
            list(BECOMES),
            key="becomes",
            default=BECOMES[0],
            names={each: state_name(view, each) for each in BECOMES},
        )
        ask_name(view)
    kept_text_area(view, words("publish.note"), NOTE, key=NOTE, most=500, height=70)
    return dt.date.fromisoformat(as_of), becomes


def _look(view: View, as_of: dt.date) -> None:
    st.session_state.pop(SHOWN, None)
    try:
        with st.spinner(view.words("publish.looking")):
            st.session_state[SHOWN] = rehearse(this_store(), as_of)
    except Refused as refused:
        st.error(escape(refused.say(view.language)))
