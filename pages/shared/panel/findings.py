"""자문의견: what the panel found, how each finding stands, and its history with the evidence."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from monitor.evaluation import evidence_of, finding_counts, findings_now, history_of
from monitor.figures.links import project_links
from monitor.figures.parts import Table, Tile
from monitor.figures.tables import day, records
from monitor.figures.view import View
from monitor.wording import number_text
from pages.shared.choose import choose
from pages.shared.desk.common import ledger, recorded, say_what_happened
from pages.shared.desk.results import shortened
from pages.shared.panel import finding_forms
from pages.shared.panel.common import evidence_texts, open_provinces, state_text, today, who_text
from pages.shared.show import notes, table, tiles

_MOST_ROWS = 40


def show(view: View, member: str, year: int) -> None:
    """Show the findings of the member's provinces, or of one's own; write, answer and judge."""
    words, looked_at = view.words, open_provinces(member)
    counts = recorded(finding_counts, looked_at, today())
    tiles(_tiles(view, looked_at, counts), key="finding tiles")
    found = recorded(findings_now, today())
    found = found[found["region"].isin(looked_at)]
    which = choose(
        st.segmented_control,
        words("panel.which"),
        ["waiting", "all"],
        key="findings",
        default="waiting",
        names={"waiting": words("panel.only_waiting"), "all": words("panel.all_findings")},
    )
    shown = found if which == "all" else found[found["finding_state"] != "closed"]
    table(view, findings_table(view, shown.head(_MOST_ROWS)), words("panel.findings"), "findings")
    if len(shown) > _MOST_ROWS:
        notes([words("submissions.rest", shown=_MOST_ROWS, total=len(shown))])
    if len(found):
        st.subheader(words("panel.history"), anchor=False)
        _show_one(view, member, found)
    if member and ledger().actor.may("write_finding", member=member):
        st.subheader(words("panel.write"), anchor=False)
        finding_forms.write(view, member, year)


def _tiles(view: View, looked_at: list[str], counts: pd.Series) -> list[Tile]:
    words = view.words
    rate = number_text(counts["follow_up_rate"], 1)
    return [
        Tile(
            words("panel.count_written"),
            number_text(counts["written"]),
            ", ".join(map(view.region, looked_at)),
        ),
        Tile(words("panel.count_waiting"), number_text(counts["waiting"])),
        Tile(
            view.marked("finding_states", "answered"),
            number_text(counts["answered"]),
            words("panel.to_judge"),
        ),
        Tile(f"▲ {words('panel.sheet_late')}", number_text(counts["overdue"])),
        Tile(view.marked("finding_states", "closed"), number_text(counts["closed"])),
        Tile(
            view.indicator_name("finding_followup_rate"),
            rate if rate == "–" else f"{rate}%",
            words("panel.rate_note", year=today().year),
            view.definition("finding_followup_rate"),
        ),
    ]


def findings_table(view: View, rows: pd.DataFrame) -> Table:
    """Show findings: state, about what, due when, who wrote them, and the last follow-up."""
    words = view.words
    columns = {
        words("panel.state"): [
            state_text(view, state, late)
            for state, late in zip(rows["finding_state"], rows["is_overdue"], strict=True)
        ],
        words("panel.number"): [str(number) for number in rows["finding"]],
        words("panel.due_on"): [day(view, due) for due in rows["due_on"]],
        words("panel.severity"): [
            view.marked("finding_severities", each) for each in rows["finding_severity"]
        ],
        words("panel.project"): project_links(
            view,
            rows,
            [
                f"{view.region(region)} · {name}"
                for region, name in zip(rows["region"], rows["name"], strict=True)
            ],
        ),
        words("panel.area"): [view.name("finding_areas", each) for each in rows["finding_area"]],
        words("panel.opinion"): list(rows["opinion"]),
        words("panel.member"): [view.name("panel_members", each) for each in rows["member"]],
        words("panel.follow_up"): ["–" if pd.isna(text) else text for text in rows["follow_up"]],
    }
    return Table(columns, [], rows)


def _show_one(view: View, member: str, found: pd.DataFrame) -> None:
    """Choose one finding; show what happened to it, and what can be done next."""
    words = view.words
    listed = {str(row.finding): row for row in records(found)}
    number = choose(
        st.selectbox,
        words("panel.finding"),
        list(listed),
        key="finding",
        default=next(iter(listed)),
        names={number: _name(view, row) for number, row in listed.items()},
        width=760,
    )
    row = listed[number]
    numbers = history_table(view, row.project, int(number))
    table(view, numbers, words("panel.history"), "history")
    say_what_happened(f"finding {number}")
    finding_forms.act(view, member, row, len(numbers.raw))


def _name(view: View, row: Any) -> str:
    """Name a finding by what never changes: the browser holds on to an option by its label."""
    return view.words(
        "panel.finding_name", number=row.finding, project=row.name, opinion=shortened(row.opinion)
    )


def history_table(view: View, project: str, *findings: int) -> Table:
    """Show what happened to findings of a project: when, what, by whom, on which evidence."""
    words = view.words
    history = recorded(history_of, *findings)
    cited = recorded(evidence_of, [int(entry) for entry in history["entry"]])
    rows = list(records(history))
    columns = {
        words("panel.when"): [day(view, row.given_at) for row in rows],
        words("panel.number"): [str(row.finding) for row in rows],
        words("panel.happened"): [_happened(view, row) for row in rows],
        words("panel.who"): [who_text(view, row.given_by, row.is_member) for row in rows],
        words("panel.text"): [row.note or "–" for row in rows],
        words("panel.evidence"): [
            evidence_texts(view, project, cited.get(row.entry, [])) for row in rows
        ],
    }
    if len(findings) == 1:
        del columns[words("panel.number")]
    if not cited:
        del columns[words("panel.evidence")]
    return Table(columns, [], history)


def _happened(view: View, row: Any) -> str:
    """Write what a finding became; when it was written, until when it is to be followed up."""
    state = view.marked("finding_states", row.finding_state)
    if pd.isna(row.due_on):
        return state
    return view.words("panel.due_by", state=state, day=day(view, row.due_on))
