"""The workbook forms: their sheets and columns, as ``…form_columns.csv`` give them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal

from monitor.vocabulary import Vocabulary

COVER: Final = "cover"
FormName = Literal["province", "programme", "score"]
PROVINCE: Final = "province"
PROGRAMME: Final = "programme"
SCORE: Final = "score"
# form → file of its columns, setting that marks its version
_FORMS: Final[dict[FormName, tuple[str, str]]] = {
    PROVINCE: ("form_columns", "form_version"),
    PROGRAMME: ("programme_form_columns", "programme_form_version"),
    SCORE: ("score_form_columns", "score_form_version"),
}


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
    """A form that is filled in (ours: the official ones are not public).

    ``province``: what a local government reports each quarter. ``programme``: the ministry's own
    register of calls, applications, standard models and awards. ``score``: what a member of the
    panel, or a province on itself, gives in the annual evaluation.
    """

    def __init__(self, vocabulary: Vocabulary, name: FormName = PROVINCE) -> None:
        self.vocabulary = vocabulary
        self.name: FormName = name
        self.file, self._version = _FORMS[name]

    @property
    def version(self) -> str:
        """Return the version of the form that is in use."""
        return self.vocabulary.setting(self._version)

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
            for row in self.vocabulary.rows(self.file)
        ]

    @cached_property
    def tables(self) -> list[str]:
        """Return the tables that hold rows, in order (the cover is not one)."""
        return [name for name in dict.fromkeys(c.table for c in self.columns) if name != COVER]

    def of(self, table: str) -> list[Column]:
        """Return the columns of one table, in order."""
        return [column for column in self.columns if column.table == table]

    def column(self, table: str, field: str) -> Column:
        """Return one column of a table."""
        return next(column for column in self.of(table) if column.field == field)


@lru_cache(maxsize=2)
def forms(vocabulary: Vocabulary) -> dict[FormName, Form]:
    """Return every form by its name."""
    return {name: Form(vocabulary, name) for name in _FORMS}


def form_with(vocabulary: Vocabulary, table: str) -> Form:
    """Return the form that a table belongs to."""
    return next(form for form in forms(vocabulary).values() if table in form.tables)
