"""A document as a 보고서 on A4 or as a 발표 of 16:9, to be printed as PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from monitor.briefing.exhibit import Document, Item, Section
from monitor.briefing.images import image
from monitor.briefing.matrix import is_matrix
from monitor.briefing.numbering import Kind, Numbers, numbers_of
from monitor.briefing.printed.exhibits import PAGE_WIDTH, figure, foot, unit_line
from monitor.briefing.printed.sheet import Form, sheet
from monitor.briefing.printed.tables import table
from monitor.briefing.renderer import print_pdf
from monitor.charts.lettering import wrapped
from monitor.wording import Words

_NUMERALS: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_MARKS: Final = ("□", "○", "-")
_WIDTHS: Final[Mapping[Form, float]] = {"report": PAGE_WIDTH, "slides": 872.0}

# Room for sentences beside a figure on a slide, in points.
_SIDE_WIDTH: Final = 265.0
_SIDE_HEIGHT: Final = 350.0
_SIDE_SIZE: Final = 16.0


def document_pdf(document: Document, form: Form = "report") -> bytes:
    """Return a document as PDF."""
    images = {
        item.exhibit.code: image(item.exhibit.chart, "svg", bare=True)
        for section in document.sections
        for item in section.items
        if item.exhibit.chart
    }
    return print_pdf(document_html(document, images, form))


def document_html(document: Document, images: Mapping[str, bytes], form: Form = "report") -> str:
    """Return a document as HTML to be printed.

    Args:
        document: what is written.
        images: bare SVG of the figures, by code; an exhibit without one shows its numbers.
        form: ``report`` is A4, ``slides`` is 16:9.
    """
    words = Words(document.language)
    write = _report_item if form == "report" else _slides_of_item
    parts = [_front(document, words)]
    counted = numbers_of(document)
    for number, section in enumerate(document.sections):
        parts.append(f'<h2 class="part">{escape(_heading(number, section))}</h2>')
        parts += (write(item, counted[item.number], images, words) for item in section.items)
    parts.append(_codes(document, words, _WIDTHS[form]))
    return sheet(
        "".join(parts),
        form=form,
        title=document.title,
        language=document.language,
        foot=words("document.document_code", code=document.code),
        is_demonstration=document.is_demonstration,
    )


def _heading(number: int, section: Section) -> str:
    numeral = _NUMERALS[number] if number < len(_NUMERALS) else str(number + 1)
    return f"{numeral}. {section.heading}"


def _front(document: Document, words: Words) -> str:
    lines = [
        document.day,
        document.office,
        words("document.about", as_of=document.as_of, release=document.release),
        words("document.document_code", code=document.code),
    ]
    if document.is_demonstration:
        lines.append(words("common.demonstration"))
    told = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    changes = list(document.unchanged)
    if document.since:
        changes.insert(0, words("document.changed_mark", since=document.since))
    noted = "".join(f'<p class="note">※ {escape(line)}</p>' for line in changes)
    return (
        f'<header><h1>{escape(document.title)}</h1><div class="about">{told}</div>{noted}</header>'
    )


def _report_item(item: Item, numbers: Numbers, images: Mapping[str, bytes], words: Words) -> str:
    """Sentences, then the figure, then its numbers."""
    told = f'<div class="told">{_sentences(item.sentences)}{_changes(item)}</div>'
    drawn = figure(item.exhibit, images.get(item.exhibit.code))
    if drawn:
        drawn = f'<div class="drawn"><h3>{_caption(item, numbers, words)}</h3>{drawn}</div>'
    below = _numbers(item, numbers, words, "report", is_alone=not drawn)
    return f"<article>{told}{drawn}{below}{foot(item.exhibit, words)}</article>"


def _slides_of_item(item: Item, numbers: Numbers, images: Mapping[str, bytes], words: Words) -> str:
    """A slide with the figure, its title on top and its sentences below; then its numbers."""
    title = item.exhibit.title
    others = [(depth, text) for depth, text in item.sentences if text != title]
    told = f'<div class="told">{_sentences(others)}{_changes(item)}</div>'
    drawn = figure(item.exhibit, images.get(item.exhibit.code))
    table_below = _numbers(item, numbers, words, "slides", is_alone=not drawn)
    below = foot(item.exhibit, words)
    top = f"<h3>{escape(title)}</h3>"
    if not drawn:
        return f"<article>{top}{told}{table_below}{below}</article>"
    caption = f'<p class="caption">{_caption(item, numbers, words)}</p>'
    fits = _height([text for _, text in others] + list(item.changed)) <= _SIDE_HEIGHT
    pair = f'<div class="drawn">{caption}{drawn}</div>{told if fits else ""}'
    slides = [f'{top}<div class="pair">{pair}</div>{below}']
    if not fits:
        slides.append(f"{top}{told}")
    if table_below:
        slides.append(f"{table_below}{below}")
    return "".join(f"<article>{slide}</article>" for slide in slides)


def _height(lines: Sequence[str]) -> float:
    """Return how high sentences stand beside a figure, in points."""
    return sum(
        len(wrapped(line, _SIDE_WIDTH, _SIDE_SIZE)) * _SIDE_SIZE * 1.45 + 6 for line in lines
    )


def _caption(item: Item, numbers: Numbers, words: Words) -> str:
    """Return the caption of a figure; a matrix is a table however it is drawn."""
    kind: Kind = "table" if is_matrix(item.exhibit) else "figure"
    return escape(numbers.caption(words, kind, item.exhibit.title))


def _changes(item: Item) -> str:
    return "".join(f'<p class="change">※ {escape(line)}</p>' for line in item.changed)


def _numbers(item: Item, numbers: Numbers, words: Words, form: Form, *, is_alone: bool) -> str:
    """Return the table: a print of a matrix may be of lines, which do not say every number."""
    exhibit = item.exhibit
    if not exhibit.columns:
        return ""
    caption = escape(numbers.caption(words, "table", exhibit.title))
    name = f'<span class="name">{caption}</span>'
    if form == "report" and is_matrix(exhibit) and not is_alone:  # the caption is above them both
        name = ""
    name += unit_line(exhibit, words)
    return table(exhibit.columns, exhibit.numeric, name, _WIDTHS[form], item.changed_cells)


def _sentences(sentences: Sequence[tuple[int, str]]) -> str:
    """Return sentences as lists within lists, each marked for its depth."""
    return "".join(_listed(sentences, 0))


def _listed(sentences: Sequence[tuple[int, str]], depth: int) -> Iterator[str]:
    if not sentences:
        return
    begins = [n for n, (at, _) in enumerate(sentences) if at <= depth] or [len(sentences)]
    if begins[0] > 0:  # a detail before what it is of
        yield from _listed(sentences[: begins[0]], depth + 1)
    if begins[0] == len(sentences):
        return
    mark = min(depth, len(_MARKS) - 1)
    yield f'<ul class="depth-{mark}">'
    for begin, end in zip(begins, [*begins[1:], len(sentences)], strict=True):
        yield f"<li>{escape(sentences[begin][1])}"
        yield from _listed(sentences[begin + 1 : end], depth + 1)
        yield "</li>"
    yield "</ul>"


def _codes(document: Document, words: Words, width: float) -> str:
    """Return the list of codes with how they are verified, and the note on rounding."""
    items = [item for section in document.sections for item in section.items]
    number, title, code = (words(f"document.list_{name}") for name in ("number", "title", "code"))
    listed = {
        number: [each.listed(words) for each in numbers_of(document).values()],
        title: [item.exhibit.title for item in items],
        code: [item.exhibit.code for item in items],
    }
    notes = [words("document.list_how", code=document.code), words("notes.rounding")]
    return (
        f'<section class="codes"><h2>{escape(words("document.list_heading"))}</h2>'
        f"{table(listed, frozenset(), '', width)}"
        + "".join(f'<p class="note">※ {escape(line)}</p>' for line in notes)
        + "</section>"
    )
