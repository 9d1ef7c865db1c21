"""핵심 보고: what a minister reads first, and takes along as text."""

from __future__ import annotations

import streamlit as st

from monitor.briefing import answers_of
from monitor.briefing import shown as draw
from monitor.figures.view import View
from monitor.store import Store
from pages.shared.show import notes
from pages.shared.who import this_store, when_taken


def show(view: View, year: int, lacking: list[str]) -> None:
    """Show the sentences of a year, what they lack and why, and the text to paste."""
    answers = answers_of(view.ask, year=year, quarter=view.quarter(year), basis=view.basis)
    written = draw.briefing(view, year, *answers.values())
    with st.container(border=True, key="briefing", gap="xsmall"):
        st.subheader(view.words("briefing.heading", period=view.period(year)), anchor="briefing")
        st.markdown(written.shown)
        notes([*lacking, *written.left_out])
        st.caption(view.source_line.replace("<br>", " · "))
        _offer_text(view, written.text)


def _offer_text(view: View, text: str) -> None:
    """Offer, folded, the same sentences without links, to be copied or taken as a file."""
    words = view.words

    def file(store: Store) -> bytes:
        with store.actor.acting("export", on="overview/briefing"):
            # Notepad and Hancom take UTF-8 for sure only with a mark.
            return text.encode("utf-8-sig")

    fold = st.expander(words("briefing.as_text"), key="fold briefing", on_change="rerun")
    if fold.open:
        with fold:
            st.code(text, language=None, wrap_lines=True)
            if not this_store().actor.opens("export"):
                return
            st.download_button(
                words("briefing.download"),
                data=when_taken(file),
                file_name=f"{view.manifest.release}_briefing.txt",
                mime="text/plain",
                key="download briefing",
                on_click="ignore",
            )
