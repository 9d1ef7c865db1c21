"""Reading a file that somebody hands in to be verified, whoever saved it last.

Only what can be read as numbers or sentences is read; a picture says nothing. Workbooks and CSV
are read in the desk's reading processes; other files are opened as archives with the same care, and
parsed without entities, within limits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from monitor.briefing.contents.reports import is_report, report_parts
from monitor.briefing.contents.said import Contents
from monitor.briefing.contents.sheets import sheet_parts
from monitor.briefing.contents.slides import PRESENTATION, slide_parts
from monitor.intake.reading import MAXIMUM_BYTES, read_file
from monitor.intake.reading_worker.archive import Archive
from monitor.intake.reading_worker.problem import UNREADABLE, Problem
from monitor.intake.received import shown_name
from monitor.wording import Refused

_ZIP: Final = b"PK"
# Refusals of the desk whose sentence fits a file that is only to be looked at.
_SAID_AS_IT_IS: Final = frozenset({"file_empty", "file_cut", "locked", "reader_not_started"})
_TOO_LARGE: Final = frozenset(
    {
        *("file_too_large", "unpacks_too_large", "too_many_parts", "sheet_too_wide"),
        *("reading_too_big", "reading_too_slow"),
    }
)


def contents(content: bytes, file_name: str) -> Contents:
    """Return what an XLSX, PPTX, HWPX or CSV file says of the figures in it.

    Args:
        content: the file, at most 20 MB.
        file_name: the name it came under; refusals show its last part.

    Raises:
        Refused: ``not_verifiable`` for what is no such file, ``too_large_to_verify``, and for what
            cannot be opened ``file_empty``, ``file_cut``, ``locked``, ``reader_not_started``.
    """
    shown = shown_name(file_name)
    if len(content) > MAXIMUM_BYTES:
        raise Refused("too_large_to_verify", file=shown)
    try:
        return _contents(content, file_name)
    except (Problem, Refused) as problem:
        raise _refusal(problem.key, problem.values, shown) from problem
    except UNREADABLE as error:
        raise Refused("not_verifiable", file=shown) from error


def _contents(content: bytes, file_name: str) -> Contents:
    if content.startswith(_ZIP):
        archive = Archive(content)
        if PRESENTATION in archive.names:
            return Contents("pptx", tuple(slide_parts(archive)))
        if is_report(archive):
            return Contents("hwpx", tuple(report_parts(archive)))
    received = read_file(content, file_name)
    return Contents(received.kind, tuple(sheet_parts(received)))


def _refusal(key: str, values: Mapping[str, Any], file: str) -> Refused:
    if key in _TOO_LARGE:
        return Refused("too_large_to_verify", file=file)
    if key in _SAID_AS_IT_IS:
        return Refused(key, **{**values, "file": file})
    return Refused("not_verifiable", file=file)
