"""What map and tile grid share: kinds of emptiness with their hatch, readable text, the finding."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal, cast

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from monitor.charts.classes import Classes
from monitor.charts.lettering import text_on, wrapped
from monitor.charts.theme import SMALL_SIZE, Caption, Palette, escaped, palette
from monitor.vocabulary import reference_folder
from monitor.wording import Language, Words

Pattern = Literal["slash", "back_slash", "cross", "horizontal", "dot", "vertical", "grid", "none"]
# How plotly names the same patterns on bars.
BAR_PATTERNS: Final[Mapping[Pattern, str]] = {
    "slash": "/",
    "back_slash": "\\",
    "cross": "x",
    "horizontal": "-",
    "dot": ".",
    "vertical": "|",
    "grid": "+",
    "none": "",
}
UNEXPLAINED: Final = ""  # an empty place for which the answer gives no reason

_TIES_NAMED: Final = 3


def phrase(key: str, language: Language, **values: object) -> str:
    """Return one of the words that stand inside the map itself."""
    return Words(language)(f"map.{key}", **values)


@dataclass(frozen=True)
class Absence:
    """A kind of emptiness: its pattern and the colour of its hatch in light and dark."""

    absence: str
    pattern: Pattern
    colour: str
    colour_dark: str

    def hatch_colour(self, *, dark: bool) -> str:
        """Return the colour of the hatch."""
        return self.colour_dark if dark else self.colour


@cache
def absences() -> Mapping[str, Absence]:
    """Return every kind of emptiness by its id, in its order, and last the unexplained one."""
    with (reference_folder() / "absences.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = sorted(csv.DictReader(stream), key=lambda row: int(row["position"]))
    known = {
        row["absence"]: Absence(
            row["absence"], cast(Pattern, row["pattern"]), row["colour"], row["colour_dark"]
        )
        for row in rows
    }
    return known | {UNEXPLAINED: Absence(UNEXPLAINED, "none", "#868e96", "#868e96")}


@dataclass(frozen=True)
class Unit:
    """One province as it is drawn: its names and value in words, its class or its emptiness."""

    region: str
    name: str
    text: str
    hover: str
    fill: str
    place: int | None
    absence: Absence | None

    @property
    def text_colour(self) -> str:
        """Return the colour in which text on the fill is read best."""
        return text_on(self.fill)


def units(
    frame: pd.DataFrame,
    caption: Caption,
    colours: Palette,
    *,
    regions: Iterable[str],
    names: Mapping[str, str],
    write: Callable[[float], str],
    classes: Classes,
    absence_names: Mapping[str, str],
) -> list[Unit]:
    """Turn the rows of a frame into units, in the order of ``regions``.

    Raises:
        ValueError: the frame does not hold each region exactly once.
    """
    wanted = list(regions)
    if sorted(frame["region"]) != sorted(wanted):
        raise ValueError(f"rows {sorted(frame['region'])}, expected {sorted(wanted)}")
    rows = frame.set_index("region").loc[wanted]
    ramp = classes.colours(colours.diverging if classes.diverging else colours.classes)
    drawn = []
    for region, value, reason, hover in zip(
        wanted, rows["value"], rows["absence"], rows["hover"], strict=True
    ):
        place = None if pd.isna(value) else classes.class_of(float(value))
        absence = None if place is not None else _absence_of(reason)
        drawn.append(
            Unit(
                region=region,
                name=escaped(names[region]),
                text=escaped(write(float(value)))
                if absence is None
                else absence_name(absence, absence_names, caption.language),
                hover=escaped(str(hover)).replace("\n", "<br>"),
                fill=colours.faint if place is None else ramp[place],
                place=place,
                absence=absence,
            )
        )
    return drawn


def _absence_of(reason: object) -> Absence:
    known = absences()
    return known.get(str(reason), known[UNEXPLAINED])


def absence_name(absence: Absence, absence_names: Mapping[str, str], language: Language) -> str:
    """Return what a kind of emptiness is called, safe to stand in a figure."""
    name = absence_names.get(absence.absence) or phrase("unexplained", language)
    return escaped(name)


def kinds(drawn: Iterable[Unit]) -> list[tuple[Absence, list[Unit]]]:
    """Group the empty units by kind of emptiness, in the order of the reference file."""
    empty = [unit for unit in drawn if unit.absence is not None]
    grouped = [
        (absence, [unit for unit in empty if unit.absence == absence])
        for absence in absences().values()
    ]
    return [(absence, members) for absence, members in grouped if members]


def entry(name: str, count: int, caption: Caption) -> str:
    """Write an entry of a legend: what it is, and how many provinces it has."""
    colour = palette(dark=caption.dark).soft_ink
    return f"{name} <span style='color:{colour}'>({_places(count, caption)})</span>"


def plain_entry(name: str, count: int, caption: Caption) -> str:
    """Write the same entry without markup."""
    return f"{unescaped(name)} ({_places(count, caption)})"


def _places(count: int, caption: Caption) -> str:
    return phrase("places", caption.language, count=count)


def finding(frame: pd.DataFrame, caption: Caption, drawn: Sequence[Unit]) -> str:
    """State what the figure shows: the highest, the lowest, and how many are empty and why.

    Plain text for readers who do not see the figure: markup in names is undone.
    """
    words = Words(caption.language)
    title = caption.title
    known = frame[frame["value"].notna()]
    by_region = {unit.region: unit for unit in drawn}
    if known.empty:
        sentence = words("common.no_finding", title=title)
    else:
        ends = {
            end: _at(by_region, known, float(value), caption)
            for end, value in (("highest", known["value"].max()), ("lowest", known["value"].min()))
        }
        sentence = words("common.finding", title=title, **ends)
    empty = _empty_sentence(drawn, caption.language)
    return unescaped(", ".join([sentence, *empty]))


def _at(by_region: Mapping[str, Unit], known: pd.DataFrame, value: float, caption: Caption) -> str:
    """Write the places that share a value, and the value with its unit."""
    sharing = [by_region[region] for region in known.loc[known["value"] == value, "region"]]
    gap = "" if caption.language == "ko" or caption.unit.startswith("%") else " "
    return f"{_listed([u.name for u in sharing], caption.language)} {sharing[0].text}{gap}" + (
        escaped(caption.unit)
    )


def _empty_sentence(drawn: Sequence[Unit], language: Language) -> list[str]:
    groups = kinds(drawn)
    parts = [f"{members[0].text} {len(members)}" for _, members in groups]
    count = sum(len(members) for _, members in groups)
    return [phrase("empty", language, count=count, parts=", ".join(parts))] if groups else []


def _listed(names: Sequence[str], language: Language) -> str:
    shown = ("·" if language == "ko" else ", ").join(names[:_TIES_NAMED])
    rest = len(names) - _TIES_NAMED
    return phrase("more", language, names=shown, count=rest) if rest > 0 else shown


def unescaped(text: str) -> str:
    """Return a text without the guard against plotly's markup."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def name_lines(unit: Unit, width: float) -> list[str]:
    """Break a name that is too long for its place, after a hyphen if it has one."""
    lines = wrapped(unit.name.replace("-", "- "), width, SMALL_SIZE)
    return [line.replace("- ", "-") for line in lines]


@lru_cache(maxsize=256)
def hatch(pattern: Pattern, area: BaseGeometry, step: float) -> BaseGeometry:
    """Return the lines, or for ``dot`` the points, that fill an area with a pattern.

    Lines lie on one grid for all areas, so that the pattern runs on from part to part.

    Args:
        pattern: which.
        area: polygons.
        step: distance of the lines, in the units of the area.
    """
    if pattern == "none" or area.is_empty:
        return shapely.MultiLineString()
    strokes = _strokes(pattern, area.bounds, step)
    return shapely.intersection(strokes, area)


def _strokes(
    pattern: Pattern, bounds: tuple[float, float, float, float], step: float
) -> BaseGeometry:
    left, low, right, high = bounds
    if pattern == "dot":
        return shapely.MultiPoint(_dots(bounds, step))
    level = [[(left, y), (right, y)] for y in _grid(low, high, step)]
    upright = [[(x, low), (x, high)] for x in _grid(left, right, step)]
    straight = {"horizontal": level, "vertical": upright, "grid": [*level, *upright]}
    if pattern in straight:
        return shapely.MultiLineString(straight[pattern])
    # Diagonals are spaced along an axis, so that they lie ``step`` apart across.
    along, rise = step * math.sqrt(2), high - low
    rising = [[(c + low, low), (c + high, high)] for c in _grid(left - high, right - low, along)]
    if pattern == "slash":
        return shapely.MultiLineString(rising)
    falling = [
        [(c - low, low), (c - low - rise, high)] for c in _grid(left + low, right + high, along)
    ]
    return shapely.MultiLineString(falling if pattern == "back_slash" else [*rising, *falling])


def _dots(bounds: tuple[float, float, float, float], step: float) -> list[tuple[float, float]]:
    left, low, right, high = bounds
    return [
        (x + (step / 2 if round(y / step) % 2 else 0), y)
        for y in _grid(low, high, step)
        for x in _grid(left - step, right, step)
    ]


def _grid(low: float, high: float, step: float) -> list[float]:
    """Return the multiples of a step from low to high."""
    return [float(n * step) for n in np.arange(math.ceil(low / step), math.floor(high / step) + 1)]
