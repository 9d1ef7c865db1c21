"""What is on record of one project: partners, judgement, findings, workbooks, corrections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pandas as pd

from monitor.figures.evaluation import grade_text, said, score_text
from monitor.figures.keep import kept
from monitor.figures.parts import Table
from monitor.figures.tables import day, records, texts
from monitor.figures.view import View
from monitor.wording import number_text


@kept
def partners_table(view: View, partners: pd.DataFrame, most: int | None = None) -> Table:
    """Show who takes part: kind, part, since when, points of the social value index."""
    words, shown = view.words, partners.head(most or len(partners))
    columns = {
        words("project.organisation"): shown["organisation"].tolist(),
        words("project.kind"): [
            view.name("organisation_kinds", kind) for kind in shown["organisation_kind"]
        ],
        words("project.role"): [view.name("partner_roles", role) for role in shown["partner_role"]],
        words("project.joined"): [day(view, each) for each in shown["joined_on"]],
        words("project.left"): [day(view, each) for each in shown["left_on"]],
        words("project.social_value"): texts(shown["social_value"], lambda v: number_text(v, 1)),
    }
    if shown["left_on"].isna().all():
        del columns[words("project.left")]
    return Table(columns, [words("project.social_value")], partners)


@kept
def linkage_table(view: View, linked: pd.DataFrame) -> Table:
    """Show the policies of other ministries that are linked, with their money."""
    words = view.words
    columns = {
        words("project.ministry"): [view.name("ministries", each) for each in linked["ministry"]],
        words("project.policy"): linked["policy"].tolist(),
        words("project.linked_content"): [
            "–" if pd.isna(each) else str(each) for each in linked["content"]
        ],
        words("project.linked_money"): texts(linked["linked_money"], view.million_won),
    }
    return Table(columns, [words("project.linked_money")], linked)


@kept
def evaluation_table(view: View, decided: pd.DataFrame) -> Table:
    """Show each year's score, place, grade and decision as they stand."""
    words, shown = view.words, decided[decided["is_current"].astype(bool)]
    rows = list(records(shown))
    columns = {
        words("column.year"): [str(row.year) for row in rows],
        words("column.programme_year"): [
            words("common.programme_year", number=row.programme_year) for row in rows
        ],
        words("evaluation.column_score"): texts(shown["score"], score_text),
        words("evaluation.column_rank"): [
            "–" if pd.isna(row.rank) else f"{number_text(row.rank)}/{number_text(row.ranked)}"
            for row in rows
        ],
        words("evaluation.column_grade"): [grade_text(row.grade) for row in rows],
        words("evaluation.column_decision"): [
            said(view, "undecided" if pd.isna(row.decision) else row.decision) for row in rows
        ],
        words("evaluation.column_why"): [
            "–" if pd.isna(row.reason) else str(row.reason) for row in rows
        ],
    }
    return Table(columns, list(columns)[2:4], shown)


@kept
def findings_table(view: View, found: pd.DataFrame, most: int | None = None) -> Table:
    """Show what the panel found and what came of it, what is not closed first."""
    words, rows = view.words, list(records(found.head(most or len(found))))
    late = words("panel.late")
    columns = {
        words("panel.number"): [str(row.finding) for row in rows],
        words("panel.when"): [day(view, row.written_on) for row in rows],
        words("panel.severity"): [
            view.marked("finding_severities", row.finding_severity) for row in rows
        ],
        words("panel.opinion"): [row.opinion for row in rows],
        words("panel.due_on"): [day(view, row.due_on) for row in rows],
        words("panel.state"): [
            view.marked("finding_states", row.finding_state)
            + (f", {late}" if row.is_overdue else "")
            for row in rows
        ],
        words("panel.follow_up"): [
            "–" if pd.isna(row.follow_up) else row.follow_up for row in rows
        ],
    }
    return Table(columns, [], found)


@kept
def documents_table(view: View, documents: pd.DataFrame, most: int | None = None) -> Table:
    """Show the workbooks that reported the project; a sheet has the beginnings of digests."""
    words, rows = view.words, list(records(documents.head(most or len(documents))))
    columns = {
        words("project.submission"): [str(row.submission) for row in rows],
        words("project.period"): [view.period_to(row.year, row.quarter) for row in rows],
        words("project.received"): [day(view, row.received_on) for row in rows],
        words("project.file"): [row.file_name for row in rows],
        "SHA-256": [f"{row.sha256[:16]}…" if most else row.sha256 for row in rows],
    }
    return Table(columns, [], documents)


@kept
def corrections_table(view: View, corrected: pd.DataFrame, most: int | None = None) -> Table:
    """Show which numbers were changed: from what to what, when, by which workbook."""
    words, rows = view.words, list(records(corrected.head(most or len(corrected))))
    columns = {
        words("project.received"): [day(view, row.received_on) for row in rows],
        words("project.corrected"): [_corrected(view, row) for row in rows],
        words("project.period"): [
            words("project.whole_year", year=row.year)
            if pd.isna(row.quarter)
            else words("project.one_quarter", year=row.year, quarter=int(row.quarter))
            for row in rows
        ],
        words("project.before"): [_number(view, row, "before") for row in rows],
        words("project.after"): [_number(view, row, "after") for row in rows],
        words("project.file"): [
            words("project.file_of", submission=row.submission, file=row.file_name) for row in rows
        ],
    }
    return Table(columns, [words("project.before"), words("project.after")], corrected)


def _corrected(view: View, row: Any) -> str:
    """Name a number: which indicator's, which money's."""
    item = view.words(f"project.item_{row.item}")
    if pd.notna(row.indicator):
        of = view.indicator_name(row.indicator)
    elif pd.notna(row.funding_source):
        of = view.name("funding_sources", row.funding_source)
    else:
        of = row.policy
    return view.words("project.number_of", of=of, item=item)


def _number(view: View, row: Any, side: str) -> str:
    """Write one side of a correction; its base where that is what changed."""
    number, base = getattr(row, f"number_{side}"), getattr(row, f"denominator_{side}")
    if pd.isna(number):
        return view.words("project.withdrawn")
    if pd.isna(row.indicator):
        return view.words("project.money", amount=view.million_won(number))
    text = view.amount(row.indicator, number)
    if row.denominator_before == row.denominator_after or pd.isna(base):
        return text
    return view.words("project.with_base", number=text, base=number_text(base, 0))


TABLES: Final[Mapping[str, Callable[..., Table]]] = {
    "partners": partners_table,
    "findings": findings_table,
    "corrections": corrections_table,
    "documents": documents_table,
}
