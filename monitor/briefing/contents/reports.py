"""What a Hancom report says of each figure: tables, charts and lines, whoever saved it last.

Nothing depends on ids or names of parts, which Hancom replaces when it saves. A figure is what
stands between its predecessor and the line with its code, and the notes beneath that line; what
is of no figure is said by the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from monitor.briefing.contents.markup import chart_rows, parsed
from monitor.briefing.contents.said import Kind, Part, Rows, joined
from monitor.intake.reading_worker.archive import Archive
from monitor.store.codes import PATTERN
from monitor.wording import LANGUAGES, Words

_SECTION: Final = re.compile(r"Contents/section(\d+)\.xml")


def is_report(archive: Archive) -> bool:
    """Say whether an archive is a Hancom document."""
    return any(map(_SECTION.fullmatch, archive.names))


def report_parts(archive: Archive) -> list[Part]:
    """Return what a report says, figure by figure, in reading order.

    Raises:
        Problem: what the archive and its parts raise.
        SyntaxError: a part is not well formed.
    """
    document = ""
    figures: list[_Gathered] = []
    gathered = _Gathered()
    for paragraph in _paragraphs(archive):
        text = _text(paragraph)
        things = list(_things(archive, paragraph))
        if _HEADS.match(text) or (gathered.code and (things or _BEGINS.match(text))):
            figures.append(gathered)
            gathered = _Gathered()
        gathered.things += things
        if text:
            gathered.lines.append(text)
        document = document or _found(_DOCUMENT, text)
        gathered.code = gathered.code or _found(_CLOSES, text)
    return [part for each in (*figures, gathered) for part in each.parts(document)]


@dataclass
class _Gathered:
    """What stands together in a report, and the code that closes it."""

    code: str = ""
    things: list[tuple[Kind, Rows]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def parts(self, document: str) -> Iterator[Part]:
        """Yield the parts: lines first; of the document where no code of a figure stands here."""
        if code := self.code or document:
            if self.lines:
                yield Part(code, "sentences", tuple((line,) for line in self.lines))
            yield from (Part(code, kind, rows) for kind, rows in self.things)


def _paragraphs(archive: Archive) -> Iterator[etree._Element]:
    """Yield the paragraphs of the body in reading order."""
    named = filter(None, map(_SECTION.fullmatch, archive.names))
    for section in sorted(named, key=lambda found: int(found[1])):
        yield from parsed(archive, section[0]).iterchildren("{*}p")


def _things(archive: Archive, paragraph: etree._Element) -> Iterator[tuple[Kind, Rows]]:
    for table in _own(paragraph, "tbl"):
        yield "table", _cells(table)
    for chart in paragraph.iter("{*}chart"):
        name = chart.get("chartIDRef", "")
        if name in archive.names:
            yield "chart", chart_rows(parsed(archive, name))


def _own(paragraph: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield what stands in a paragraph itself, not in what it holds."""
    for run in paragraph.iterchildren("{*}run"):
        yield from run.iterchildren(f"{{*}}{name}")


def _text(paragraph: etree._Element) -> str:
    return joined("".join("".join(text.itertext()) for text in _own(paragraph, "t")))


def _cells(table: etree._Element) -> Rows:
    return tuple(
        tuple(joined(" ".join(map(_text, cell.iter("{*}p")))) for cell in row.iterchildren("{*}tc"))
        for row in table.iterchildren("{*}tr")
    )


# ── lines that part figures ──────────────────────────────────────────────────────────────────────


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _labels(*keys: str) -> str:
    """Return a pattern of what stands before the first field of entries, in any language."""
    entries = (Words(language)(f"document.{key}") for key in keys for language in LANGUAGES)
    return "|".join(re.escape(_before_fields(entry)) for entry in entries)


def _before_fields(entry: str) -> str:
    return joined(entry.partition("{")[0]).rstrip(":")


_CODE: Final = rf":?\s*({PATTERN.pattern})"
_DOCUMENT: Final = re.compile(rf"^(?:{_labels('document_code')}){_CODE}")
_CLOSES: Final = re.compile(rf"(?:^|[,·;]\s*)(?:{_labels('code')}){_CODE}")
_HEADS: Final = re.compile(rf"[Ⅰ-Ⅻ]\. |\d+\. |{_labels('list_heading')}")
_BEGINS: Final = re.compile(rf"[□○-] |{_labels('figure_title', 'table_title')}")
