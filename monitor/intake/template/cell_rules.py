"""What the template's cells accept: drop-downs, ranges, and what is said to anything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from xlsxwriter.utility import xl_range_abs

from monitor.intake.form import Column, Form
from monitor.intake.template.rows import Contents, Line, labels
from monitor.vocabulary import Region, Vocabulary
from monitor.wording import Words

LISTS: Final = "목록"
_LONGEST_TEXT: Final = 200
_LARGEST: Final = 10**15
_DAYS: Final = (dt.date(2020, 1, 1), dt.date(2050, 12, 31))
# reference file of a choice → the column that names a row
_CHOICES: Final = {
    "model_type": "model_types",
    "stage": "stages",
    "funding_source": "funding_sources",
    "absence": "absences",
    "project_state": "project_states",
    "data_kind": "data_kinds",
    "submission_kind": "submission_kinds",
}


class Rules:
    """Puts data validation on the cells of a template's sheets."""

    def __init__(
        self, vocabulary: Vocabulary, said: Contents, region: Region, project_rows: int
    ) -> None:
        """Prepare the lists; ``project_rows`` is the last row of the sheet of projects."""
        self.vocabulary, self.said, self.region = vocabulary, said, region
        self.form, self.words = Form(vocabulary), Words("ko")
        self.project_rows = project_rows
        self.lists = self._lists()

    def _lists(self) -> dict[str, list[str]]:
        """Return by vocabulary what its drop-down offers."""
        indicators = self.vocabulary.indicators.values()
        reported = [row for row in indicators if row.source_rule == "reported"]
        found = {
            column.vocabulary: _CHOICES[column.vocabulary]
            for column in self.form.columns
            if column.vocabulary in _CHOICES
        }
        return {
            "region": [self.region.name_ko],
            "municipality": list(self.said.municipalities),
            "indicator": [row.name_ko for row in reported],
            "own_indicator": [row.name_ko for row in reported if row.across_projects == "none"],
            **{
                name: list(labels(self.vocabulary, file, name).values())
                for name, file in found.items()
            },
        }

    def write_lists(self, book: Any) -> None:
        """Write the hidden sheet that the drop-downs read."""
        sheet = book.add_worksheet(LISTS)
        for place, (name, values) in enumerate(self.lists.items()):
            for row, value in enumerate((name, *values)):
                sheet.write_string(row, place, value)
        sheet.protect()
        sheet.hide()

    def _list_source(self, name: str) -> str:
        place = list(self.lists).index(name)
        return f"='{LISTS}'!{xl_range_abs(1, place, len(self.lists[name]), place)}"

    def _project_source(self) -> str:
        sheet = self.form.of("project")[0].sheet
        return f"='{sheet}'!{xl_range_abs(1, 0, self.project_rows, 0)}"

    def on_rows(self, sheet: Any, column: Column, first: int, last: int, place: int) -> None:
        """Let the cells of a column accept what the form allows, from one row to another."""
        sheet.data_validation(first, place, last, place, self._accepts(column) | self._says(column))

    def on_values(
        self, sheet: Any, column: Column, lines: Sequence[Line], last: int, place: int
    ) -> None:
        """Let each indicator's value stand only within what is plausible for it."""
        general = (0.0, float(_LARGEST))
        limits = [line.limits or general for line in lines]
        limits += [general] * (last - len(lines))
        for first, end, (low, high) in _runs(limits):
            rule = self._between("decimal", low, high)
            sheet.data_validation(first, place, end, place, rule | self._says(column, low, high))

    def _accepts(self, column: Column) -> dict[str, Any]:
        if column.kind == "choice":
            own = column.table == "own_indicator" and column.vocabulary == "indicator"
            return self._list(self._list_source("own_indicator" if own else column.vocabulary))
        if column.kind == "municipality":
            return self._list(self._list_source("municipality"))
        if column.kind == "identifier" and column.table != "project":
            return self._list(self._project_source())
        if column.kind in {"integer", "won"}:
            return self._between("integer", column.minimum or 0, column.maximum or _LARGEST)
        if column.kind == "number":
            return self._between("decimal", column.minimum or 0, column.maximum or _LARGEST)
        if column.kind == "date":
            return self._between("date", *_DAYS)
        longest = 40 if column.kind == "identifier" else _LONGEST_TEXT
        return self._between("length", 1, longest)

    @staticmethod
    def _list(source: str) -> dict[str, Any]:
        return {"validate": "list", "source": source}

    @staticmethod
    def _between(kind: str, low: Any, high: Any) -> dict[str, Any]:
        if isinstance(low, float) and low.is_integer() and float(high).is_integer():
            low, high = int(low), int(high)
        return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}

    def _says(
        self, column: Column, low: float | None = None, high: float | None = None
    ) -> dict[str, Any]:
        """Return what a cell says when it does not accept what was typed."""
        kind = "list" if self._accepts(column)["validate"] == "list" else column.kind
        low = (column.minimum or 0) if low is None else low
        high = (column.maximum or _LARGEST) if high is None else high
        limits = {"low": f"{low:,.15g}", "high": f"{high:,.15g}"}
        needed = limits if kind in {"integer", "won", "number"} else {}
        return {
            "error_title": column.label_ko[:31],
            "error_message": self.words(f"template.refuse_{kind}", **needed),
        }


def _runs(
    limits: Iterable[tuple[float, float]],
) -> Iterator[tuple[int, int, tuple[float, float]]]:
    """Yield first row, last row and limits of neighbouring rows that share them, from row 1."""
    first, held = 1, None
    row = 0
    for row, each in enumerate(limits, start=1):
        if held is not None and each != held:
            yield first, row - 1, held
            first = row
        held = each
    if held is not None:
        yield first, row, held
