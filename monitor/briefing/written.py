"""A briefing as a file of any form: its pictures drawn, written, read back and recorded."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from monitor.briefing.contents import contents
from monitor.briefing.exhibit import Document, Exhibit
from monitor.briefing.files import MIMES
from monitor.briefing.images import image
from monitor.briefing.making import Progress, silent
from monitor.briefing.printed import document_pdf
from monitor.briefing.workbook import write_appendix
from monitor.store import Ledger
from monitor.store.stamps import keep_file
from monitor.wording import Language, Refused, Words

Pictures: TypeAlias = Mapping[str, bytes]
_NOT_DRAWN: Final = frozenset({"renderer_missing", "renderer_failed", "renderer_busy"})


@dataclass(frozen=True)
class Form:
    """A form that a briefing can be written in.

    Attributes:
        ending: of the file's name; ``.slides.pdf`` tells the show from the report.
        mime: its kind.
        write: the writer.
        wants_picture: whether it needs one of an exhibit.
        is_read_back: whether its numbers can be read again, to be recorded.
    """

    ending: str
    mime: str
    write: Callable[[Document, Pictures], bytes]
    wants_picture: Callable[[Exhibit], bool]
    is_read_back: bool = True


def _has_none(_exhibit: Exhibit) -> bool:
    """Need no picture: what is printed draws its own."""
    return False


# Only who writes a report or slides waits for the libraries that do.
def _write_report(document: Document, pictures: Pictures) -> bytes:
    from monitor.briefing.report import write_report  # noqa: PLC0415 - as above

    return write_report(document, pictures)


def _is_pictured_in_report(exhibit: Exhibit) -> bool:
    from monitor.briefing.report import wants_picture  # noqa: PLC0415 - as above

    return wants_picture(exhibit)


def _write_slides(document: Document, pictures: Pictures) -> bytes:
    from monitor.briefing.slides import write_slides  # noqa: PLC0415 - as above

    return write_slides(document, pictures)


def _is_pictured_in_slides(exhibit: Exhibit) -> bool:
    from monitor.briefing.slides import wants_picture  # noqa: PLC0415 - as above

    return wants_picture(exhibit)


def _write_appendix(document: Document, _pictures: Pictures) -> bytes:
    return write_appendix(document)


def _print_report(document: Document, _pictures: Pictures) -> bytes:
    return document_pdf(document, "report")


def _print_slides(document: Document, _pictures: Pictures) -> bytes:
    return document_pdf(document, "slides")


FORMS: Final[Mapping[str, Form]] = {
    "hwpx": Form("hwpx", MIMES["hwpx"], _write_report, _is_pictured_in_report),
    "pptx": Form("pptx", MIMES["pptx"], _write_slides, _is_pictured_in_slides),
    "xlsx": Form("xlsx", MIMES["xlsx"], _write_appendix, _has_none),
    "pdf": Form("pdf", MIMES["pdf"], _print_report, _has_none, is_read_back=False),
    "slides.pdf": Form("slides.pdf", MIMES["pdf"], _print_slides, _has_none, is_read_back=False),
}


def form_of(file_name: str) -> str:
    """Return the form that the ending of a file's name asks for.

    Raises:
        Refused: ``unknown_form``.
    """
    found = [key for key, form in FORMS.items() if file_name.lower().endswith(f".{form.ending}")]
    if not found:
        known = ", ".join(f".{form.ending}" for form in FORMS.values())
        raise Refused("unknown_form", file=file_name, known=known)
    return max(found, key=lambda key: len(FORMS[key].ending))


@dataclass(frozen=True)
class Written:
    """A briefing as a file, and which figures have no picture in it, and why, as sentences."""

    content: bytes
    without_picture: tuple[str, ...] = ()


def write(
    ledger: Ledger, document: Document, form: str, *, by: str, progress: Progress = silent
) -> Written:
    """Return a briefing as a file, and record that it was written and what it says.

    A figure whose picture cannot be drawn is written natively, else as its table alone.

    Args:
        ledger: where that is recorded.
        document: what is written.
        form: one of ``FORMS``.
        by: who takes it.
        progress: told the pictures done, of how many, and the title of the last.

    Raises:
        Refused: what the ledger raises; what the renderer does where a form is all its work.
    """
    by = ledger.actor.sign(by)
    ledger.actor.permit("brief", on=document.code)
    shape = FORMS[form]
    items = [item for section in document.sections for item in section.items]
    wanted = {
        each.exhibit.code: each.exhibit for each in items if shape.wants_picture(each.exhibit)
    }
    pictures, without = _pictures(list(wanted.values()), document.language, progress)
    content = shape.write(document, pictures)
    name = name_of(document, form)
    told = contents(content, name).by_code() if shape.is_read_back else None
    keep_file(ledger, document.code, shape.ending.rpartition(".")[2], content, told, by=by)
    return Written(content, tuple(without))


def _pictures(
    exhibits: Sequence[Exhibit], language: Language, progress: Progress
) -> tuple[dict[str, bytes], list[str]]:
    """Return pictures by code, and which could not be drawn, and why, as sentences."""
    pictures: dict[str, bytes] = {}
    without: list[str] = []
    missing: Refused | None = None  # without a renderer no other picture is tried for
    for number, exhibit in enumerate(exhibits):
        progress(number, len(exhibits), exhibit.title)
        assert exhibit.chart is not None, "a picture is of a chart"
        try:
            if missing:
                raise missing
            pictures[exhibit.code] = image(exhibit.chart, "print", bare=True)
        except Refused as refused:
            if refused.key not in _NOT_DRAWN:
                raise
            missing = refused if refused.key == "renderer_missing" else None
            told = {"figure": exhibit.title, "reason": refused.say(language)}
            without.append(Words(language)("builder.without_picture", **told))
    progress(len(exhibits), len(exhibits), "")
    return pictures, without


def name_of(document: Document, form: str) -> str:
    """Return the name of a briefing's file: its title, release and code, safe on every system."""
    title = re.sub(r"[^\w가-힣-]+", "_", document.title)[:60].strip("_")
    return f"{title}_{document.release}_{document.code}.{FORMS[form].ending}"
