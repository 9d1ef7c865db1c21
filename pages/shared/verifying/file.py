"""A file and what came of verifying it: each figure in it, and what was altered."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from monitor.briefing.verdict_words import alteration_table
from monitor.briefing.verify_file import FileVerification, InFile, verify_file
from monitor.figures.links import link
from monitor.figures.parts import Table, escape
from monitor.figures.view import View
from pages.shared.show import table
from pages.shared.who import this_store

_SYMBOLS = {
    "same": "●",
    "altered": "▲",
    "missing": "△",
    "unknown": "■",
    "not_recorded": "○",
    "closed": "○",
}


def show_file(view: View, content: bytes, name: str) -> None:
    """Show what came of verifying a file.

    Raises:
        Refused: what ``verify_file`` refuses.
    """
    with st.spinner(view.words("verify.reading")):
        found = verify_file(this_store(), content, name)
    _say(view, found)
    columns = {
        view.words("verify.figure"): [_named(view, each) for each in found.figures],
        view.words("verify.code"): [each.code for each in found.figures],
        view.words("verify.state"): [_state(view, each) for each in found.figures],
    }
    raw = pd.DataFrame({"code": [each.code for each in found.figures]})
    table(view, Table(columns, [], raw), view.words("verify.figures"), "in-file")
    for each in found.figures:
        if each.alterations:
            title = view.words("verify.altered_in", title=each.title)
            st.markdown(f"**{escape(title)}**")
            altered = alteration_table(view.words, each.alterations)
            table(view, altered, title, f"altered-{each.code}")


def _say(view: View, found: FileVerification) -> None:
    key = "exact" if found.is_exact else "same" if found.is_same else "differs"
    sentence = view.words(f"verify.file_{key}", file=found.name)
    (st.success if found.is_same else st.warning)(escape(sentence))


def _named(view: View, figure: InFile) -> str:
    if figure.state == "unknown":
        return "–"
    return link(view, "verify", figure.title, code=figure.code)


def _state(view: View, figure: InFile) -> str:
    word = view.words(f"verify.in_file_{figure.state}")
    return f"{_SYMBOLS[figure.state]}\N{NO-BREAK SPACE}{word}"
