"""What publishing would give: the gate's checks, what is still open, what it contradicts."""

from __future__ import annotations

import streamlit as st

from monitor.briefing.rehearsal import Rehearsal
from monitor.briefing.rehearsal_words import checks_table, open_table
from monitor.figures.links import link
from monitor.figures.parts import Tile
from monitor.figures.view import View
from monitor.store.gate import checks
from monitor.wording import date_text, number_text
from pages.shared.desk.touched import show_found
from pages.shared.show import table, tiles


def show_rehearsed(view: View, shown: Rehearsal, *, is_final: bool) -> None:
    """Show a rehearsal: at a glance, then its checks, what is open, and what it contradicts."""
    words = view.words
    as_of = date_text(shown.as_of, view.language)
    st.subheader(words("publish.shown_for", as_of=as_of), anchor=False)
    tiles(_tiles(view, shown), key="rehearsal tiles")
    _checks(view, shown)
    _open(view, shown, is_final=is_final)
    if not shown.failed:
        _touched(view, shown)


def _tiles(view: View, shown: Rehearsal) -> list[Tile]:
    words, total = view.words, len(checks())
    found = dict(zip(shown.still_open["item"], shown.still_open["found"], strict=True))
    missing = sum(int(found.get(each, 0)) for each in ("not_submitted", "returned", "submitted"))
    documents = {made.code for each in shown.touched for made in each.documents}
    return [
        Tile(
            words("publish.checks"),
            f"{total - len(shown.failed)}/{total}",
            words("publish.of_checks"),
        ),
        Tile(words("publish.missing"), number_text(missing), words("publish.missing_note")),
        *(
            Tile(words(f"checklist.{item}"), number_text(int(found.get(item, 0))))
            for item in ("unexplained", "restated")
        ),
        Tile(
            words("publish.touched"),
            "–" if shown.failed else number_text(len(shown.touched)),
            words("publish.in_documents", count=number_text(len(documents))) if documents else "",
        ),
    ]


def _checks(view: View, shown: Rehearsal) -> None:
    words, total = view.words, number_text(len(checks()))
    if shown.failed:
        st.error(words("publish.failed", total=total, count=number_text(len(shown.failed))))
        failed = checks_table(view, shown, only_failed=True)
        table(view, failed, words("publish.checks"), "failed-checks")
    with st.expander(words("publish.all_checks", count=total)):
        table(view, checks_table(view, shown, only_failed=False), words("publish.checks"), "checks")


def _open(view: View, shown: Rehearsal, *, is_final: bool) -> None:
    words = view.words
    st.subheader(words("publish.still_open"), anchor=False)
    if shown.still_open.empty:
        st.caption(words("publish.nothing_open"))
        return
    table(view, open_table(view, shown), words("publish.still_open"), "still-open")
    if is_final and shown.missing:
        st.warning(words("publish.say_why"))
    quarter = f"{shown.as_of.year}Q{shown.as_of.month // 3}"
    st.markdown(link(view, "submissions", words("publish.board"), task="board", period=quarter))


def _touched(view: View, shown: Rehearsal) -> None:
    words = view.words
    st.subheader(words("publish.touched"), anchor=False)
    if not shown.touched:
        st.caption(words("verify.touches_none" if shown.releases else "verify.first_release"))
        return
    show_found(view, shown.touched, words("publish.touched"), "touched")
