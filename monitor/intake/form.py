"""The workbook form: its sheets and columns, as ``form_columns.csv`` gives them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from monitor.vocabulary import Vocabulary

COVER: Final = "cover"


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its heading, what may stand in it, and how it is checked."""

    table: str
    sheet: str
    field: str
    label_ko: str
    label_en: str
    kind: str
    vocabulary: str
    required: bool
    is_key: bool
    minimum: float | None
    maximum: float | None


class Form:
    """The form that local governments fill in (ours: the official one is not public)."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    @cached_property
    def columns(self) -> list[Column]:
        """Return every column of every sheet, in order."""
        return [
            Column(
                table=row["table"],
                sheet=row["sheet_ko"],
                field=row["field"],
                label_ko=row["label_ko"],
                label_en=row["label_en"],
                kind=row["kind"],
                vocabulary=row["vocabulary"],
                required=row["required"] == "yes",
                is_key=row["is_key"] == "yes",
                minimum=float(row["minimum"]) if row["minimum"] else None,
                maximum=float(row["maximum"]) if row["maximum"] else None,
            )
            for row in self.vocabulary.rows("form_columns")
        ]

    @cached_property
    def tables(self) -> list[str]:
        """Return the tables that hold rows, in order (the cover is not one)."""
        return [name for name in dict.fromkeys(c.table for c in self.columns) if name != COVER]

    def of(self, table: str) -> list[Column]:
        """Return the columns of one table, in order."""
        return [column for column in self.columns if column.table == table]
