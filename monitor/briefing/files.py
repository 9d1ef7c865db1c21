"""Files of one figure: a picture, its numbers, a slide, a page of a report.

``take`` draws, stamps, writes and records in one go: pages and the command line call it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from monitor.briefing.contents import contents
from monitor.briefing.exhibit import Document, Exhibit, Item, Section
from monitor.briefing.exhibiting import exhibit
from monitor.briefing.images import Form as Picture
from monitor.briefing.images import image
from monitor.briefing.printed import exhibit_pdf
from monitor.briefing.telling import Sentences, sentences_of
from monitor.briefing.workbook import write_workbook
from monitor.figures.files import csv_of, marked_table
from monitor.figures.register import Choice, Figure
from monitor.figures.view import View
from monitor.store import Ledger
from monitor.store.stamps import keep_file
from monitor.under_way import under_way
from monitor.wording import Refused, Words

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
MIMES: Final[Mapping[str, str]] = {
    "png": "image/png",
    "print": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "csv": "text/csv",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "hwpx": "application/hwp+zip",
}
PICTURES: Final[tuple[Picture, ...]] = ("png", "print", "svg")
NUMBERS: Final = ("xlsx", "csv")
READ_AGAIN: Final = (*NUMBERS, "pptx", "hwpx")  # what can be verified by its numbers
TABLES: Final = ("pdf", *READ_AGAIN)  # what a table without a figure can be taken as
FORMS: Final = tuple(MIMES)
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True)
class File:
    """A file of a figure, ready to be handed out.

    Attributes:
        name: release, figure and code: ``2028-06-30.1_attainment_K7F3-9QMX.png``.
        mime: its kind.
        content: its bytes.
        exhibit: what it shows.
    """

    name: str
    mime: str
    content: bytes
    exhibit: Exhibit


def take(
    ledger: Ledger, view: View, figure: Figure, form: str, *, by: str, **choices: Choice
) -> File:
    """Draw a figure, write it as a file, and record who took it along.

    Args:
        ledger: where stamps and files are recorded.
        view: who looks how.
        figure: of the register.
        form: one of ``FORMS``; ``print`` is a PNG for paper.
        by: who takes it.
        **choices: what it is drawn with.

    Raises:
        Refused: ``no_picture`` for a picture of what is a table alone; ``too_often``; what drawing,
            the renderer and the ledger raise.
    """
    by = ledger.actor.sign(by)
    ledger.actor.hold_back("export")
    with under_way("export", form), ledger.actor.acting("export", on=figure.name):
        shown = exhibit(ledger, view, figure, **choices)
        content = file_of(shown, form, sentences_of(view, shown))
        name = name_of(shown, form)
        said = contents(content, name).by_code() if form in READ_AGAIN else None
        keep_file(ledger, shown.code, ending(form), content, said, by=by)
    return File(name, MIMES[form], content, shown)


def file_of(exhibit: Exhibit, form: str, sentences: Sentences = ()) -> bytes:
    """Return an exhibit as a file; the same exhibit gives the same bytes, pictures but for pixels.

    Args:
        exhibit: what is written.
        form: one of ``FORMS``.
        sentences: of the figure, for slides and reports.

    Raises:
        Refused: ``no_picture``; what the renderer raises.
    """
    writers: Mapping[str, Callable[[], bytes]] = {
        **{picture: partial(_picture, exhibit, picture) for picture in PICTURES},
        "pdf": lambda: exhibit_pdf(exhibit),
        "xlsx": lambda: write_workbook(exhibit),
        "csv": lambda: _csv(exhibit),
        "pptx": lambda: _slide(exhibit, sentences),
        "hwpx": lambda: _report(exhibit, sentences),
    }
    return writers[form]()


def name_of(exhibit: Exhibit, form: str) -> str:
    """Return the name of an exhibit's file, of letters that every system takes."""
    parts = [exhibit.release, exhibit.figure.rpartition("/")[2], exhibit.code]
    if form == "print":
        parts.append(form)
    return "_".join(_UNSAFE.sub("-", part) for part in parts) + f".{ending(form)}"


def ending(form: str) -> str:
    """Return how the name of a file of a form ends."""
    return "png" if form == "print" else form


def _picture(exhibit: Exhibit, form: Picture) -> bytes:
    if exhibit.chart is None:
        raise Refused("no_picture", figure=exhibit.title)
    return image(exhibit.chart, form)


def _csv(exhibit: Exhibit) -> bytes:
    code = {Words(exhibit.language)("take.code"): exhibit.code}
    return csv_of(marked_table({**exhibit.marks, **code}, exhibit.typed))


def _slide(exhibit: Exhibit, sentences: Sentences) -> bytes:
    from monitor.briefing import slides  # noqa: PLC0415 - only who writes one waits for its library

    pictures = _drawn(exhibit) if slides.wants_picture(exhibit) else {}
    return slides.write_alone(_alone(exhibit, sentences), pictures)


def _report(exhibit: Exhibit, sentences: Sentences) -> bytes:
    from monitor.briefing import report  # noqa: PLC0415 - as above

    pictures = _drawn(exhibit) if report.wants_picture(exhibit) else {}
    return report.write_alone(_alone(exhibit, sentences), pictures)


def _drawn(exhibit: Exhibit) -> dict[str, bytes]:
    """Return the picture of an exhibit for a document, which writes title and source itself."""
    return {exhibit.code: image(exhibit.chart, "print", bare=True)} if exhibit.chart else {}


def _alone(exhibit: Exhibit, sentences: Sentences) -> Document:
    """Return a document of one figure, known by the figure's own code."""
    words = Words(exhibit.language)
    return Document(
        code=exhibit.code,
        language=exhibit.language,
        title=exhibit.title,
        office=words("take.office"),
        day="",
        as_of=exhibit.source[0] if exhibit.source else "",
        release=exhibit.release,
        is_demonstration=exhibit.is_demonstration,
        sections=(Section(exhibit.title, (Item(1, exhibit, sentences),)),),
    )
