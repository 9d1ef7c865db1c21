"""Sentences of a figure in 개조식, written from its answers by rule; a person may change them.

A rule speaks where an answer has its columns and enough values; nothing is computed here: the
highest and the lowest are picked, changes and rates come from the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

import pandas as pd

from monitor.briefing.exhibit import Exhibit
from monitor.figures.tables import change_text
from monitor.figures.view import View
from monitor.wording import number_text

Sentences: TypeAlias = tuple[tuple[int, str], ...]
Told: TypeAlias = tuple[str, tuple[str, ...]]  # a sentence and the numbers in it
_BARE: Final = re.compile(r"(?<![\d/.,])\d[\d,.]*(?=$|[\s,;])")  # nor a part of "16.3/20"
_FEWEST: Final = 2  # of one value nothing is the highest


def sentences_of(view: View, exhibit: Exhibit) -> Sentences:
    """Return depth and text of each sentence: 0 is □, 1 is ○."""
    told = list(_finding(view, exhibit))
    for sentence, numbers in _by_rule(view, exhibit):
        # What the finding or an earlier rule has said is not said again.
        if not all(any(number in said for said in told) for number in numbers):
            told.append(sentence)
    return ((0, exhibit.title), *((1, sentence) for sentence in told))


def _finding(view: View, exhibit: Exhibit) -> Iterator[str]:
    """Return the finding without the title that stands above it; of a table, how long it is."""
    if exhibit.chart is None:
        yield view.words("telling.rows", count=number_text(len(exhibit.typed)))
        return
    if finding := _without_title(exhibit):
        told = finding[0].upper() + finding[1:]
        # On the page the unit stands above the figure; a sentence with bare numbers has to say it.
        has_unit = exhibit.unit not in ("", view.words("spread.unit_day"))
        is_bare = has_unit and exhibit.unit not in told and _BARE.search(told)
        yield view.words("telling.in_unit", told=told, unit=exhibit.unit) if is_bare else told


def _without_title(exhibit: Exhibit) -> str:
    said, title = exhibit.alternative_text, exhibit.title
    if said.startswith(title):
        return said.removeprefix(title).lstrip(":, ").strip()
    head, _, finding = said.partition(": ")
    return finding.strip() if title.startswith(head) else said


def _by_rule(view: View, exhibit: Exhibit) -> Iterator[Told]:
    for answer in exhibit.answers:
        for columns, rule in _RULES:
            if set(columns) <= set(answer.frame.columns):
                yield from rule(view, answer.frame, dict(exhibit.parameters))


def _developed(view: View, frame: pd.DataFrame, choices: dict[str, Any]) -> Iterator[Told]:
    """Tell the newest year of one indicator beside the year before."""
    if "indicator" not in choices or not frame["year"].is_unique:
        return
    known = frame.dropna(subset=["actual", "change"])
    if len(known):
        row, indicator = known.iloc[-1], str(choices["indicator"])
        period = view.period_to(int(row["year"]), view.quarter(int(choices["year"])))
        amount = view.amount(indicator, row["actual"])
        change = change_text(view, indicator, row["change"], row["change_percent"])
        sentence = view.words("telling.developed", period=period, amount=amount, change=change)
        yield sentence, (view.write(indicator, row["actual"]), change)


def _moved(view: View, frame: pd.DataFrame, choices: dict[str, Any]) -> Iterator[Told]:
    """Tell which rose most and which fell most on the year before."""
    indicator = str(choices.get("indicator") or choices.get("subject") or "")
    if not indicator or "year" in frame or indicator not in view.vocabulary.indicators:
        return
    measure = "change" if view.indicator(indicator).is_rate else "change_percent"

    def write(row: Any) -> str:
        return change_text(view, indicator, row["change"], row["change_percent"])

    yield from _extremes(view, frame, measure, "moved", write)


def _attained(view: View, frame: pd.DataFrame, _choices: dict[str, Any]) -> Iterator[Told]:
    """Tell which is furthest towards its target and which is furthest from it."""
    yield from _extremes(view, frame, "attainment", "attained", _percent("attainment"))


def _executed(view: View, frame: pd.DataFrame, _choices: dict[str, Any]) -> Iterator[Told]:
    """Tell which executed most of its money and which least."""
    yield from _extremes(view, frame, "execution_rate", "executed", _percent("execution_rate"))


def _percent(column: str) -> Callable[[Any], str]:
    return lambda row: f"{number_text(row[column], 1)}%"


def _extremes(
    view: View, frame: pd.DataFrame, measure: str, told: str, write: Callable[[Any], str]
) -> Iterator[Told]:
    name = next((column for column in _NAMED if column in frame and frame[column].is_unique), None)
    if name is None or "project" in frame:
        return
    known = frame.dropna(subset=[name, measure]).sort_values(measure, kind="stable")
    if len(known) < _FEWEST or known[measure].nunique() < _FEWEST:
        return
    (_, lowest), (_, highest) = known.iloc[[0, -1]].iterrows()
    say = _NAMED[name]
    sentence = view.words(
        f"telling.{told}",
        highest=f"{say(view, highest[name])} {write(highest)}",
        lowest=f"{say(view, lowest[name])} {write(lowest)}",
    )
    yield sentence, (write(highest), write(lowest))


_NAMED: Final[dict[str, Callable[[View, str], str]]] = {
    "region": lambda view, key: view.region(key),
    "model_type": lambda view, key: view.model_type(key),
    "funding_source": lambda view, key: view.name("funding_sources", key),
    "ministry": lambda view, key: view.name("ministries", key),
    "indicator": lambda view, key: view.indicator_name(key),
}
_RULES: Final = (
    (("year", "actual", "change", "change_percent"), _developed),
    (("actual", "change", "change_percent"), _moved),
    (("attainment",), _attained),
    (("execution_rate",), _executed),
)
