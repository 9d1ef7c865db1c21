"""The form on which a member scores one project: points, remarks, comment, evidence."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from monitor.evaluation import Evidence, Sheet, keep_sheet, last_sheet, read_evidence
from monitor.evaluation.sheets import SheetState
from monitor.figures.parts import Table, escape
from monitor.figures.view import View, vocabulary
from monitor.wording import Refused, number_text
from pages.shared.desk.common import attempt, ledger, recorded, say_what_happened
from pages.shared.panel.common import citable, criterion_name, evidence_texts
from pages.shared.show import notes, table

Row = dict[str, str]
_STEP = 0.5
_MOST_EVIDENCE = 5


def show(view: View, member: str, year: int, row: Any) -> None:
    """Ask for the points of a project; keep them as a draft, or hand them in."""
    words, project = view.words, row.project
    before = recorded(last_sheet, year, project, member)
    place = f"{member} {year} {project}"
    criteria = _criteria(year, row)
    is_correction = row.sheet_state == "submitted"
    if before is not None:
        state = "draft" if before.sheet_state == "draft" else "submitted"
        st.caption(words(f"panel.{state}_shown"))
    with st.form(f"score {place}"):
        for each in criteria:
            _ask_points(view, place, each, before)
        st.text_area(
            words("panel.comment"),
            value=before.comment if before else "",
            key=f"comment {place}",
            max_chars=1000,
            height=80,
        )
        offered = citable(view, project, year)
        st.multiselect(
            words("panel.evidence"),
            list(offered),
            default=[e.indicator for e in before.evidence if e.indicator in offered]
            if before
            else [],
            key=f"cited {place}",
            format_func=offered.__getitem__,
            max_selections=_MOST_EVIDENCE,
            placeholder=words("panel.choose_evidence"),
            help=words("panel.evidence_help"),
        )
        if is_correction:
            st.text_input(words("panel.correction_reason"), key=f"reason {place}", max_chars=300)

        def done(state: SheetState) -> str:
            sheet = _sheet(view, member, year, row, state)
            keep_sheet(ledger(), vocabulary(), sheet, by=member)
            return words(f"panel.kept_{state}", project=row.name)

        with st.container(horizontal=True):
            for state, kind in (("submitted", "primary"), ("draft", "secondary")):
                st.form_submit_button(
                    words(f"panel.keep_{state}"),
                    type=kind,  # type: ignore[arg-type]  # one of both
                    on_click=attempt,
                    args=(view, place, lambda s=state: done(s)),
                )
    say_what_happened(place)


def _criteria(year: int, row: Any) -> list[Row]:
    return vocabulary().criteria(year, row.programme_year)


def _ask_points(view: View, place: str, criterion: Row, before: Sheet | None) -> None:
    """Ask for the points of one criterion and a remark; its definition stands below its name."""
    words, name = view.words, criterion["criterion"]
    most = int(criterion["maximum_points"])
    label = criterion[f"name_{view.language}"]
    points, remark = st.columns([2, 3], gap="small", vertical_alignment="bottom")
    with points:
        st.number_input(
            words("panel.points_of_criterion", criterion=label, most=most),
            min_value=0.0,
            max_value=float(most),
            value=before.points.get(name) if before else None,
            step=_STEP,
            format="%.1f",
            key=f"points {place} {name}",
            placeholder="",
        )
    with remark:
        st.text_input(
            words("panel.remark_on", definition=criterion[f"definition_{view.language}"]),
            value=before.remarks.get(name, "") if before else "",
            key=f"remark {place} {name}",
            max_chars=300,
        )


def _sheet(view: View, member: str, year: int, row: Any, state: SheetState) -> Sheet:
    """Read the sheet off the form.

    Raises:
        Refused: ``criterion_missing`` where a sheet is handed in without all points.
    """
    place, given = f"{member} {year} {row.project}", st.session_state
    names = [each["criterion"] for each in _criteria(year, row)]
    points = {name: given[f"points {place} {name}"] for name in names}
    missing = [criterion_name(view, name) for name in names if points[name] is None]
    if missing and state == "submitted":
        raise Refused("criterion_missing", project=row.name, criteria=", ".join(missing))
    return Sheet(
        year,
        row.project,
        member,
        {name: value for name, value in points.items() if value is not None},
        {name: given[f"remark {place} {name}"] for name in names},
        given[f"comment {place}"],
        given.get(f"reason {place}", ""),
        _evidence(view, row.project, year, given[f"cited {place}"]),
        state,
    )


def _evidence(view: View, project: str, year: int, indicators: list[str]) -> list[Evidence]:
    quarter = view.quarter(year)
    return [read_evidence(view.published, project, each, year, quarter) for each in indicators]


def show_sheet(view: View, member: str, year: int, row: Any) -> None:
    """Show what the member handed in, where nothing can be changed any more."""
    words = view.words
    sheet = recorded(last_sheet, year, row.project, member)
    if sheet is None:
        st.caption(words("panel.no_sheet"))
        return
    criteria = _criteria(year, row)
    columns = {
        words("panel.criterion"): [each[f"name_{view.language}"] for each in criteria],
        words("panel.points"): [
            number_text(sheet.points.get(each["criterion"]), 1) for each in criteria
        ],
        words("panel.most"): [each["maximum_points"] for each in criteria],
        words("panel.remark"): [sheet.remarks.get(each["criterion"], "–") for each in criteria],
    }
    numeric = [words("panel.points"), words("panel.most")]
    raw = pd.DataFrame({"criterion": [each["criterion"] for each in criteria]})
    table(view, Table(columns, numeric, raw), words("panel.scores"), "sheet")
    if sheet.comment:
        st.markdown(escape(sheet.comment))
    if sheet.evidence:
        notes([evidence_texts(view, row.project, sheet.evidence)])
