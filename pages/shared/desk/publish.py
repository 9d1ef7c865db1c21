"""Publishing: what would go out is looked at first, then sent out as it was shown."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import streamlit as st

from monitor.briefing.rehearsal import (
    BECOMES,
    Becomes,
    Rehearsal,
    publish_as_shown,
    rehearse,
    still_stands,
)
from monitor.figures.links import link
from monitor.figures.parts import Marked, escape
from monitor.figures.view import View, vocabulary
from monitor.intake.board import day_of, quarter_ends
from monitor.store import Release
from monitor.wording import Refused, date_text
from pages.shared.choose import choose
from pages.shared.desk.common import ask_name, attempt, ledger, say_what_happened
from pages.shared.desk.rehearsed import show_rehearsed
from pages.shared.kept_work import kept_text_area, kept_work
from pages.shared.who import this_store

_PLACE: Final = "publish"
_SHOWN: Final = "rehearsal"  # what was looked at, in the session
_NOTE: Final = "note of a release"


def show(view: View) -> None:
    """Ask what goes out, show what that would change, and publish it."""
    words = view.words
    _say_last(view)
    as_of, becomes = _ask(view)
    if st.button(words("publish.look"), key="look"):
        _look(view, as_of)
    say_what_happened(_PLACE)
    shown = st.session_state.get(_SHOWN)
    if shown is None or shown.as_of != as_of:
        st.caption(words("publish.look_first"))
    elif not still_stands(this_store(), shown):
        st.info(words("publish.changed"))
    else:
        show_rehearsed(view, shown, is_final=becomes == "final")
        if not shown.failed:
            _offer(view, shown, becomes)


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
            names={each: _state(view, each) for each in BECOMES},
        )
        ask_name(view)
    kept_text_area(view, words("publish.note"), _NOTE, key=_NOTE, most=500, height=70)
    return dt.date.fromisoformat(as_of), becomes


def _state(view: View, becomes: Becomes) -> str:
    if becomes == "preview":
        return view.words("publish.becomes_preview")
    return view.words(f"release.{becomes}")


def _look(view: View, as_of: dt.date) -> None:
    st.session_state.pop(_SHOWN, None)
    try:
        with st.spinner(view.words("publish.looking")):
            st.session_state[_SHOWN] = rehearse(this_store(), as_of)
    except Refused as refused:
        st.error(escape(refused.say(view.language)))


def _offer(view: View, shown: Rehearsal, becomes: Becomes) -> None:
    """Offer to publish, with a second press: it cannot be taken back."""
    words, kind = view.words, "_preview" if becomes == "preview" else ""
    as_of = date_text(shown.as_of, view.language)
    told = {"as_of": as_of} if kind else {"as_of": as_of, "state": _state(view, becomes)}
    asked = st.popover(words(f"publish.send_out{kind}", **told), type="primary")
    asked.markdown(words(f"publish.sure{kind}"))
    place, working = asked.empty(), asked.empty()

    def publish() -> str:
        who, note = str(st.session_state.get("who", "")), st.session_state[_NOTE]
        with working, st.spinner(words("publish.publishing")):
            release = publish_as_shown(this_store(), shown, becomes, publisher=who, note=note)
        del st.session_state[_SHOWN]
        kept_work().drop(_NOTE)
        st.session_state[_NOTE] = ""
        done = words(f"publish.done{kind}", **told, release=release.manifest.release)
        return Marked(f"{escape(done)} {_link(view, release)}")

    def press() -> None:
        # A second click on the same button finds nothing left to publish.
        if _SHOWN in st.session_state:
            attempt(view, _PLACE, publish)

    place.button(words(f"publish.yes{kind}"), key="publish now", type="primary", on_click=press)


def _link(view: View, release: Release) -> str:
    manifest = release.manifest
    page = "panel" if manifest.release_state == "preview" else ""
    return link(view, page, view.words("publish.open"), release=manifest.release)
