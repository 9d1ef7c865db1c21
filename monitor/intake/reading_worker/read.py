"""Reading one file, whatever it is."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.intake.reading_worker.excel import read_xls, read_xlsx
from monitor.intake.reading_worker.hangul import read_hwpx
from monitor.intake.reading_worker.kinds import kind_of
from monitor.intake.reading_worker.opendocument import read_ods
from monitor.intake.reading_worker.problem import UNREADABLE, Problem
from monitor.intake.reading_worker.text import read_text
from monitor.intake.received import Received


def read(content: bytes, stem: str, form_sheets: Sequence[str]) -> Received:
    """Return the sheets of a file.

    Args:
        content: the file.
        stem: its name without the ending: the name of the sheet of a CSV.
        form_sheets: names of the form's sheets, by which tables of CSV and HWPX are named.

    Raises:
        Problem: why it is not read.
    """
    try:
        return _read(content, stem, form_sheets)
    except UNREADABLE as error:
        raise Problem("not_a_workbook") from error


def _read(content: bytes, stem: str, form_sheets: Sequence[str]) -> Received:
    kind, archive = kind_of(content)
    if archive is None:
        return read_xls(content) if kind == "xls" else read_text(content, stem, form_sheets)
    if kind == "hwpx":
        return read_hwpx(archive, content, form_sheets)
    if kind == "ods":
        return read_ods(archive, content)
    return read_xlsx(archive, content, kind)
