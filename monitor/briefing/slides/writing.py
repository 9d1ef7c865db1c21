"""A document as a show: cover, contents, what changed, a slide a figure and its table, codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from pptx.util import Inches

from monitor.briefing.exhibit import Document, Item, Section
from monitor.briefing.matrix import is_matrix
from monitor.briefing.native_chart import Box
from monitor.briefing.numbering import Kind, numbers_of
from monitor.briefing.slides.around import Around
from monitor.briefing.slides.figures import Figures, title_of
from monitor.briefing.slides.head import TITLES
from monitor.briefing.slides.package import packed
from monitor.briefing.slides.tables import Cell, Sheet, add_table, pages
from monitor.briefing.slides.template import (
    BODY,
    CONTENTS,
    CONTENTS_PAGE,
    COVER,
    COVER_TITLE,
    FOOT,
    HEAD,
    HEAD_BODY,
    HEADING,
    INNER,
    LEFT,
    TABLE,
    TITLE,
    add_footers,
    new_show,
)
from monitor.briefing.slides.texts import (
    add_text,
    describe,
    entries_smaller,
    one_line,
    shortened,
    smaller_by,
    write_entries,
    write_sentences,
    write_title,
)
from monitor.charts.theme import LIGHT
from monitor.wording import Words

_COVERS: Final = (36, 32, 28, 24, 20)
_HEADINGS: Final = (30, 26, 22, 18)
_MARK: Final = Box(LEFT, int(Inches(0.1)), INNER, int(Inches(0.24)))
# The title's part of the footer; the code stands after it.
_FOOT_TITLE: Final = Box(0, 0, FOOT.width - int(Inches(3.2)), FOOT.height)
_LINES_A_COLUMN: Final = 13
_MOST_ENTRIES: Final = 44  # beyond that the contents name the parts alone


@dataclass(frozen=True)
class _Page:
    """A slide to come: what makes it, and what the contents say of it."""

    make: Callable[[], Any]
    heading: str = ""
    title: str = ""


def write_slides(document: Document, pictures: Mapping[str, bytes]) -> bytes:
    """Return a document as a PPTX file.

    Args:
        document: what is told.
        pictures: PNG by code, of the exhibits that ``wants_picture``, without title and source;
            one that lacks its picture is shown by its table alone.
    """
    return packed(_Deck(document, pictures).show, document)


def write_alone(document: Document, pictures: Mapping[str, bytes]) -> bytes:
    """Return the slides of a document's figures alone, to be put into another show."""
    return packed(_Deck(document, pictures, is_whole=False).show, document)


class _Deck:
    """The slides of a document, in order; not whole, those of its figures alone."""

    def __init__(
        self, document: Document, pictures: Mapping[str, bytes], *, is_whole: bool = True
    ) -> None:
        self.document = document
        self.words = Words(document.language)
        self.show = new_show(document.language)
        around = Around(document, self.words)
        self.figures = Figures(self.show, self.words, around, pictures)
        for page in self._plan() if is_whole else self._figures_alone():
            slide = page.make()
            self._mark(slide)
            add_footers(slide, self._footer())

    def _plan(self) -> list[_Page]:
        """Return what slides there will be, so that the contents can name their pages."""
        pages: list[_Page] = []
        for number, section in enumerate(self.document.sections, start=1):
            pages += self._pages_of(number, section)
        front = [_Page(self._cover), _Page(lambda: self._contents(front, pages))]
        if self.document.since:
            front.append(_Page(self._changes))
        return [*front, *pages, *self._codes()]

    def _figures_alone(self) -> list[_Page]:
        items = [item for section in self.document.sections for item in section.items]
        return [_Page(make) for item in items for make in self.figures.makers(item)]

    def _pages_of(self, number: int, section: Section) -> list[_Page]:
        heading = f"{number}. {one_line(section.heading)}"
        parts = [_Page(partial(self._heading, heading, section), heading=heading)]
        for item in section.items:
            makers = self.figures.makers(item)
            parts += [_Page(makers[0], title=title_of(item))] if makers else []
            parts += map(_Page, makers[1:])
        return parts

    # ── slides that are not of a figure ──────────────────────────────────────────────────────

    def _cover(self) -> Any:
        document = self.document
        slide = self._new(COVER)
        write_title(slide, one_line(document.title), COVER_TITLE, _COVERS)
        lines = [
            document.day,
            document.office,
            self.words("document.about", as_of=document.as_of, release=document.release),
            self.words("document.document_code", code=document.code),
        ]
        frame = slide.placeholders[1].text_frame
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.add_run().text = one_line(line)
        return slide

    def _contents(self, front: list[_Page], pages: list[_Page]) -> Any:
        slide = self._new(CONTENTS_PAGE)
        write_title(slide, self.words("document.contents"), TITLE, TITLES)
        lines = [
            (0 if page.heading else 1, page.heading or page.title, number)
            for number, page in enumerate(pages, start=len(front) + 1)
            if page.heading or page.title
        ]
        if len(lines) > _MOST_ENTRIES:
            lines = [entry for entry in lines if entry[0] == 0]
        half = len(lines) if len(lines) <= _LINES_A_COLUMN else (len(lines) + 1) // 2
        columns = (lines[:half], lines[half:])
        wide = BODY if half == len(lines) else CONTENTS[0]
        less = max(entries_smaller(part, wide) for part in columns)
        for place, part in enumerate(columns):
            holder = slide.placeholders[place + 1]
            if not part:
                holder._element.getparent().remove(holder._element)
                continue
            box = CONTENTS[place]
            if half == len(lines):
                box = BODY
                holder.left, holder.top = BODY.left, BODY.top
                holder.width, holder.height = BODY.width, BODY.height
            write_entries(holder, part, box, less)
        return slide

    def _heading(self, heading: str, section: Section) -> Any:
        """Open a section with the titles of its figures."""
        slide = self._new(HEADING)
        write_title(slide, heading, HEAD, _HEADINGS)
        told = [(0, self._caption(item)) for item in section.items]
        self._write_body(slide.placeholders[1], told)
        return slide

    def _changes(self) -> Any:
        """Say what changed since the last briefing, figure by figure."""
        slide = self._new(HEADING)
        title = self.words("document.changes", since=self.document.since)
        write_title(slide, title, HEAD, _HEADINGS)
        told: list[tuple[int, str]] = []
        for item in (item for section in self.document.sections for item in section.items):
            if item.changed:
                told.append((0, self._caption(item)))
                told += [(1, one_line(text)) for text in item.changed]
        told += [(0, one_line(text)) for text in self.document.unchanged]
        self._write_body(slide.placeholders[1], told or [(0, self.words("document.no_change"))])
        return slide

    def _caption(self, item: Item) -> str:
        is_figure = self.figures.is_drawn(item.exhibit) and not is_matrix(item.exhibit)
        kind: Kind = "figure" if is_figure else "table"
        return self.figures.around.caption(item, kind)

    def _write_body(self, holder: Any, told: list[tuple[int, str]]) -> None:
        """Write sentences as large as they fit; those for which there is no room are left out."""
        shown = list(told)
        while (less := smaller_by(shown, HEAD_BODY, 5)) is None:
            shown = [*shown[:-2], (0, self.words("document.and_more"))]
        write_sentences(holder, shown, less)

    def _codes(self) -> list[_Page]:
        """List the code of every figure, and how it is checked."""
        items = [item for section in self.document.sections for item in section.items]
        counted = numbers_of(self.document)
        sheet = Sheet(
            tuple(self.words(f"document.list_{key}") for key in ("number", "title", "code")),
            tuple(
                (
                    Cell(counted[item.number].listed(self.words)),
                    Cell(one_line(item.exhibit.title)),
                    Cell(item.exhibit.code),
                )
                for item in items
            ),
        )
        how = self.words("document.list_how", code=self.document.code)
        box = Box(BODY.left, BODY.top, BODY.width, BODY.height - int(Inches(0.75)))
        return [_Page(partial(self._code_page, part, how, box)) for part in pages(sheet, box)]

    def _code_page(self, sheet: Sheet, how: str, box: Box) -> Any:
        slide = self._new(TABLE)
        write_title(slide, self.words("document.list_heading"), TITLE, TITLES)
        frame = add_table(slide, sheet, box)
        describe(frame, self.words("document.list_heading"), how)
        foot = Box(box.left, box.top + box.height + int(Inches(0.1)), box.width, int(Inches(0.6)))
        add_text(slide.shapes, how, foot, size=11, colour=LIGHT.soft_ink)
        return slide

    # ── what every slide has ─────────────────────────────────────────────────────────────────

    def _new(self, layout: int) -> Any:
        return self.show.slides.add_slide(self.show.slide_layouts[layout])

    def _mark(self, slide: Any) -> None:
        if self.document.is_demonstration:
            add_text(
                slide.shapes,
                self.words("common.demonstration"),
                _MARK,
                size=10,
                colour=LIGHT.warning,
                bold=True,
                align="right",
            )

    def _footer(self) -> str:
        code = self.words("document.document_code", code=self.document.code)
        title = shortened(one_line(self.document.title), _FOOT_TITLE, 9)
        return f"{title} · {code}"
