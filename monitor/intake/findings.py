"""Findings: what is wrong in a workbook, where, why that matters, and what to do."""

from __future__ import annotations

import datetime as dt
import numbers
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import pandas as pd

from monitor.intake.received import cell_name
from monitor.wording import Language, Words

# More than any sheet has: 1,048,576 rows in Excel.
ROWS_A_SHEET: Final = 10_000_000


@dataclass(frozen=True)
class Finding:
    """One thing to look at. ``code`` names a row of ``checks.csv`` and an entry of findings.toml.

    Attributes:
        code: what was found.
        sheet: name of the sheet.
        cell: name of the cell, ``""`` when it is about the whole sheet.
        field: the heading it is about, or the indicator's name.
        raw_value: what stands there, as text.
        expected: what it was held against, as text.
        severity: ``error`` blocks, ``warning`` asks for a reason, ``note`` informs.
    """

    code: str
    sheet: str
    cell: str
    field: str = ""
    raw_value: str = ""
    expected: str = ""
    severity: str = "error"

    def part(self, part: str, language: Language = "ko") -> str:
        """Return ``what`` is wrong, ``why`` it matters, or what to ``do``."""
        return Words(language)(
            f"finding.{self.code}.{part}",
            field=self.field,
            value=self.raw_value,
            expected=self.expected,
        )

    def say(self, language: Language = "ko") -> str:
        """Return sheet and cell, what is wrong, and what to do."""
        place = f"[{self.sheet}] {self.cell}" if self.cell else f"[{self.sheet}]"
        return f"{place}: {self.part('what', language)} {self.part('do', language)}"


@dataclass(frozen=True)
class Normalised:
    """A cell whose value is not simply what was written: both, and the rule between them."""

    sheet: str
    cell: str
    field: str
    raw_value: str
    value: str
    rule: str


class Place:
    """Where a table's cells stand: sheet and columns, or several sheets where it goes on.

    A row is known by ``source_row``: its number in the sheet; from the second sheet on with
    ``ROWS_A_SHEET`` more for each sheet before it.
    """

    def __init__(
        self, sheet: str, columns: dict[str, int], *more: tuple[str, dict[str, int]]
    ) -> None:
        self.sheet = sheet
        self.columns = columns
        self._sheets = ((sheet, columns), *more)

    def where(self, source_row: int, field: str) -> tuple[str, str]:
        """Return the sheet and the name of the cell of a row and field."""
        part, number = divmod(int(source_row), ROWS_A_SHEET)
        sheet, columns = self._sheets[part]
        return sheet, cell_name(number, columns.get(field, 1))


def shown(value: Any) -> str:
    """Write a value as a finding quotes it."""
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    if pd.isna(value):
        return ""
    return f"{value:,.15g}" if isinstance(value, numbers.Real) else str(value)


def numbered(items: Sequence[Finding | Normalised]) -> pd.DataFrame:
    """Return findings or normalised cells as rows of their table in the ledger.

    Columns: position (from one) and the attributes.
    """
    return pd.DataFrame([{"position": n, **asdict(item)} for n, item in enumerate(items, start=1)])


def findings_in(rows: pd.DataFrame) -> list[Finding]:
    """Return the findings that the ledger lists (``findings_of``)."""
    names = ["code", "sheet", "cell", "field", "raw_value", "expected", "severity"]
    return [Finding(*row) for row in rows[names].itertuples(index=False)]
