"""The score workbook: taken with the member's projects in it, filled in, and handed in here."""

from __future__ import annotations

import streamlit as st

from monitor.figures.view import View, vocabulary
from monitor.intake.board import day_of
from monitor.intake.template import score_template
from monitor.store import Ledger
from pages.shared.desk.send import XLSX, show_file
from pages.shared.who import when_taken


def show(view: View, member: str, year: int, *, has_projects: bool) -> None:
    """Offer the member's template; take what comes back, check it, and hand it in."""
    words = view.words
    st.caption(words("panel.workbook_lead"))
    if has_projects:
        st.download_button(
            words("submissions.take_template"),
            data=when_taken(lambda store: _template(store.ledger, member, year)),
            file_name=f"{view.name('panel_members', member)}_{year}.xlsx",
            mime=XLSX,
            on_click="ignore",
            key="score template",
        )
    file = st.file_uploader(words("panel.workbook_file"), key="score workbook")
    if file:
        show_file(view, file, lambda: member)


def _template(of: Ledger, member: str, year: int) -> bytes:
    return score_template(of, vocabulary(), year=year, member=member, today=day_of(of))
