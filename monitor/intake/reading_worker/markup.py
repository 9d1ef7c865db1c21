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
) -> None:
    """Tell each element as it opens, with its attributes, and as it closes; names without prefix.

    Raises:
        ExpatError: the part is not well formed.
        Problem: ``not_a_workbook`` where it declares a type, which ``Archive.xml`` refuses before.
    """
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: start(
        _local(name), {_local(key): value for key, value in attributes.items()}
    )
    if end is not None:
        parser.EndElementHandler = lambda name: end(_local(name))
    parser.Parse(xml, True)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise Problem("not_a_workbook")
