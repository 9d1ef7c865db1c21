"""결정: what the ministry decides after the evaluation, with its conditions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from monitor.evaluation import decide_project, decisions_now
from monitor.figures.links import project_links
from monitor.figures.parts import Table, Tile
from monitor.figures.tables import day, records
from monitor.figures.view import View, vocabulary
from monitor.wording import Refused, number_text
from pages.shared.desk.common import ask_name, attempt, ledger, recorded, say_what_happened, signer
from pages.shared.panel.common import choose_project, names_of, today
from pages.shared.show import table, tiles

_CONDITIONS = 3
_USUAL_DAYS = 180
_DECISIONS = ("continue", "conditional", "stop")


def show(view: View, _member: str, year: int) -> None:
    """Show what was decided for a year, and decide on a project."""
    words = view.words
    results = view.ask("evaluation/results", year=year)
    if results.empty:
        st.caption(words("panel.nothing_scored", year=year))
    else:
        decided = {row.project: row for row in records(recorded(decisions_now, year))}
        tiles(_tiles(view, results, decided), key="decision tiles")
        waiting = ~results["project"].isin(list(decided))
        listed = pd.concat([results[waiting], results[~waiting]])
        table(view, decisions_table(view, listed, decided), words("panel.decisions"), "decisions")
        st.subheader(words("panel.decide"), anchor=False)
        project = choose_project(view, names_of(listed))
        row = next(row for row in records(listed) if row.project == project)
        _decide(view, year, row, decided.get(project))


def _tiles(view: View, results: pd.DataFrame, decided: Mapping[str, Any]) -> list[Tile]:
    words = view.words
    of = words("panel.of_projects", count=number_text(len(results)))
    made = pd.Series([row.decision for row in decided.values()], dtype=str).value_counts()
    return [
        *(
            Tile(view.name("decisions", each), number_text(int(made.get(each, 0))), of)
            for each in _DECISIONS
        ),
        Tile(
            words("panel.undecided"),
            number_text(int((~results["project"].isin(list(decided))).sum())),
            of,
        ),
    ]


def decisions_table(view: View, results: pd.DataFrame, decided: Mapping[str, Any]) -> Table:
    """Show score, grade, the rules' decision and the ministry's, those without one first."""
    words, rows = view.words, list(records(results))
    made = [decided.get(row.project) for row in rows]
    columns = {
        words("column.region"): [view.region(row.region) for row in rows],
        words("panel.project"): project_links(
            view, results, [f"{row.project} · {row.name}" for row in rows]
        ),
        words("panel.score"): [number_text(row.score, 2) for row in rows],
        words("panel.grade"): ["–" if pd.isna(row.grade) else row.grade for row in rows],
        words("panel.rule_decision"): [_decision(view, row.rule_decision) for row in rows],
        words("panel.decision"): [
            _decision(view, each.decision) if each else f"○ {words('panel.undecided')}"
            for each in made
        ],
        words("panel.reason"): [(each.reason or "–") if each else "–" for each in made],
        words("panel.decided"): [
            words("panel.who_and_day", who=each.decided_by, day=day(view, each.decided_at))
            if each
            else "–"
            for each in made
        ],
    }
    return Table(columns, [words("panel.score")], results)


def _decision(view: View, decision: str | None) -> str:
    return "–" if decision is None or pd.isna(decision) else view.name("decisions", decision)


def _decide(view: View, year: int, row: Any, made: Any | None) -> None:
    """Ask for the decision on one project, with its reason and conditions."""
    words, project = view.words, row.project
    # A new key a decision: the next one starts from what then holds.
    place = f"decide {year} {project} {made.entry if made else 0}"
    rule = row.rule_decision if isinstance(row.rule_decision, str) else None
    st.caption(
        words(
            "panel.by_rule",
            score=number_text(row.score, 2),
            grade=row.grade if isinstance(row.grade, str) else "–",
            decision=_decision(view, rule),
            method=view.name("score_methods", row.score_method),
        )
    )
    with st.form(place):
        ask_name(view)
        st.segmented_control(
            words("panel.decision"),
            list(_DECISIONS),
            default=made.decision if made else rule,
            key=f"decision {place}",
            format_func=lambda each: view.name("decisions", each),
        )
        st.text_area(
            words("panel.decision_reason"), key=f"reason {place}", max_chars=500, height=80
        )
        for number in range(1, _CONDITIONS + 1):
            condition, due = st.columns([4, 1], gap="small")
            condition.text_input(
                words("panel.condition_number", number=number),
                key=f"condition {place} {number}",
                max_chars=300,
            )
            due.date_input(
                words("panel.due_on"),
                value=today() + dt.timedelta(days=_USUAL_DAYS),
                key=f"due {place} {number}",
                format="YYYY-MM-DD",
            )

        def done() -> str:
            given = st.session_state
            if given[f"decision {place}"] is None:
                raise Refused("decision_missing")
            written = [
                (given[f"condition {place} {n}"], given[f"due {place} {n}"])
                for n in range(1, _CONDITIONS + 1)
                if given[f"condition {place} {n}"].strip()
            ]
            decide_project(
                ledger(),
                vocabulary(),
                view.published,
                year=year,
                project=project,
                decision=given[f"decision {place}"],
                by=signer(),
                reason=given[f"reason {place}"],
                conditions=written,
            )
            decision = view.name("decisions", given[f"decision {place}"])
            return words("panel.decision_kept", project=row.name, decision=decision)

        st.form_submit_button(
            words("panel.keep_decision"),
            type="primary",
            on_click=attempt,
            args=(view, "decide", done),
        )
    say_what_happened("decide")
