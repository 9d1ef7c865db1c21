"""Reading: bytes become sheets of cells. The content decides, not the file's name.

A file is read in a process of its own (``reading_pool``, ``reading_worker``), bounded in memory and
time, so that a hostile one costs its sender a sentence and nobody else anything.
"""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Final

from monitor.intake.reading_pool import pool
from monitor.intake.received import Received, shown_name
from monitor.vocabulary import FORMS, reference_folder
from monitor.wording import Refused

MAXIMUM_BYTES: Final = 20_000_000


def read_file(content: bytes, file_name: str) -> Received:
    """Return the sheets of a file: xlsx, xlsm, xls, ods, CSV or HWPX.

    Args:
        content: the file, at most 20 MB.
        file_name: the name it came under; a CSV without names of sheets in it is one sheet of this
            name. Refusals show its last part.

    Raises:
        Refused: ``file_too_large``, ``file_empty``, ``file_cut``, ``not_a_workbook``,
            ``other_format``, ``old_hwp``, ``locked``, ``no_table``, ``same_sheet_name``,
            ``sheet_too_wide``, ``too_many_parts``, ``unpacks_too_large``, ``unsafe_part``,
            ``has_dtd``, ``nul_in_text``, ``unknown_encoding``, ``quote_open``,
            ``reading_too_big`` (1.5 GB), ``reading_too_slow`` (20 s).
    """
    shown = shown_name(file_name)
    if len(content) > MAXIMUM_BYTES:
        raise Refused("file_too_large", file=shown, limit=MAXIMUM_BYTES // 1_000_000)
    answer = pool().read(content, _stem(file_name), _form_sheets())
    if answer.received is None:
        raise Refused(answer.key, **_shown(answer.values), file=shown)
    return answer.received


def _stem(file_name: str) -> str:
    """Return the name without folders and ending, its Hangul composed, as no macOS sends it."""
    return PurePosixPath(unicodedata.normalize("NFC", shown_name(file_name, longest=255))).stem


def _shown(values: Any) -> dict[str, Any]:
    """Return what a file brought into a sentence so that it cannot harm the sentence."""
    return {
        name: shown_name(value, is_path=False) if isinstance(value, str) else value
        for name, value in values.items()
    }


@cache
def _form_sheets() -> tuple[str, ...]:
    """Return the names of the sheets of every form."""
    names: dict[str, None] = {}
    for form in FORMS:
        with (reference_folder() / f"{form}.csv").open(encoding="utf-8", newline="") as stream:
            names |= dict.fromkeys(row["sheet_ko"] for row in csv.DictReader(stream))
    return tuple(names)
