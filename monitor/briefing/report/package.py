"""The parts of a report as one file: the same document gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from hwpx import HwpxDocument
from hwpx.oxml.namespaces import HP

from monitor.briefing.exhibit import Document
from monitor.briefing.report.pen import one_line

# Zip knows no time before; a real one would differ from run to run and says less than the code.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_NO_DAY: Final = "1980-01-01T00:00:00Z"
_IDENTIFIED: Final = ("id", "instid", "instId")
_REFERRING: Final = (f"{HP}headerApply", f"{HP}footerApply")
_FIRST: Final = "mimetype"


def packed(hancom: HwpxDocument, document: Document) -> bytes:
    """Return a document's file: described, numbered in order, without times or leftovers."""
    hancom.parts.clear_document_metadata(keep=("language",), timestamp=_NO_DAY)
    hancom.parts.set_document_metadata(
        title=one_line(document.title),
        creator=one_line(document.office),
        keyword=document.code,
    )
    hancom.parts.clear_preview()
    _number(hancom)
    return _repacked(hancom.to_bytes())


def _number(hancom: HwpxDocument) -> None:
    """Number in order what the library gives random ids, and what refers to it."""
    for section in hancom.sections:
        numbers: dict[str, str] = {}
        count = 0
        for element in section.element.iter():
            for name in _IDENTIFIED:
                before = element.get(name) or ""
                if before.isdigit():
                    count += 1
                    numbers[before] = str(count)
                    element.set(name, str(count))
        for name in _REFERRING:
            for element in section.element.iter(name):
                element.set("idRef", numbers[element.get("idRef") or ""])
        section.mark_dirty()


def _repacked(content: bytes) -> bytes:
    packed_again = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(packed_again, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in sorted(before.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_STORED if name == _FIRST else zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return packed_again.getvalue()
