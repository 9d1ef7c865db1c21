"""이행조건: what decisions asked of a province, and how it says that it met it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from monitor.evaluation import answer_condition, conditions_now
from monitor.figures.tables import records
from monitor.figures.view import View
from pages.shared.choose import choose
from pages.shared.desk.common import ask_name, attempt, ledger, recorded, say_what_happened, signer
from pages.shared.kept_work import kept_text_area, kept_work
from pages.shared.panel.common import conditions_table, today
from pages.shared.show import table


def show(view: View, _member: str, _year: int) -> None:
    """Show the conditions that are open, unanswered ones first; take a province's answer."""
    words = view.words
    conditions = recorded(conditions_now, today())
    table(view, conditions_table(view, conditions), words("panel.conditions"), "conditions")
    actor = ledger().actor
    listed = {
        f"{row.entry}-{row.position}": row
        for row in records(conditions)
        if actor.may("answer_finding", region=row.region, project=row.project)
    }
    if listed:
        st.subheader(words("panel.answer_one"), anchor=False)
        _answer(view, listed)


def _answer(view: View, listed: dict[str, Any]) -> None:
    words = view.words
    chosen = choose(
        st.selectbox,
        words("panel.condition"),
        list(listed),
        key="condition",
        default=next(iter(listed)),
        names={
            key: words("panel.condition_name", project=row.name, condition=row.condition)
            for key, row in listed.items()
        },
        width=560,
    )
    row = listed[chosen]
    key, item = f"answer {chosen} {row.answered_at}", f"answer {chosen}"
    with st.container(border=True):
        ask_name(view, "who answers")
        kept_text_area(view, words("panel.answer"), item, key=key, most=1000, height=80)

        def done() -> str:
            entry, position = int(row.entry), int(row.position)
            text, by = st.session_state[key], signer("who answers")
            answer_condition(ledger(), entry, position, text, by=by)
            kept_work().drop(item)
            return words("panel.answer_kept")

        st.button(
            words("panel.keep_answer"),
            key=f"keep answer {chosen}",
            on_click=attempt,
            args=(view, "condition", done),
        )
    say_what_happened("condition")
