"""What one project's decision rests on: decision, criteria, history, conditions."""

from __future__ import annotations

from typing import Any

import pandas as pd

from monitor.charts import Chart
from monitor.charts.dots import Mark, dots
from monitor.figures.evaluation import (
    criteria_names,
    grade_text,
    label_room,
    place_text,
    project_label,
    range_text,
    said,
    score_text,
)
from monitor.figures.evaluation_results import marks_text
from monitor.figures.keep import kept
from monitor.figures.parts import Table, Tile, escape
from monitor.figures.register import Drawn, figure
from monitor.figures.releases import release_text
from monitor.figures.tables import day_text, records, texts
from monitor.figures.view import View
from monitor.wording import number_text, signed_text


def _day(view: View, day: Any) -> str:
    return "–" if pd.isna(day) else day_text(view, day)


def _text(value: Any) -> str:
    """Write a text from data; a dash for none."""
    return "–" if value is None or pd.isna(value) or not str(value).strip() else str(value)


def _release(view: View, name: Any) -> str:
    """Name the release that was decided on; a dash for none."""
    return "–" if _text(name) == "–" else release_text(view, str(name))


def decision_lines(view: View, row: pd.Series) -> list[str]:
    """Say what was decided, by whom, on which scores, and why; as Markdown."""
    words, decision = view.words, said(view, row["decision"])
    if row["is_decided"]:
        line = words(
            "evaluation.decision_line",
            decision=f"**{decision}**",
            who=escape(_text(row["decided_by"])),
            day=_day(view, row["decided_on"]),
            release=escape(_release(view, row["decided_from"])),
        )
    elif pd.isna(row["decision"]):
        line = words("evaluation.no_rule_line")
    else:
        line = words("evaluation.rule_line", decision=f"**{decision}**")
    lines = [line]
    if row["is_deviating"] and not pd.isna(row["rule_decision"]):
        rule = view.name("decisions", row["rule_decision"])
        lines.append(words("evaluation.deviation_line", rule=rule))
    if _text(row["reason"]) != "–":
        lines.append(words("evaluation.reason_line", reason=escape(_text(row["reason"]))))
    return ["  \n".join(lines)]


def project_tiles(view: View, row: pd.Series) -> list[Tile]:
    """Return score, rank, grade, own score, attainment and status, each with what it means."""
    words = view.words
    score_range = range_text(view, row["score_from"], row["score_to"])
    ranks = place_text(view, row["rank_from"], row["rank_to"])
    open_rank = (
        "–"
        if pd.isna(row["rank"])
        else words(
            "evaluation.open_rank",
            rank=number_text(row["rank"]),
            ranked=number_text(row["ranked"]),
        )
    )
    status = "–" if pd.isna(row["status"]) else view.status(row["status"])
    return [
        Tile(
            words("evaluation.score"),
            score_text(row["score"]),
            f"{words('evaluation.interval')} {score_range}",
            words("evaluation.rank_note"),
        ),
        Tile(
            words("evaluation.column_rank"),
            open_rank,
            f"{words('evaluation.interval')} {ranks}",
        ),
        Tile(
            words("evaluation.column_grade"),
            grade_text(row["grade"]),
            marks_text(view, row, reason=False),
            view.name("score_methods", row["score_method"], "definition"),
        ),
        Tile(
            words("evaluation.column_change"),
            signed_text(row["change"], 2),
            words("evaluation.before", value=score_text(row["previous_score"])),
            words("evaluation.weights_note"),
        ),
        Tile(
            words("evaluation.self_score"),
            number_text(row["self_score"], 1),
            f"{words('evaluation.gap')} {signed_text(row['self_gap'], 1)}",
            words("evaluation.self_gap_help"),
        ),
        Tile(
            words("evaluation.scatter_x"),
            number_text(row["attainment_index"], 1),
            status,
            words("notes.attainment_index"),
        ),
    ]


@figure("evaluation/profile")
def profile(view: View, *, year: int, project: str) -> Drawn:
    """Draw a project's points by criterion beside those of its type and of all."""
    answer = view.ask("evaluation/profile", year=year, project=project)
    return Drawn(
        _profile_dots(view, answer, project_label(view, year, project)),
        _profile_table(view, answer),
        nothing=view.words("evaluation.no_sheets"),
    )


@kept
def _profile_dots(view: View, profile: pd.DataFrame, name: str) -> Chart | None:
    """Draw the share of points by criterion beside the medians of type and nation."""
    if profile.empty:
        return None
    words, criteria = view.words, criteria_names(view)
    labels = [criteria[criterion] for criterion in profile["criterion"]]
    frame = pd.DataFrame(
        {
            "label": labels,
            "own": profile["points_percent"].tolist(),
            "type": profile["type_median"].tolist(),
            "nation": profile["national_median"].tolist(),
            "text": [
                words(
                    "evaluation.profile_text",
                    points=number_text(row.points, 1),
                    most=number_text(row.maximum_points),
                )
                for row in records(profile)
            ],
        }
    )
    title = words("evaluation.profile", name=name)
    apart = profile.assign(label=labels, text=frame["text"].tolist())
    apart = apart.iloc[(profile["points_percent"] - profile["national_median"]).argsort()]
    return dots(
        frame,
        view.caption(title, "%"),
        words(
            "evaluation.profile_finding",
            title=title,
            best=f"{apart['label'].iloc[-1]} {apart['text'].iloc[-1]}",
            worst=f"{apart['label'].iloc[0]} {apart['text'].iloc[0]}",
        ),
        marks=[
            Mark("own", words("evaluation.own")),
            Mark("type", words("evaluation.type_median"), "diamond-open", "ink"),
            Mark("nation", words("evaluation.national_median"), "line-ns", "ink"),
        ],
        label_width=label_room(labels),
    )


@kept
def _profile_table(view: View, profile: pd.DataFrame) -> Table:
    """Show points by criterion beside the medians."""
    words, criteria = view.words, criteria_names(view)
    columns = {
        words("evaluation.criterion"): [criteria[c] for c in profile["criterion"]],
        words("evaluation.column_maximum"): texts(profile["maximum_points"], number_text),
        words("evaluation.column_points"): texts(profile["points"], score_text),
        words("evaluation.column_range"): [
            range_text(view, row.lowest, row.highest) for row in records(profile)
        ],
        words("evaluation.column_percent"): texts(
            profile["points_percent"], lambda v: number_text(v, 1)
        ),
    }
    for column, name in (
        ("self_percent", "self_score"),
        ("type_median", "type_median"),
        ("national_median", "national_median"),
    ):
        columns[f"{words(f'evaluation.{name}')} (%)"] = texts(
            profile[column], lambda v: number_text(v, 1)
        )
    lines = []
    if len(profile):
        first = profile.iloc[0]
        lines.append(
            words(
                "evaluation.profile_note",
                of_type=number_text(first["type_projects"]),
                of_nation=number_text(first["national_projects"]),
            )
        )
    return Table(columns, list(columns)[1:], profile, lines)


@kept
def history_table(view: View, decided: pd.DataFrame) -> Table:
    """Show every evaluation and decision of a project, replaced decisions too."""
    words = view.words
    columns = {
        words("column.year"): [str(year) for year in decided["year"]],
        words("column.programme_year"): [
            words("common.programme_year", number=n) for n in decided["programme_year"]
        ],
        words("evaluation.column_score"): texts(decided["score"], score_text),
        words("evaluation.column_rank"): [
            "–" if pd.isna(r.rank) else f"{number_text(r.rank)}/{number_text(r.ranked)}"
            for r in records(decided)
        ],
        words("evaluation.column_grade"): [grade_text(grade) for grade in decided["grade"]],
        words("evaluation.column_rule"): [said(view, d) for d in decided["rule_decision"]],
        words("evaluation.column_decision"): [_decided(view, row) for row in records(decided)],
        words("evaluation.column_why"): [_text(reason) for reason in decided["reason"]],
        words("evaluation.column_who"): [_text(who) for who in decided["decided_by"]],
        words("evaluation.column_when"): [_day(view, day) for day in decided["decided_on"]],
        words("evaluation.column_release"): [
            _release(view, name) for name in decided["decided_from"]
        ],
    }
    return Table(columns, list(columns)[2:4], decided)


def _decided(view: View, row: Any) -> str:
    if pd.isna(row.decision):
        return said(view, "undecided")
    text = said(view, row.decision)
    return text if row.is_current else view.words("evaluation.superseded", decision=text)


@kept
def conditions_table(view: View, conditions: pd.DataFrame) -> Table:
    """Show each condition with its answer."""
    words, none = view.words, view.words("evaluation.unanswered")
    columns = {
        words("column.year"): [str(year) for year in conditions["year"]],
        words("evaluation.column_condition"): conditions["condition"].tolist(),
        words("evaluation.column_due"): [_day(view, day) for day in conditions["due_on"]],
        words("evaluation.column_answer"): [
            none if pd.isna(answer) else str(answer) for answer in conditions["answer"]
        ],
        words("evaluation.column_answered"): [
            "–" if pd.isna(row.answered_by) else f"{row.answered_by}, {_day(view, row.answered_on)}"
            for row in records(conditions)
        ],
    }
    return Table(columns, [], conditions)
