"""What the template's cells accept: drop-downs, ranges, and what is said to anything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from xlsxwriter.utility import xl_range_abs

from monitor.intake.form import Column, Form
from monitor.intake.tabulating.choices import FILES
from monitor.intake.template.lines import Line, labels
from monitor.wording import Words

LISTS: Final = "목록"
_LONGEST_TEXT: Final = 200
_LARGEST: Final = 10**15
_DAYS: Final = (dt.date(2020, 1, 1), dt.date(2050, 12, 31))


def choices_of(form: Form) -> dict[str, list[str]]:
    """Return by vocabulary what the drop-downs of a form's choices offer.

    Targets are set also for indicators that are counted from lists, which have no row of actuals.
    """
    vocabulary = form.vocabulary
    named = {column.vocabulary for column in form.columns} & FILES.keys()
    offered = {
        name: list(labels(vocabulary, FILES[name], name).values())
        for name in sorted(named - {"indicator"})
    }
    if "indicator" in named:
        indicators = list(vocabulary.indicators.values())
        reported = [row for row in indicators if row.source_rule == "reported"]
        offered |= {
            "indicator": [row.name_ko for row in reported],
            "target": [row.name_ko for row in indicators if row in reported or row.is_counted],
            "own_indicator": [row.name_ko for row in reported if row.across_projects == "none"],
        }
    return offered


class Rules:
    """Puts data validation on the cells of a template's sheets."""

    def __init__(
        self, form: Form, lists: Mapping[str, Sequence[str]], last_rows: Mapping[str, int]
    ) -> None:
        """Prepare the lists.

        Args:
            form: whose columns they are.
            lists: what drop-downs offer: by vocabulary of a choice, by ``municipality``, and by
                field of an id that another form's register gives.
            last_rows: by table, the last row of its sheet.
        """
        self.form, self.words = form, Words("ko")
        self.lists = {name: list(values) for name, values in lists.items() if values}
        self.last_rows = last_rows

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

    def _source(self, column: Column) -> str | None:
        """Return where the names stand that a cell may hold, None where it is free."""
        if column.vocabulary == "indicator" and column.table in self.lists:
            return self._list_source(column.table)
        name = column.vocabulary if column.kind == "choice" else column.field
        if column.kind in {"choice", "municipality", "identifier"} and name in self.lists:
            return self._list_source(name)
        return self._id_source(column) if column.kind == "identifier" else None

    def _id_source(self, column: Column) -> str | None:
        """Return the column of the sheet that says which ids there are, None for that column."""
        for table in self.form.tables:
            first, *others = [each for each in self.form.of(table) if each.is_key]
            if first.field == column.field and not others and table != column.table:
                return f"='{first.sheet}'!{xl_range_abs(1, 0, self.last_rows[table], 0)}"
        return None

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
        if source := self._source(column):
            return self._list(source)
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
            "error_message": self.words(f"template.{_refusal(column, kind)}", **needed),
        }


def _refusal(column: Column, kind: str) -> str:
    """Return which sentence a cell says: only actuals have a reason why there is no number."""
    if kind == "number" and column.table != "observation":
        return "refuse_optional_number"
    return "refuse_text" if kind == "municipality" else f"refuse_{kind}"


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
