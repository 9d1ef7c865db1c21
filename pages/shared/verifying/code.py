"""A code, and what came of verifying it: record, verdict, corrections since, exports."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from monitor.briefing.touched import documents_text
from monitor.briefing.verdict_words import (
    corrected,
    difference_table,
    differences,
    recorded_table,
    remarks,
    standing,
)
from monitor.briefing.verify import State, Verdict, Verification, verify_code
from monitor.figures.links import link
from monitor.figures.parts import Table, escape
from monitor.figures.view import View
from monitor.store.stamped import Recorded
from monitor.wording import date_text, number_text
from pages.shared.show import notes, table
from pages.shared.who import this_store

_SYMBOLS = {"same": "●", "differs": "▲", "not_asked": "○"}
_BOXES = {"same": st.success, "differs": st.error, "not_asked": st.warning}


def ask_code(view: View) -> str:
    """Ask for a code, which stands in the address as ``?code=``; return what was typed."""
    asked = st.query_params.get("code", "")
    if "code" not in st.session_state or asked != st.session_state.get("code in address"):
        st.session_state["code"] = asked
    typed = st.text_input(
        view.words("verify.code"),
        key="code",
        max_chars=20,
        placeholder=view.words("verify.code_placeholder"),
        help=view.words("verify.code_help"),
    )
    code = (typed or "").strip()
    st.session_state["code in address"] = code
    if code:
        st.query_params["code"] = code
    else:
        st.query_params.pop("code", None)
    return code


def show_code(view: View, typed: str) -> None:
    """Show what came of verifying a code.

    Raises:
        Refused: ``not_a_code``, ``code_mistyped``, ``unknown_code``.
    """
    found = verify_code(this_store(), typed)
    if found.document is None:
        _show_figure(view, found.figures[0])
    else:
        _show_document(view, found)
    if len(found.exports):
        st.subheader(view.words("verify.exports"), anchor=False)
        title = view.words("verify.exports")
        table(view, _exports(view, found.exports), title, "exports")


def _show_document(view: View, found: Verification) -> None:
    words, document = view.words, found.document
    assert document is not None, "a code of a document"
    st.subheader(escape(document.title), anchor=False)
    facts = {
        "code": document.code,
        "release": document.release,
        "who": document.made_by,
        "day": date_text(document.made_at, view.language),
    }
    st.caption(escape(words("verify.document_facts", **facts)))
    count = number_text(sum(each.state != "same" for each in found.figures))
    _BOXES[found.state](words(f"verify.document_{found.state}", count=count))
    columns = {
        words("verify.figure"): [
            link(view, "verify", each.figure.title, code=each.figure.code) for each in found.figures
        ],
        words("verify.code"): [each.figure.code for each in found.figures],
        words("verify.state"): [_state(view, each.state) for each in found.figures],
        words("verify.since"): [corrected(words, each) or "–" for each in found.figures],
    }
    raw = pd.DataFrame({"code": [each.figure.code for each in found.figures]})
    table(view, Table(columns, [], raw), words("verify.figures"), "figures")


def _state(view: View, state: State) -> str:
    return f"{_SYMBOLS[state]}\N{NO-BREAK SPACE}{view.words(f'verify.short_{state}')}"


def _show_figure(view: View, verdict: Verdict) -> None:
    words, figure = view.words, verdict.figure
    unit = f" ({figure.unit})" if figure.unit else ""
    st.subheader(escape(f"{figure.title}{unit}"), anchor=False)
    facts = {
        "code": figure.code,
        "release": figure.release,
        "basis": words("app.basis_name", count=figure.basis),
        "day": date_text(figure.stamped_at, view.language),
    }
    line = words("verify.figure_facts", **facts)
    if verdict.documents:
        line += words("verify.in_documents", documents=documents_text(words, verdict.documents))
    st.caption(escape(line))
    _BOXES[verdict.state](escape(standing(words, verdict)))
    notes(remarks(words, verdict))
    records = [each.recorded for each in verdict.answers]
    _show_cells(view, records, [each.cells for each in verdict.answers], figure.release, "now")
    if verdict.later is not None:
        (st.warning if verdict.later.is_corrected else st.info)(escape(corrected(words, verdict)))
        later = verdict.later
        _show_cells(view, records, later.cells, later.release, "later")
    if not verdict.is_open:
        return
    st.subheader(words("verify.recorded_numbers"), anchor=False)
    for place, recorded in enumerate(records):
        _show_recorded(view, recorded, place)


def _show_cells(
    view: View,
    records: Sequence[Recorded],
    cells: Sequence[pd.DataFrame],
    release: str,
    key: str,
) -> None:
    told = [
        each
        for recorded, found in zip(records, cells, strict=True)
        for each in differences(view, recorded, found)
    ]
    if told:
        now = view.words("verify.now_in", release=release)
        table(view, difference_table(view.words, told, now), now, f"differences-{key}")


def _show_recorded(view: View, recorded: Recorded, place: int) -> None:
    """Show a recorded answer, folded where it is not the first."""
    asked = f"question.{recorded.question}"
    is_told = recorded.question in view.words.keys("question")
    title = view.words(asked) if is_told else recorded.question
    with st.expander(escape(title), expanded=place == 0, key=f"recorded {place}"):
        table(view, recorded_table(view, recorded), title, f"recorded-{place}")


def _exports(view: View, exports: pd.DataFrame) -> Table:
    words = view.words
    columns = {
        words("verify.exported_on"): [
            date_text(moment, view.language) for moment in exports["exported_at"]
        ],
        words("verify.exported_by"): list(exports["exported_by"]),
        words("verify.form"): [form.upper() for form in exports["form"]],
        words("verify.exported_as"): list(exports["title"]),
        words("verify.code"): list(exports["code"]),
    }
    return Table(columns, [], exports)
