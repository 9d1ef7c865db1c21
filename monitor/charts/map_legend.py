"""The legend of the map: each class and each kind of emptiness, with how many provinces it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from monitor.charts.classes import Classes
from monitor.charts.land import SCALE, Point, plane_point
from monitor.charts.legend import (
    BAR_PATTERNS,
    Unit,
    entry,
    hatch,
    kinds,
    phrase,
    plain_entry,
)
from monitor.charts.map_strokes import Trace, degrees, filled, hatching, text_trace
from monitor.charts.native import Label
from monitor.charts.theme import SMALL_SIZE, Caption, Palette, escaped
from monitor.wording import Words

SWATCH_STEP: Final = 4.5 / SCALE
LEGEND_AT: Final[Point] = (127.76, 34.265)
LEGEND_ROW: Final = 16 / SCALE
LEGEND_COLUMN: Final = 140 / SCALE
SWATCH: Final = (13 / SCALE, 11 / SCALE)
HEADING_SIZE: Final = SMALL_SIZE - 1


def legend(
    drawn: Sequence[Unit],
    classes: Classes,
    caption: Caption,
    colours: Palette,
    write: Callable[[float], str],
) -> list[Trace]:
    """Show each class, and each kind of emptiness that occurs, with how many provinces it has."""
    ramp = classes.colours(colours.diverging if classes.diverging else colours.classes)
    ranges = [escaped(label) for label in classes.labels(write)]
    groups = kinds(drawn)
    traces = [_heading(classes, caption, colours)]
    entries: list[tuple[BaseGeometry, str]] = []
    for row, place in enumerate(reversed(range(classes.count)), start=1):
        box = _swatch(0, row)
        count = sum(unit.place == place for unit in drawn)
        traces.append(filled(box, ramp[place], colours.soft_ink))
        entries.append((box, entry(ranges[place], count, caption)))
    for row, (absence, members) in enumerate(groups, start=1):
        box = _swatch(1 if classes.count else 0, row)
        colour = absence.hatch_colour(dark=caption.dark)
        traces.append(filled(box, colours.faint, colour))
        traces.append(hatching(hatch(absence.pattern, box, SWATCH_STEP), colour))
        entries.append((box, entry(members[0].text, len(members), caption)))
    at = [degrees((box.bounds[2] + 4 / SCALE, box.centroid.y)) for box, _ in entries]
    return [*traces, text_trace(at, [text for _, text in entries], "middle right", colours.ink)]


def native_legend(
    drawn: Sequence[Unit],
    classes: Classes,
    caption: Caption,
    colours: Palette,
    write: Callable[[float], str],
) -> list[tuple[Label, Point]]:
    """Return heading and entries for other programs, each with its place on the plane."""
    ramp = classes.colours(colours.diverging if classes.diverging else colours.classes)
    ranges = classes.labels(write)
    labels = [(Label(_heading_text(classes, caption), (0, 0)), _corner(0, 0))] * bool(classes.count)
    for row, place in enumerate(reversed(range(classes.count)), start=1):
        count = sum(unit.place == place for unit in drawn)
        text = plain_entry(ranges[place], count, caption)
        labels.append((Label(text, (0, 0), ramp[place]), _corner(0, row)))
    for row, (absence, members) in enumerate(kinds(drawn), start=1):
        text = plain_entry(members[0].text, len(members), caption)
        label = Label(text, (0, 0), colours.faint, BAR_PATTERNS[absence.pattern])
        labels.append((label, _corner(1 if classes.count else 0, row)))
    return labels


def _corner(column: int, row: int) -> Point:
    """Return the left end of an entry, halfway up."""
    box = _swatch(column, row)
    return float(box.bounds[0]), float(box.centroid.y)


def _swatch(column: int, row: int) -> BaseGeometry:
    x, top = plane_point(LEGEND_AT)
    left, middle = x + column * LEGEND_COLUMN, top - row * LEGEND_ROW
    width, height = SWATCH
    return shapely.box(left, middle - height / 2, left + width, middle + height / 2)


def _heading_text(classes: Classes, caption: Caption) -> str:
    words = Words(caption.language)
    method = words(f"region_map.{'symmetric' if classes.diverging else classes.method}")
    return phrase("heading", caption.language, method=method, count=classes.count)


def _heading(classes: Classes, caption: Caption, colours: Palette) -> Trace:
    text = _heading_text(classes, caption)
    x, y = _swatch(0, 0).bounds[0] - 3 / SCALE, _swatch(0, 0).centroid.y
    shown = [text] if classes.count else []
    return text_trace(
        [degrees((x, y))][: len(shown)], shown, "middle right", colours.soft_ink, HEADING_SIZE
    )
