"""A show as a file: described, in one language, and the same bytes for the same document."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from pptx.oxml.ns import qn

from monitor.briefing.exhibit import Document
from monitor.briefing.plain_text import plain
from monitor.briefing.slides.template import tongue_of

# Zip knows no time before; the real one would differ from run to run and says less than the code.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
_LONGEST: Final = 255  # letters of a property
_TIMED: Final = ("dcterms:created", "dcterms:modified")


def packed(show: Any, document: Document) -> bytes:
    """Return a show's file."""
    _describe(show, document)
    for slide in show.slides:
        _speak(slide.part._element, document)
    made = io.BytesIO()
    show.save(made)
    return _without_times(made)


def _describe(show: Any, document: Document) -> None:
    """Say what the document is: its title, code, office and language, and no person or machine."""
    about = show.core_properties
    about.title = plain(document.title)[:_LONGEST]
    about.subject = document.code
    about.author = about.last_modified_by = plain(document.office)[:_LONGEST]
    about.comments = plain(document.as_of)[:_LONGEST]
    about.language = tongue_of(document.language)
    about.revision = 1
    about.keywords = ""
    element = about._element
    for child in list(element):
        if child.tag in map(_timed, _TIMED):
            element.remove(child)


def _timed(name: str) -> str:
    return f"{{http://purl.org/dc/terms/}}{name.partition(':')[2]}"


def _speak(element: Any, document: Document) -> None:
    """Mark the language of every text, for those who hear it read."""
    tongue = tongue_of(document.language)
    for tag in ("a:rPr", "a:endParaRPr"):
        for each in element.iter(qn(tag)):
            each.set("lang", tongue)


def _without_times(made: io.BytesIO) -> bytes:
    steady = io.BytesIO()
    with (
        zipfile.ZipFile(made) as parts,
        zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as file,
    ):
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, parts.read(part))
    return steady.getvalue()
