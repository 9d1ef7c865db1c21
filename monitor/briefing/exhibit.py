"""What leaves the house: a figure with its numbers and its stamp, and a document made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from monitor.charts import Chart
from monitor.wording import Language


@dataclass(frozen=True)
class Answer:
    """One answer that a figure was drawn from."""

    question: str
    parameters: Mapping[str, object]
    frame: pd.DataFrame


@dataclass(frozen=True)
class Exhibit:
    """A figure on its way out: everything that a file of any kind says of it.

    Attributes:
        code: the stamp, such as ``K7F3-9QMX``; verified by ``monitor verify``.
        figure: id in the register of figures, such as ``overview/attainment``.
        parameters: the choices that it was drawn with, by the names that addresses use.
        language, basis, release: how it was looked at.
        title, unit: as on the page; ``unit`` is plain (``백만원``).
        source: lines under it: source with as-of date and 잠정/확정, licence of the boundaries.
        is_demonstration: whether 시연용 가상 자료 must stand on it.
        alternative_text: the finding as a sentence.
        notes: notes of figure and table.
        definitions: of indicators and columns, for the sheet of notes.
        chart: in light; none where the exhibit is a table alone.
        columns, numeric: the table as written (plain text), and which columns are numbers.
        typed: the same answer as a file holds it: headings in words, numbers as
            numbers, money in 원.
        answers: what it was drawn from.
        conditions: the choices in words; titles do not name them all.
        marks: what each row of a file says of where it is from, by heading: release, as-of date,
            state, kind of data, choices in words.
    """

    code: str
    figure: str
    parameters: Mapping[str, str | int]
    language: Language
    basis: int
    release: str
    title: str
    unit: str
    source: tuple[str, ...]
    is_demonstration: bool
    alternative_text: str
    notes: tuple[str, ...]
    definitions: tuple[str, ...]
    chart: Chart | None
    columns: Mapping[str, tuple[str, ...]]
    numeric: frozenset[str]
    typed: pd.DataFrame
    answers: tuple[Answer, ...]
    conditions: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """An exhibit in a document: its place, its sentences, and what changed since the last one.

    Attributes:
        number: of the figure in the document, from 1.
        sentences: (depth, text): 0 is □, 1 is ○, 2 is -; without the mark.
        changed: sentences on what differs from the last briefing of the recipe; none where none.
        changed_cells: (row, column heading) of table cells that differ from the last briefing.
    """

    number: int
    exhibit: Exhibit
    sentences: tuple[tuple[int, str], ...]
    changed: tuple[str, ...] = ()
    changed_cells: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True)
class Section:
    """A part of a document under one heading."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Document:
    """A briefing, ready to be written as HWPX, PPTX, XLSX or PDF.

    Attributes:
        code: the stamp of the document.
        title, office, day: what stands on the first page; ``day`` as written (``2028. 9. 30.``).
        as_of: the line of as-of date and state: ``기준일: 2028. 6. 30. (잠정)``.
        since: what the changes are counted from, as written; empty for a first briefing.
    """

    code: str
    language: Language
    title: str
    office: str
    day: str
    as_of: str
    release: str
    is_demonstration: bool
    sections: tuple[Section, ...]
    since: str = ""
    unchanged: tuple[str, ...] = field(default_factory=tuple)
