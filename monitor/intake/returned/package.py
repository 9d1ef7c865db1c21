"""A workbook's package, edited where something changes and copied byte for byte elsewhere.

openpyxl would write a workbook anew and lose what it does not know: shapes, form controls, rich
comments, conditional formats of newer kinds. Here a part is read only to find the places where
something is put in or taken out.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from lzma import LZMAError
from typing import Any, Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "[Content_Types].xml"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
# A tag ends at a ">" outside quotation marks.
_TAG: Final = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_DATA_OPENS: Final = re.compile(
    rb"""<((?:[\w.-]+:)?)sheetData(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?>"""
)
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# "_x0041_" in a cell's text would be read as "A".
_ESCAPE_LIKE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST: Final = 32_000


_UNREADABLE: Final = (
    BadZipFile,
    OSError,
    EOFError,
    LZMAError,
    RuntimeError,
    ValueError,
    zlib.error,
)


class Unpatchable(ValueError):
    """The bytes are no workbook package that can be edited in place."""


def text_xml(text: str) -> str:
    """Return text as it stands in XML: escaped, without what XML and cells cannot hold."""
    return escape(_ESCAPE_LIKE.sub("_x005F_", _UNWRITABLE.sub("", text))[:_LONGEST])


def readable(xml: bytes) -> str:
    """Return XML as text to search in, whichever way its characters are written."""
    return html.unescape(xml.decode("utf-8", "replace"))


def attribute_xml(text: str) -> str:
    """Return text as a quoted attribute."""
    return quoteattr(_UNWRITABLE.sub("", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


@dataclass(frozen=True)
class Element:
    """One element of a part: its local name and where it stands in the bytes.

    Attributes:
        name: without its prefix.
        attributes: by their names as written.
        depth: 0 for the root.
        start: where its first tag begins.
        inner: where its first tag ends.
        inner_end: where its last tag begins; ``inner`` when it has none.
        end: where it ends.
    """

    name: str
    attributes: dict[str, str]
    depth: int
    start: int
    inner: int
    inner_end: int
    end: int

    def has(self, other: Element) -> bool:
        """Say whether another element stands inside it."""
        return self.start < other.start and other.end <= self.end


@dataclass(frozen=True)
class Edit:
    """Bytes between two places that are replaced by others."""

    start: int
    end: int
    content: bytes


def edited(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the bytes with every edit made; edits of one place keep their order."""
    parts, position = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        parts += [xml[position : edit.start], edit.content]
        position = edit.end
    return b"".join([*parts, xml[position:]])


def elements_of(xml: bytes) -> list[Element]:
    """Return the elements of a part in document order.

    Raises:
        Unpatchable: when it is no XML in UTF-8, or declares entities.
    """
    if b"<!DOCTYPE" in xml or xml[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise Unpatchable("entities or another encoding")
    opened: list[tuple[str, dict[str, str], int, int]] = []
    found: list[Element] = []
    parser = expat.ParserCreate("utf-8")

    def begin(name: str, attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        tag = _TAG.match(xml, start)
        if tag is None:
            raise Unpatchable("a tag without an end")
        opened.append((name.rpartition(":")[2], attributes, start, tag.end()))

    def finish(_name: str) -> None:
        name, attributes, start, inner = opened.pop()
        at = parser.CurrentByteIndex
        is_empty = xml[inner - 2 : inner] == b"/>"
        end = inner if is_empty else xml.index(b">", at) + 1
        inner_end = inner if is_empty else at
        found.append(Element(name, attributes, len(opened), start, inner, inner_end, end))

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise Unpatchable("no XML") from error
    return sorted(found, key=lambda element: (element.start, element.depth))


def without_cells(xml: bytes) -> tuple[bytes, int, int]:
    """Return a sheet without its cells, where they were cut out, and how many bytes."""
    opens = _DATA_OPENS.search(xml)
    if opens is None:
        raise Unpatchable("no sheet data")
    if opens.group().endswith(b"/>"):
        return xml, len(xml), 0
    closes = xml.rfind(b"</" + opens.group(1) + b"sheetData")
    if closes < 0:
        raise Unpatchable("no end of sheet data")
    return xml[: opens.end()] + xml[closes:], opens.end(), closes - opens.end()


def put_back(edits: Iterable[Edit], at: int, length: int) -> list[Edit]:
    """Return edits of a sheet without cells as edits of the sheet with them."""
    return [
        Edit(
            edit.start + (length if edit.start > at else 0),
            edit.end + (length if edit.end > at else 0),
            edit.content,
        )
        for edit in edits
    ]


def prefix_of(xml: bytes, root: Element) -> str:
    """Return the prefix, colon included, of a part's elements."""
    name = re.match(rb"<([\w.-]+:)?", xml[root.start : root.inner])
    return (name.group(1) or b"").decode() if name else ""


def put_in_order(elements: Sequence[Element], order: str, name: str, content: bytes) -> Edit:
    """Return an edit that puts a child of the root behind those that come before it."""
    ranks = {child: rank for rank, child in enumerate(order.split())}
    before = [
        element.end
        for element in elements
        if element.depth == 1 and ranks.get(element.name, len(order)) <= ranks[name]
    ]
    at = max(before, default=elements[0].inner)
    return Edit(at, at, content)


def with_attribute(xml: bytes, element: Element, name: str, value: str | None) -> Edit:
    """Return an edit that sets an attribute of an element, or removes it."""
    tag = xml[element.start : element.inner]
    bare = re.sub(rb"\s" + name.encode() + rb"""\s*=\s*("[^"]*"|'[^']*')""", b"", tag)
    if value is not None:
        ending = 2 if bare.endswith(b"/>") else 1
        added = f" {name}={attribute_xml(value)}".encode()
        bare = bare[:-ending].rstrip() + added + bare[-ending:]
    return Edit(element.start, element.inner, bare)


@dataclass(frozen=True)
class Relation:
    """One relation of a part: its id, its kind (last part of its type), the part it leads to."""

    id: str
    kind: str
    target: str
    is_external: bool


class Package:
    """The parts of a workbook by their names."""

    def __init__(self, content: bytes) -> None:
        """Open a package.

        Raises:
            Unpatchable: when it is none.
        """
        try:
            with ZipFile(io.BytesIO(content)) as archive:
                self._infos = {info.filename: info for info in archive.infolist()}
                self._parts = {name: archive.read(name) for name in self._infos}
        except _UNREADABLE as error:
            raise Unpatchable("no package") from error
        self._names = {name.lower(): name for name in self._parts}
        if _TYPES.lower() not in self._names:
            raise Unpatchable("no content types")

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return list(self._parts)

    def has(self, name: str) -> bool:
        """Say whether there is a part of a name."""
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """Return a part, without a byte order mark.

        Raises:
            Unpatchable: when there is none.
        """
        if not self.has(name):
            raise Unpatchable(f"no part {name}")
        return self._parts[self._names[name.lower()]].removeprefix(b"\xef\xbb\xbf")

    def write(self, name: str, content: bytes) -> None:
        """Replace a part, or add it."""
        known = self._names.setdefault(name.lower(), name)
        self._parts[known] = content

    def remove(self, name: str) -> None:
        """Remove a part and what relates it to others."""
        for each in (name, _relations_part(name)):
            if self.has(each):
                del self._parts[self._names.pop(each.lower())]
        types = self.read(_TYPES)
        gone = [
            Edit(element.start, element.end, b"")
            for element in elements_of(types)
            if element.attributes.get("PartName", "").lower() == f"/{name}".lower()
        ]
        self.write(_TYPES, edited(types, gone))

    def free_name(self, pattern: str) -> str:
        """Return the first name of a pattern such as ``xl/comments{}.xml`` that is free."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def relations(self, name: str) -> list[Relation]:
        """Return what a part relates to; ``""`` is the package itself."""
        part = _relations_part(name)
        if not self.has(part):
            return []
        folder = posixpath.dirname(name)
        found = []
        for element in elements_of(self.read(part)):
            if element.name != "Relationship":
                continue
            at = element.attributes
            is_external = at.get("TargetMode") == "External"
            target = at["Target"]
            if not is_external:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found.append(Relation(at["Id"], at["Type"].split("/")[-1], target, is_external))
        return found

    def relate(self, name: str, kind: str, target: str) -> str:
        """Relate a part to another and return the relation's id."""
        part = _relations_part(name)
        taken = {relation.id for relation in self.relations(name)}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        if not self.has(part):
            empty = f'<Relationships xmlns="{_PACKAGE_RELATIONS}"></Relationships>'
            self.write(part, b'<?xml version="1.0" encoding="UTF-8"?>' + empty.encode())
        xml = self.read(part)
        root = elements_of(xml)[0]
        added = (
            f'<Relationship xmlns="{_PACKAGE_RELATIONS}" Id="rId{number}" '
            f'Type="{RELATIONS}/{kind}" Target={quoteattr("/" + target)}/>'
        )
        self.write(part, inside(xml, root, added.encode()))
        return f"rId{number}"

    def unrelate(self, name: str, relation: str) -> None:
        """Remove a relation of a part."""
        part = _relations_part(name)
        xml = self.read(part)
        gone = [
            Edit(element.start, element.end, b"")
            for element in elements_of(xml)
            if element.attributes.get("Id") == relation
        ]
        self.write(part, edited(xml, gone))

    def declare(self, content_type: str, *, part: str = "", extension: str = "") -> None:
        """Say of which type a part, or every part of an extension, is."""
        xml = self.read(_TYPES)
        elements = elements_of(xml)
        tag, key, value = (
            ("Override", "PartName", f"/{part}") if part else ("Default", "Extension", extension)
        )
        known = {element.attributes.get(key, "").lower() for element in elements}
        if value.lower() in known:
            return
        added = f"<{prefix_of(xml, elements[0])}{tag} {key}={quoteattr(value)} "
        added += f"ContentType={quoteattr(content_type)}/>"
        self.write(_TYPES, inside(xml, elements[0], added.encode()))

    def content(self) -> bytes:
        """Return the package: parts in their old order, new ones behind them."""
        stream = io.BytesIO()
        with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
            for name, part in self._parts.items():
                info = ZipInfo(name, self._infos[name].date_time if name in self._infos else _EPOCH)
                info.compress_type = ZIP_DEFLATED
                archive.writestr(info, part)
        return stream.getvalue()


def inside(xml: bytes, element: Element, content: bytes) -> bytes:
    """Return a part with something put at the end of an element."""
    return edited(xml, [put_inside(xml, element, content)])


def put_inside(xml: bytes, element: Element, content: bytes) -> Edit:
    """Return an edit that puts something at the end of an element, empty or not."""
    tag = xml[element.start : element.inner]
    if element.inner != element.end:
        return Edit(element.inner_end, element.inner_end, content)
    if not tag.endswith(b"/>"):
        return Edit(element.inner, element.inner, content)
    name = tag[1:].split(None, 1)[0].rstrip(b"/>")
    return Edit(
        element.start, element.end, tag[:-2].rstrip() + b">" + content + b"</" + name + b">"
    )


def _relations_part(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def children(elements: Sequence[Element], parent: Element) -> list[Element]:
    """Return an element's children."""
    depth = parent.depth + 1
    return [each for each in elements if each.depth == depth and parent.has(each)]


def first(elements: Iterable[Element], name: str, depth: int = 1) -> Element | None:
    """Return the first element of a name at a depth."""
    return next((each for each in elements if (each.name, each.depth) == (name, depth)), None)


def identity(attributes: dict[str, Any]) -> str:
    """Return the relation that an element names by its ``r:id``."""
    return next((str(value) for key, value in attributes.items() if key.endswith(":id")), "")
