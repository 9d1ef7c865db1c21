"""Sending out: what was looked at is published, at a second press, and said with its link."""

from __future__ import annotations

from typing import Final

import streamlit as st

from monitor.briefing.rehearsal import Becomes, Rehearsal, publish_as_shown
from monitor.figures.links import link
from monitor.figures.parts import Marked, escape
from monitor.figures.view import View
from monitor.store import Release
from monitor.wording import date_text
from pages.shared.desk.common import attempt
from pages.shared.kept_work import kept_work
from pages.shared.who import this_store

PLACE: Final = "publish"
# Under these names the session has what was looked at, and the note, which outlives it.
SHOWN: Final = "rehearsal"
NOTE: Final = "note of a release"


def state_name(view: View, becomes: Becomes) -> str:
    """Return what a release is called that becomes this."""
    if becomes == "preview":
        return view.words("publish.becomes_preview")
    return view.words(f"release.{becomes}")


def offer_to_publish(view: View, shown: Rehearsal, becomes: Becomes) -> None:
    """Offer to publish, with a second press: it cannot be taken back."""
    words, kind = view.words, "_preview" if becomes == "preview" else ""
    as_of = date_text(shown.as_of, view.language)
    told = {"as_of": as_of} if kind else {"as_of": as_of, "state": state_name(view, becomes)}
    asked = st.popover(words(f"publish.send_out{kind}", **told), type="primary")
    asked.markdown(words(f"publish.sure{kind}"))
    place, working = asked.empty(), asked.empty()

    def publish() -> str:
        who, note = str(st.session_state.get("who", "")), st.session_state[NOTE]
        with working, st.spinner(words("publish.publishing")):
            release = publish_as_shown(this_store(), shown, becomes, publisher=who, note=note)
        del st.session_state[SHOWN]
        kept_work().drop(NOTE)
        st.session_state[NOTE] = ""
        done = words(f"publish.done{kind}", **told, release=release.manifest.release)
        return Marked(f"{escape(done)} {_link(view, release)}")

    def press() -> None:
        # A second click on the same button finds nothing left to publish.
        if SHOWN in st.session_state:
            attempt(view, PLACE, publish)

    place.button(words(f"publish.yes{kind}"), key="publish now", type="primary", on_click=press)


def _link(view: View, release: Release) -> str:
    manifest = release.manifest
    page = "panel" if manifest.release_state == "preview" else ""
    return link(view, page, view.words("publish.open"), release=manifest.release)
