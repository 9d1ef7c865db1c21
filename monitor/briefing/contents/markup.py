"""Parts of XML within Office and Hancom files: parsed without entities, and the charts in them."""

from __future__ import annotations

import posixpath
from typing import Final

from lxml import etree

from monitor.briefing.contents.said import Rows, joined
from monitor.intake.reading_worker.archive import Archive
from monitor.intake.reading_worker.problem import MEGABYTE, Problem

CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# A slide or a section of a report has some hundred kilobytes; a tree takes ten times its text.
_MAXIMUM_XML: Final = 16 * MEGABYTE


def parsed(archive: Archive, name: str) -> etree._Element:
    """Parse a part of an archive.

    Raises:
        Problem: ``unpacks_too_large``, ``not_a_workbook``, ``has_dtd``.
        SyntaxError: it is not well formed.
    """
    if archive.sizes.get(name, 0) > _MAXIMUM_XML:
        raise Problem("unpacks_too_large", limit=_MAXIMUM_XML // MEGABYTE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.xml(name), parser)


def related(archive: Archive, name: str) -> dict[str, str]:
    """Return the parts that a part refers to, by the ids of the relations."""
    folder, file = posixpath.split(name)
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in archive.names:
        return {}
    return {
        each.get("Id", ""): posixpath.normpath(
            posixpath.join("/", folder, each.get("Target", ""))
        ).lstrip("/")
        for each in parsed(archive, relations)
        if each.get("TargetMode") != "External"
    }


def chart_rows(space: etree._Element) -> Rows:
    """Return a chart's series as a table: names on top, then a category and its values a row.

    Of points, each series has a column of places before that of its values. Where series do not
    agree on a category, all that they say is told.
    """
    series = list(space.iter(f"{CHART}ser"))
    if not series:
        return ()
    heading, columns = [""], list[dict[int, str]]()
    for each in series:
        name = joined(" ".join(_points(each, "tx").values()))
        if places := _points(each, "xVal"):
            heading.append(f"{name} x")
            columns.append(places)
        heading.append(name)
        columns.append(_points(each, "val", "yVal"))
    categories: dict[int, dict[str, None]] = {}
    for each in series:
        for at, text in _points(each, "cat").items():
            categories.setdefault(at, {})[joined(text)] = None
    rows = sorted(set(categories).union(*columns))
    values = [
        (" / ".join(categories.get(at, ())), *(column.get(at, "") for column in columns))
        for at in rows
    ]
    return (tuple(heading), *values)


def _points(series: etree._Element, *names: str) -> dict[int, str]:
    """Return the texts of the points of a part of a series, by their place."""
    return {
        int(point.get("idx", "0")): point.findtext(f"{CHART}v", "")
        for name in names
        for part in series.iterchildren(f"{CHART}{name}")
        for point in part.iter(f"{CHART}pt")
    }
