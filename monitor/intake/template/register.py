"""The template of the ministry's register: calls, applications, models, awards as last accepted."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Final

import xlsxwriter

from monitor.intake.form import PROGRAMME, Column, Form
from monitor.intake.tabulating.choices import FILES
from monitor.intake.template.cell_rules import choices_of
from monitor.intake.template.known import records
from monitor.intake.template.lines import Cell, Contents, Line, Period, Record, Table, labels
from monitor.intake.template.sheets import Guide, SheetWriter
from monitor.intake.template.workbook import check_period
from monitor.store import Ledger
from monitor.vocabulary import Region, Vocabulary
from monitor.wording import Words

_CELLS: Final = ("needed", "given")
_LAST: Final = """
select submission.office, submission.data_kind
from submission
inner join programme_workbook on submission.submission = programme_workbook.submission
inner join submission_state on submission.submission = submission_state.submission
where submission_state.submission_state = 'accepted'
order by submission.submission desc
limit 1
"""


def register_template(
    ledger: Ledger, vocabulary: Vocabulary, *, year: int, quarter: int, today: dt.date
) -> bytes:
    """Return the ministry's register as xlsx, with every row that was accepted, for a period.

    The day of submission is ``today``, or the first day after the period while the period lasts.
    The same ledger and day give the same bytes.

    Raises:
        Refused: ``period_out_of_range``.
    """
    ledger.actor.permit("read_submission", on=PROGRAMME)
    form, period = Form(vocabulary, PROGRAMME), Period(year, quarter)
    check_period(form, period)
    said = _contents(ledger, form, period, today)
    words = Words("ko")
    about = (words("template.register"), period.name)
    lists = choices_of(form) | {
        "region": [region.name_ko for region in _provinces(vocabulary, period)]
    }
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        writer = SheetWriter(book, form, said, about, lists, today)
        writer.write(_guide(words), _CELLS)
    return stream.getvalue()


def _guide(words: Words) -> Iterator[Guide]:
    for name in ("numbers", "sending"):
        yield words(f"template.{name}"), words(f"template.{name}_means"), ""


def _provinces(vocabulary: Vocabulary, period: Period) -> Iterator[Region]:
    """Yield every province that there was by the end of a period: a register goes back in time."""
    for region in sorted(vocabulary.regions.values(), key=lambda each: each.position):
        if region.valid_from < period.next_day:
            yield region


def _contents(ledger: Ledger, form: Form, period: Period, today: dt.date) -> Contents:
    with ledger.reading() as connection:
        last = records(connection, _LAST, {})
        known = {table: records(connection, _accepted(form, table), {}) for table in form.tables}
    about = last[0] if last else {"office": None, "data_kind": None}
    kinds = labels(form.vocabulary, "data_kinds", "data_kind")
    names = _names(form)
    return Contents(
        cover={
            "year": period.year,
            "quarter": period.quarter,
            "submitted_on": max(today, period.next_day),
            "office": about["office"],
            "form_version": form.version,
            "data_kind": kinds[about["data_kind"] or "real"],
        },
        tables={
            table: Table((), tuple(_line(form.of(table), row, names) for row in rows))
            for table, rows in known.items()
        },
        is_demonstration=about["data_kind"] == "demonstration",
    )


def _accepted(form: Form, table: str) -> str:
    fields = ", ".join(f'"{column.field}"' for column in form.of(table))
    keys = ", ".join(f'"{column.field}"' for column in form.of(table) if column.is_key)
    return f"select {fields} from current_{table} order by {keys}"


def _names(form: Form) -> dict[str, dict[str, str]]:
    """Return by vocabulary, what cells write for each id."""
    vocabulary = form.vocabulary
    named = {column.vocabulary for column in form.columns} & FILES.keys()
    return {
        **{name: labels(vocabulary, FILES[name], name) for name in named},
        "region": labels(vocabulary, "regions", "region"),
        "municipality": labels(vocabulary, "municipalities", "municipality"),
    }


def _line(columns: list[Column], row: Record, names: dict[str, dict[str, str]]) -> Line:
    return Line({column.field: _cell(column, row[column.field], names) for column in columns})


def _cell(column: Column, value: Cell, names: dict[str, dict[str, str]]) -> Cell:
    if column.kind == "municipality":
        return names["municipality"].get(str(value))
    if column.kind == "choice":
        return names[column.vocabulary].get(str(value))
    return value
