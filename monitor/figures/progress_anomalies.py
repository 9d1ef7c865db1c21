"""Tiles, list and figure of the anomalies of 추진·예산."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from monitor.charts import Chart
from monitor.charts.scatter import scatter
from monitor.charts.theme import escaped
from monitor.figures.keep import kept
from monitor.figures.links import project_links
from monitor.figures.parts import Table, Tile
from monitor.figures.progress_chosen import here_in, place_name
from monitor.figures.register import Drawn, figure
from monitor.figures.tables import records, texts
from monitor.figures.view import View
from monitor.wording import number_text, signed_text

_SYMBOLS: Final = {
    "money_without_progress": "square",
    "money_past_stage": "diamond",
    "progress_without_money": "triangle-up",
    "year_end_bunching": "star",
}
_USUAL: Final = "circle"


def _conditions(view: View, anomaly: str) -> list[dict[str, str]]:
    """Return the conditions of an anomaly in order."""
    rows = [row for row in view.vocabulary.rows("anomaly_rules") if row["anomaly"] == anomaly]
    return sorted(rows, key=lambda row: int(row["position"]))


def _condition_text(view: View, row: dict[str, str]) -> str:
    """Say a condition: ``집행률 30% 이상``."""
    return view.words(
        f"progress.{row['comparison']}",
        measure=row[f"name_{view.language}"],
        value=_threshold(view, row),
    )


def _amount(view: View, row: dict[str, str], value: float) -> str:
    """Write a measure's value with its unit."""
    return number_text(value, int(row["decimals"])) + _unit(view, row)


def _threshold(view: View, row: dict[str, str]) -> str:
    """Write a threshold as exactly as it is set."""
    decimals = len(row["threshold"].partition(".")[2])
    return number_text(float(row["threshold"]), decimals) + _unit(view, row)


def _unit(view: View, row: dict[str, str]) -> str:
    unit = row[f"unit_{view.language}"]
    return unit if view.is_korean or unit.startswith("%") else f" {unit}"


def _rule_text(view: View, anomaly: str) -> str:
    return ", ".join(_condition_text(view, row) for row in _conditions(view, anomaly))


def anomaly_tiles(view: View, counts: pd.DataFrame) -> list[Tile]:
    """Return how many projects show each anomaly, what money they hold, and the rule."""
    words = view.words
    return [
        Tile(
            view.marked("anomalies", row.anomaly),
            words("progress.count", count=number_text(row.projects)) if row.judged else "–",
            words("progress.of_judged", judged=row.judged, money=view.million_won(row.allocated))
            if row.judged
            else words("progress.not_judged"),
            f"{view.name('anomalies', row.anomaly, 'meaning')}: {_rule_text(view, row.anomaly)}",
        )
        for row in records(counts)
    ]


def judging_notes(view: View, counts: pd.DataFrame, quarter: int) -> list[str]:
    """Say what could not be judged, and why."""
    words = view.words
    lines = []
    missing = counts[(counts["unknown"] > 0) & (counts["anomaly"] != "year_end_bunching")]
    if len(missing):
        lines.append(words("progress.unknown", count=number_text(missing["unknown"].max())))
    if quarter < 4:
        lines.append(words("progress.no_fourth_quarter"))
    else:
        (late,) = records(counts[counts["anomaly"] == "year_end_bunching"])
        if late.unknown:
            lines.append(words("progress.unknown_quarters", count=number_text(late.unknown)))
    return [*lines, words("progress.quarterly")]


@figure("progress/anomalies")
def anomalies(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """List the projects that are odd, the worst first."""
    found = view.ask("progress/anomalies", **here_in(view, year, region, model_type))
    return Drawn(
        None,
        _anomalies_table(view, found),
        title=view.words(
            "progress.anomaly_list",
            year=view.period(year),
            place=place_name(view, region, model_type),
        ),
        nothing=view.words("progress.no_anomaly"),
        notes=_rule_notes(view),
    )


@figure("progress/pace")
def pace(view: View, *, year: int, region: str = "all", model_type: str = "all") -> Drawn:
    """Draw execution against attainment of every project."""
    here = here_in(view, year, region, model_type)
    every, found = view.ask("progress/pace", **here), view.ask("progress/anomalies", **here)
    title = view.narrowed(view.words("progress.pace", year=view.period(year)), region, model_type)
    return Drawn(
        _pace_scatter(view, every, found, title),
        _pace_table(view, every),
        nothing=view.words("progress.no_attainment"),
    )


def _rule_notes(view: View) -> list[str]:
    """Write the rule of each anomaly, and in which order they stand."""
    rules = [
        view.words(
            "progress.rule", anomaly=view.name("anomalies", anomaly), rule=_rule_text(view, anomaly)
        )
        for anomaly in (row["anomaly"] for row in view.vocabulary.rows("anomalies"))
    ]
    return [*rules, view.words("progress.worst_first"), view.words("notes.attainment_index")]


def _finding(view: View, row: Any) -> str:
    """Say what an anomaly was found by: the leading number against its threshold."""
    rule = _conditions(view, row.anomaly)[0]
    return view.words(
        "progress.found",
        measure=rule[f"name_{view.language}"],
        value=_amount(view, rule, row.leading_value),
        threshold=_threshold(view, rule),
    )


@kept
def _anomalies_table(view: View, found: pd.DataFrame) -> Table:
    """Show each anomaly with the number it was found by, the worst first."""
    words = view.words
    columns = {
        words("progress.anomaly"): [
            f"{number}. {view.marked('anomalies', anomaly)}"
            for number, anomaly in enumerate(found["anomaly"], 1)
        ],
        words("column.project"): project_links(view, found),
        words("column.region"): [view.region(region) for region in found["region"]],
        words("column.model_type"): [view.model_type(t) for t in found["model_type"]],
        words("column.stage"): [view.name("stages", stage, "short") for stage in found["stage"]],
        words("progress.found_by"): [_finding(view, row) for row in records(found)],
        words("column.allocated"): texts(found["allocated"], view.million_won),
        words("column.execution_rate"): texts(found["execution_rate"], _one),
        words("column.status"): [view.status(status) for status in found["status"]],
    }
    numeric = [words("column.allocated"), words("column.execution_rate")]
    return Table(columns, numeric, found)


@kept
def numbers_table(view: View, found: pd.DataFrame) -> Table:
    """Show all numbers that the rules look at."""
    words = view.words
    columns = {
        words("progress.anomaly"): [view.marked("anomalies", a) for a in found["anomaly"]],
        words("column.project"): project_links(view, found),
        words("status.elapsed"): texts(found["elapsed"], number_text),
        words("column.execution_rate"): texts(found["execution_rate"], _one),
        words("column.attainment_index"): texts(found["attainment_index"], _one),
        words("progress.money_to_attainment"): texts(
            found["money_to_attainment"], lambda v: number_text(v, 2)
        ),
        words("progress.attainment_lead"): texts(found["attainment_lead"], _signed),
        words("status.execution_gap"): texts(found["execution_gap"], _signed),
        words("progress.days_overdue"): texts(found["days_overdue"], number_text),
        words("progress.last_quarter_share"): texts(found["last_quarter_share"], _one),
    }
    return Table(columns, list(columns)[2:], found)


def _one(value: float) -> str:
    return number_text(value, 1)


def _signed(value: float) -> str:
    return signed_text(value, 1)


@kept
def _pace_scatter(view: View, pace: pd.DataFrame, found: pd.DataFrame, title: str) -> Chart | None:
    """Draw execution against attainment: what is odd lies far from the diagonal, numbered."""
    words = view.words
    known = pace.dropna(subset=["execution_rate", "attainment_index"])
    if known.empty:
        return None
    numbers = {
        project: str(number) for number, project in reversed(list(enumerate(found["project"], 1)))
    }
    is_usual = known["anomaly"].isna()
    frame = pd.DataFrame(
        {
            "x": known["attainment_index"].tolist(),
            "y": known["execution_rate"].tolist(),
            "x_median": known["elapsed"].tolist(),
            "y_median": known["elapsed"].tolist(),
            "symbol": [
                _USUAL if usual else _SYMBOLS.get(anomaly, _USUAL)
                for usual, anomaly in zip(is_usual, known["anomaly"], strict=True)
            ],
            "is_soft": is_usual.tolist(),
            "number": [numbers.get(project, "") for project in known["project"]],
            "hover": [
                words(
                    "progress.pace_hover",
                    project=escaped(row.name),
                    region=view.region(row.region),
                    execution=_one(row.execution_rate),
                    attainment=_one(row.attainment_index),
                )
                for row in records(known)
            ],
        }
    )
    told = words(
        "progress.pace_finding",
        title=title,
        projects=len(known),
        found=int((~is_usual).sum()),
        elapsed=number_text(known["elapsed"].iloc[0]),
    )
    symbols = "   ".join(
        [
            *(view.marked("anomalies", each) for each in _SYMBOLS),
            f"○ {words('progress.usual')}",
        ]
    )
    return scatter(
        frame,
        view.caption(title, "%"),
        told,
        x_name=words("progress.attainment_axis"),
        y_name=words("progress.execution_axis"),
        key=symbols,
    )


@kept
def _pace_table(view: View, pace: pd.DataFrame) -> Table:
    """Show execution and attainment of each project."""
    words = view.words
    columns = {
        words("column.project"): project_links(view, pace),
        words("column.region"): [view.region(region) for region in pace["region"]],
        words("column.model_type"): [view.model_type(t) for t in pace["model_type"]],
        words("column.attainment_index"): texts(pace["attainment_index"], _one),
        words("column.execution_rate"): texts(pace["execution_rate"], _one),
        words("progress.anomaly"): [
            "–" if pd.isna(a) else view.marked("anomalies", a) for a in pace["anomaly"]
        ],
    }
    return Table(columns, list(columns)[3:5], pace, [words("progress.dotted_elapsed")])
