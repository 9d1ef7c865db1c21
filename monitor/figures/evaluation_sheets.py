"""The score sheets of one project: who gave how many points, when, and which of them count."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.matrix import matrix
from monitor.figures.evaluation import TOTAL, criteria_names, project_label, score_text
from monitor.figures.keep import kept
from monitor.figures.parts import Table
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import day_text, records, texts
from monitor.figures.view import View
from monitor.wording import number_text

_MARKS: Final = {"highest": "▲", "lowest": "▼"}
_SELF: Final = "self"


def closed(view: View) -> str:
    """Say why scores of single members are left out; nothing where all are open to the reader."""
    members = view.published.members("read_score")
    if members is None:
        return ""
    return view.words(f"evaluation.scores_closed{'_but_own' if members else ''}")


def _names(view: View, sheets: pd.DataFrame) -> dict[int, str]:
    """Return who handed in each sheet."""
    own = view.words("evaluation.self_score")
    names = sheets[f"name_{view.language}"]
    return {
        int(entry): own if by == _SELF else str(by if pd.isna(name) else name)
        for entry, by, name in zip(sheets["entry"], sheets["scored_by"], names, strict=True)
    }


def _mark(sheet: Any) -> str:
    """Return the shape of what sets a sheet apart."""
    if sheet.scored_by == _SELF:
        return "◇"
    if not pd.isna(sheet.exclusion):
        return "×"
    return "●" if pd.isna(sheet.trimmed) else _MARKS[sheet.trimmed]


def _counts(view: View, sheet: Any) -> str:
    """Say whether a sheet counts, and if not why."""
    words = view.words
    if not sheet.is_current:
        return words("evaluation.sheet_replaced")
    if sheet.scored_by == _SELF:
        return words("evaluation.sheet_self")
    if not pd.isna(sheet.exclusion):
        name = view.name("exclusions", sheet.exclusion)
        return words("evaluation.sheet_excluded", exclusion=name)
    return words(f"evaluation.sheet_{'counts' if pd.isna(sheet.trimmed) else sheet.trimmed}")


@figure("evaluation/sheet-matrix")
def sheet_matrix(view: View, *, year: int, project: str) -> Drawn:
    """Draw the points that each scorer gave a project by criterion."""
    sheets = view.ask("evaluation/sheets", year=year, project=project)
    scores = view.ask("evaluation/scores", year=year, project=project)
    return Drawn(
        _sheet_matrix(view, sheets, scores, project_label(view, year, project)),
        scores_table(view, sheets, scores, TOTAL),
        nothing=closed(view) or view.words("evaluation.no_sheets"),
    )


@figure("evaluation/scores")
def scores(view: View, *, year: int, project: str) -> Drawn:
    """List every point that a project was given, those of replaced sheets too."""
    sheets = view.ask("evaluation/sheets", year=year, project=project)
    given = view.ask("evaluation/scores", year=year, project=project)
    name = project_label(view, year, project)
    return Drawn(
        None,
        _points_table(view, sheets, given),
        title=view.words("evaluation.sheet_matrix", name=name),
        nothing=closed(view) or view.words("evaluation.no_sheets"),
    )


@kept
def _sheet_matrix(
    view: View, sheets: pd.DataFrame, scores: pd.DataFrame, name: str
) -> Chart | None:
    """Draw the points of every current sheet by criterion."""
    current = sheets[sheets["is_current"].astype(bool)]
    if current.empty:
        return None
    who, criteria = _names(view, sheets), criteria_names(view)
    columns = {int(sheet.entry): who[int(sheet.entry)] for sheet in records(current)}
    shown = scores[scores["entry"].isin(columns)]
    by_criterion = shown.assign(
        place=[list(columns).index(int(entry)) for entry in shown["entry"]]
    ).sort_values("place", kind="stable")
    order = list(dict.fromkeys(scores["criterion"]))
    most = dict(zip(scores["criterion"], scores["maximum_points"], strict=True))
    rows = {c: f"{criteria[c]} ({number_text(most[c])})" for c in order}
    parts = [by_criterion[by_criterion["criterion"] == criterion] for criterion in order]
    cells = pd.concat(parts)
    frame = pd.DataFrame(
        {
            "row": [rows[criterion] for criterion in cells["criterion"]],
            "column": [columns[int(entry)] for entry in cells["entry"]],
            # From half of the points on, where nearly all of them lie, shades tell more.
            "value": (cells["points_percent"] - 50).clip(lower=1).tolist(),
            "text": [number_text(points, 1) for points in cells["points"]],
        }
    )
    # A row of its own: a slanted label would turn the shapes.
    marks = pd.DataFrame(
        {
            "row": view.words("evaluation.column_counts"),
            "column": list(columns.values()),
            "value": float("nan"),
            "text": [_mark(sheet) for sheet in records(current)],
        }
    )
    title = view.words("evaluation.sheet_matrix", name=name)
    return matrix(
        pd.concat([marks, frame]),
        view.caption(title, view.words("evaluation.points")),
        _matrix_finding(view, title, current, who),
        label_width=130 if view.is_korean else 190,
    )


def _matrix_finding(view: View, title: str, current: pd.DataFrame, who: dict[int, str]) -> str:
    known = current.dropna(subset=["total"]).sort_values("total")
    if known.empty:
        return view.finding(title, highest=None, lowest=None)
    ends = [f"{who[int(row.entry)]} {score_text(row.total)}" for row in records(known)]
    return view.words(
        "evaluation.sheet_matrix_finding", title=title, highest=ends[-1], lowest=ends[0]
    )


@kept
def sheets_table(view: View, sheets: pd.DataFrame) -> Table:
    """Show every sheet that was handed in: who, when, with which total, whether it counts."""
    words, who = view.words, _names(view, sheets)
    columns = {
        words("evaluation.column_scorer"): [who[int(entry)] for entry in sheets["entry"]],
        words("evaluation.column_given_on"): [
            words("evaluation.late", day=day_text(view, row.given_on))
            if row.is_late
            else day_text(view, row.given_on)
            for row in records(sheets)
        ],
        words("evaluation.column_version"): [
            words("evaluation.version", number=version) for version in sheets["version"]
        ],
        words("evaluation.total"): texts(sheets["total"], score_text),
        words("evaluation.column_counts"): [_counts(view, row) for row in records(sheets)],
        words("evaluation.column_why"): [_why(view, row) for row in records(sheets)],
        words("evaluation.column_comment"): [_text(comment) for comment in sheets["comment"]],
        words("evaluation.column_source"): [
            words("evaluation.from_page") if pd.isna(name) else str(name)
            for name in sheets["file_name"]
        ],
    }
    return Table(columns, [words("evaluation.total")], sheets)


def _why(view: View, sheet: Any) -> str:
    """Say why a sheet was corrected, or which conflict was declared."""
    declared = sheet.declared_ko if view.is_korean else sheet.declared_en
    return " · ".join(text for text in map(_text, (declared, sheet.reason)) if text != "–") or "–"


def _text(value: Any) -> str:
    return "–" if value is None or pd.isna(value) or not str(value).strip() else str(value)


@kept
def scores_table(view: View, sheets: pd.DataFrame, scores: pd.DataFrame, criterion: str) -> Table:
    """Show the points of each current sheet by criterion, or of one, with the scorer's remark."""
    current = scores["entry"].isin(sheets.loc[sheets["is_current"].astype(bool), "entry"])
    shown = scores[current]
    if criterion in set(scores["criterion"]):
        shown = shown[shown["criterion"] == criterion]
    written = _written_points(view, sheets, shown)
    lines = [view.words("evaluation.matrix_note")] if criterion == TOTAL else []
    return Table(written, list(written)[2:5], shown, lines)


@kept
def _points_table(view: View, sheets: pd.DataFrame, scores: pd.DataFrame) -> Table:
    """Show the points of every sheet."""
    written = _written_points(view, sheets, scores)
    return Table(written, list(written)[2:5], scores)


def _written_points(view: View, sheets: pd.DataFrame, shown: pd.DataFrame) -> dict[str, list[str]]:
    """Write points: whose, of which criterion, when, whether they count, and the remark."""
    words, who, criteria = view.words, _names(view, sheets), criteria_names(view)
    given = {int(row.entry): row for row in records(sheets)}
    return {
        words("evaluation.column_scorer"): [who[int(entry)] for entry in shown["entry"]],
        words("evaluation.criterion"): [criteria[each] for each in shown["criterion"]],
        words("evaluation.column_points"): texts(shown["points"], lambda v: number_text(v, 1)),
        words("evaluation.column_maximum"): texts(shown["maximum_points"], number_text),
        words("evaluation.column_percent"): texts(
            shown["points_percent"], lambda v: number_text(v, 1)
        ),
        words("evaluation.column_given_on"): [
            day_text(view, given[int(entry)].given_on) for entry in shown["entry"]
        ],
        words("evaluation.column_counts"): [
            _counts(view, given[int(entry)]) for entry in shown["entry"]
        ],
        words("evaluation.column_remark"): [_text(remark) for remark in shown["remark"]],
    }


@kept
def corrections_table(view: View, sheets: pd.DataFrame, scores: pd.DataFrame) -> Table:
    """Show the points before and after each correction, where they differ, with its reason."""
    words, who, criteria = view.words, _names(view, sheets), criteria_names(view)
    sheet_of = sheets[["entry", "scored_by", "version", "reason", "given_on"]]
    versions = scores.merge(sheet_of, on=["entry", "scored_by"])
    later = versions.assign(version=versions["version"] - 1)
    pairs = later.merge(
        versions, on=["scored_by", "criterion", "version"], suffixes=("", "_before")
    )
    pairs = pairs[pairs["points"] != pairs["points_before"]]
    columns = {
        words("evaluation.column_scorer"): [who[int(entry)] for entry in pairs["entry"]],
        words("evaluation.criterion"): [criteria[each] for each in pairs["criterion"]],
        words("evaluation.column_before"): texts(
            pairs["points_before"], lambda v: number_text(v, 1)
        ),
        words("evaluation.column_after"): texts(pairs["points"], lambda v: number_text(v, 1)),
        words("evaluation.column_given_on"): [day_text(view, day) for day in pairs["given_on"]],
        words("evaluation.column_why"): [_text(reason) for reason in pairs["reason"]],
    }
    return Table(columns, list(columns)[2:4], pairs)
