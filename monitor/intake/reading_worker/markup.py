"""Elements of a small part of XML, one after the other: no tree, no entities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers.expat import ParserCreate

from monitor.intake.reading_worker.problem import Problem

Attributes = Mapping[str, str]


def walk(
    xml: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Tell each element as it opens, with its attributes, as it closes, and the text within.

    Names of elements and attributes come without prefix; where two attributes then share a name,
    the later one stands under its full name only.

    Raises:
        ExpatError: the part is not well formed.
        Problem: ``not_a_workbook`` where it declares a type, which ``Archive.xml`` refuses before.
    """
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, given: start(_local(name), _attributes(given))
    if end is not None:
        parser.EndElementHandler = lambda name: end(_local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    parser.Parse(xml, True)


def _attributes(given: Attributes) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for name, value in given.items():
        local = _local(name)
        attributes[name if local in attributes else local] = value
    return attributes


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise Problem("not_a_workbook")
