"""Figures on their way out: drawn in light, stamped, with all that a file says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from monitor.briefing.exhibit import Answer, Exhibit
from monitor.charts import Chart
from monitor.charts.theme import stamped
from monitor.figures.files import marks, numbers_table, said
from monitor.figures.memory import listening
from monitor.figures.parts import plain
from monitor.figures.register import Choice, Drawn, Figure
from monitor.figures.view import View
from monitor.store import Ledger, Manifest, is_open, question
from monitor.store.stamps import Shown, stamp
from monitor.vocabulary import PROGRAMME_BASIS
from monitor.wording import Refused

_NARROWING: Final = ("model_type", "region", "call", "model")


@dataclass(frozen=True)
class Wanted:
    """A figure that is to leave the house, with its choices."""

    figure: Figure
    choices: dict[str, Choice]


def exhibit(ledger: Ledger, view: View, figure: Figure, **choices: Choice) -> Exhibit:
    """Return one figure on its way out; see ``exhibits``."""
    return exhibits(ledger, view, [Wanted(figure, choices)])[0]


def exhibits(ledger: Ledger, view: View, wanted: Sequence[Wanted]) -> list[Exhibit]:
    """Draw figures of a view, stamp them and record their answers, all or none.

    Raises:
        Refused: ``nothing_to_export`` where a figure has neither chart nor numbers; what drawing
            and the ledger raise.
    """
    return stamped_exhibits(ledger, view.manifest, [draw(view, each) for each in wanted])


@dataclass(frozen=True)
class Sketch:
    """A figure as it was drawn, before it has a code."""

    view: View
    wanted: Wanted
    drawn: Drawn
    answers: tuple[Answer, ...]


def stamped_exhibits(
    ledger: Ledger, manifest: Manifest, sketches: Sequence[Sketch]
) -> list[Exhibit]:
    """Stamp what was drawn of a release and record its answers, all or none."""
    shown = [
        Shown(
            figure=each.wanted.figure.name,
            title=each.drawn.heading,
            unit=each.drawn.chart.unit if each.drawn.chart else "",
            parameters=each.wanted.choices,
            language=each.view.language,
            basis=each.view.basis,
            answers=each.answers,
        )
        for each in sketches
    ]
    codes = stamp(ledger, manifest, *shown)
    return [
        _exhibit(each.view, code, each.wanted, each.drawn, each.answers)
        for code, each in zip(codes, sketches, strict=True)
    ]


def unstamped(sketch: Sketch) -> Exhibit:
    """Return an exhibit to be looked at, which does not leave the house: it has no code."""
    return _exhibit(sketch.view, "", sketch.wanted, sketch.drawn, sketch.answers)


def draw(view: View, wanted: Wanted) -> Sketch:
    """Draw a figure in light, and keep what it was drawn from.

    Raises:
        Refused: as ``exhibits``.
    """
    view, choices = replace(view, dark=False), wanted.figure.fitting(wanted.choices)
    with listening() as heard:
        drawn = wanted.figure(view, **choices)
    answers = tuple(_asked(heard))
    if not all(is_open(question(each.question), view.published.actor) for each in answers):
        # What is recorded of a figure is recorded whole: it could not be verified otherwise.
        raise Refused("scores_not_open")
    # A chart that cannot be drawn has no title: its table alone would stand under none.
    if not drawn.heading or (drawn.chart is None and not len(drawn.numbers.raw)):
        raise Refused("nothing_to_export", figure=wanted.figure.name)
    return Sketch(view, Wanted(wanted.figure, choices), drawn, answers)


def _asked(heard: Iterable[pd.DataFrame]) -> Iterable[Answer]:
    """Return each answer once, in the order of asking."""
    told = {frame.attrs["answer"]: frame for frame in heard}
    for frame in told.values():
        yield Answer(frame.attrs["question"], frame.attrs["parameters"], frame)


def _exhibit(
    view: View, code: str, wanted: Wanted, drawn: Drawn, answers: tuple[Answer, ...]
) -> Exhibit:
    numbers, words = drawn.numbers, view.words
    made_up = words("common.demonstration")
    source = (drawn.chart.source if drawn.chart else drawn.source or view.source_line).split("<br>")
    return Exhibit(
        code=code,
        figure=wanted.figure.name,
        parameters=wanted.choices,
        language=view.language,
        basis=view.basis,
        release=view.manifest.release,
        title=drawn.heading,
        unit=drawn.chart.unit if drawn.chart else "",
        source=tuple(line for line in source if line != made_up),
        is_demonstration=made_up in source,
        alternative_text=drawn.chart.alternative_text if drawn.chart else drawn.heading,
        notes=tuple(_notes(view, wanted, drawn)),
        definitions=tuple(_definitions(view, wanted.choices, answers)),
        chart=_coded(view, drawn.chart, code),
        columns={
            heading: tuple(plain(text) for text in column)
            for heading, column in numbers.columns.items()
        },
        numeric=frozenset(numbers.numeric),
        typed=numbers_table(view, numbers.raw),
        answers=answers,
        conditions=said(view, wanted.choices | {"basis": view.basis}),
        marks=marks(view, numbers.raw),
    )


def _coded(view: View, chart: Chart | None, code: str) -> Chart | None:
    """Write a code under a chart."""
    return stamped(chart, view.words("document.code", code=code)) if chart and code else chart


def _notes(view: View, wanted: Wanted, drawn: Drawn) -> Iterable[str]:
    """Say what is looked at, where that is not everything, then the notes of the page."""
    narrowed = {
        name: wanted.choices[name]
        for name in _NARROWING
        if wanted.choices.get(name, "all") not in ("", "all")
    }
    basis: dict[str, Choice] = {} if view.basis == PROGRAMME_BASIS else {"basis": view.basis}
    marked = {name: narrowed.pop(name) for name in wanted.figure.marking if name in narrowed}
    if narrowed | basis:
        yield view.words("document.looked_at", choices=said(view, narrowed | basis))
    if marked:
        yield view.words("document.marked", choices=said(view, marked))
    yield from drawn.all_notes


def _definitions(
    view: View, choices: Mapping[str, Choice], answers: Sequence[Answer]
) -> Iterable[str]:
    """Say what the numbers are: the indicator's definition, and what was asked of the release."""
    indicator = str(choices.get("indicator") or choices.get("subject") or "")
    if indicator in view.vocabulary.indicators:
        yield f"{view.indicator_name(indicator)}: {view.definition(indicator)}"
    yield from dict.fromkeys(view.words(f"question.{answer.question}") for answer in answers)
