"""The tile grid: every province an equal cell, so that the smallest is read like the largest."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

import pandas as pd

from monitor.charts.classes import Classes
from monitor.charts.land import largest, parts_on
from monitor.charts.legend import (
    BAR_PATTERNS,
    Absence,
    Unit,
    entry,
    finding,
    kinds,
    name_lines,
    plain_entry,
    unescaped,
    units,
)
from monitor.charts.lettering import text_width, wrapped
from monitor.charts.native import Area, Areas, Label
from monitor.charts.theme import SMALL_SIZE, Caption, Chart, Drawing, Palette, finish, palette
from monitor.vocabulary import BOUNDARIES, Basis

HEIGHT: Final = 640
GAP: Final = 0.05  # between cells, as a share of a cell
CELL: Final = 87  # pixels across a cell in the narrowest grid, which is 380 pixels wide
NAME_WIDTH: Final = CELL - 8
VALUE_SIZE: Final = 14
LINE: Final = 0.19
SWATCH: Final = (0.17, 0.13)
ENTRY_ROW: Final = 0.19
PATTERN_SIZE: Final = 7

Cell = tuple[int, int]
Trace = dict[str, Any]


def tile_grid(
    frame: pd.DataFrame,
    caption: Caption,
    *,
    basis: Basis,
    names: Mapping[str, str],
    write: Callable[[float], str],
    classes: Classes,
    absence_names: Mapping[str, str],
    selected: str | None = None,
    height: int = HEIGHT,
) -> Chart:
    """Draw the grid beside the map, in the same classes.

    A cell carries its region as ``customdata`` ``[region]``.

    Args:
        frame: as for the map: region, value (NaN where empty), absence, hover.
        caption: title, unit and source.
        basis: of how many provinces.
        names: short names by region.
        write: writes a value without its unit.
        classes: those of the map.
        absence_names: what each kind of emptiness is called, by id.
        selected: the region to outline.
        height: in pixels, title and source included.
    """
    colours = palette(dark=caption.dark)
    cells = cells_of(basis)
    drawn = units(
        frame,
        caption,
        colours,
        regions=cells,
        names=names,
        write=write,
        classes=classes.covering(frame["value"]),
        absence_names=absence_names,
    )
    drawing = Drawing()
    drawing.traces = [
        _cells(drawn, cells, selected, colours, dark=caption.dark),
        *_labels(drawn, cells, colours),
        *_key(drawn, cells, caption, colours),
    ]
    columns = 1 + max(column for column, _ in cells.values())
    rows = 1 + max(row for _, row in cells.values())
    drawing.axis("xaxis", visible=False, range=[-GAP, columns])
    drawing.axis("yaxis", visible=False, range=[rows, -GAP])
    drawing.layout |= {"barmode": "overlay", "bargap": 0}
    native = _native(drawn, cells, (columns, rows), caption, colours)
    return finish(drawing, caption, finding(frame, caption, drawn), height=height, native=native)


def _native(
    drawn: Sequence[Unit],
    cells: Mapping[str, Cell],
    size: Cell,
    caption: Caption,
    colours: Palette,
) -> Areas:
    """The grid as squares that can be recoloured, what is empty explained in the free cells."""
    side = CELL * (1 - GAP)
    tiles = []
    for unit in drawn:
        x, y = (CELL * place for place in cells[unit.region])
        lines = _lines(unit) if unit.absence else [*_lines(unit), unit.text]
        tiles.append(
            Area(
                unescaped(unit.name),
                (((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)),),
                unit.fill,
                unescaped("\n".join(lines)),
                (x + side / 2, y + side / 2),
                unit.text_colour,
                _shape(unit.absence),
            )
        )
    left, tops = _free(cells, kinds(drawn))
    labels = (
        Label(
            plain_entry(members[0].text, len(members), caption),
            (CELL * left, CELL * (top + SWATCH[1] / 2)),
            colours.faint,
            _shape(absence),
        )
        for top, (absence, members) in zip(tops, kinds(drawn), strict=True)
    )
    return Areas(CELL * size[0], CELL * size[1], tuple(tiles), tuple(labels))


def _free(cells: Mapping[str, Cell], groups: Sequence[object]) -> tuple[int, list[float]]:
    """Return the first free column beside the last row, and where each entry begins there."""
    bottom = max(row for _, row in cells.values())
    left = 1 + max(column for column, row in cells.values() if row == bottom)
    return left, [bottom + 0.02 + number * ENTRY_ROW for number in range(len(groups))]


def cells_of(basis: Basis) -> Mapping[str, Cell]:
    """Return column and row of each province; one of several takes its largest part's."""
    cells = _cells_of_programme()
    return {unit: cells[_seat(parts)] for unit, parts in parts_on(basis).items()}


def _seat(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else largest(parts)


@cache
def _cells_of_programme() -> Mapping[str, Cell]:
    with (BOUNDARIES / "tiles.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {
            row["region"]: (int(row["column"]), int(row["row"])) for row in csv.DictReader(stream)
        }


def _cells(
    drawn: Sequence[Unit],
    cells: Mapping[str, Cell],
    selected: str | None,
    colours: Palette,
    *,
    dark: bool,
) -> Trace:
    """One bar a cell: bars can be clicked, and plotly hatches them itself."""
    at = [cells[unit.region] for unit in drawn]
    chosen = [unit.region == selected for unit in drawn]
    return _trace(
        "bar",
        x=[column + (1 - GAP) / 2 for column, _ in at],
        base=[row for _, row in at],
        y=[1 - GAP] * len(at),
        width=1 - GAP,
        marker={
            "color": [unit.fill for unit in drawn],
            "line": {
                "color": [colours.ink if is_chosen else colours.line for is_chosen in chosen],
                "width": [3 if is_chosen else 0.6 for is_chosen in chosen],
            },
            "pattern": {
                "shape": [_shape(unit.absence) for unit in drawn],
                "fgcolor": [_hatch_colour(unit.absence, dark=dark) for unit in drawn],
                "bgcolor": [unit.fill for unit in drawn],
                "size": PATTERN_SIZE,
                "solidity": 0.15,
            },
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[[unit.region] for unit in drawn],
        hovertext=[unit.hover for unit in drawn],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _shape(absence: Absence | None) -> str:
    return BAR_PATTERNS[absence.pattern] if absence else ""


def _hatch_colour(absence: Absence | None, *, dark: bool) -> str:
    return absence.hatch_colour(dark=dark) if absence else "rgba(0,0,0,0)"


def _labels(drawn: Sequence[Unit], cells: Mapping[str, Cell], colours: Palette) -> list[Trace]:
    """Write name and value in each cell; on a hatch they stand on a plain strip."""
    empty = [unit for unit in drawn if unit.absence]
    strip = _trace(
        "bar",
        x=[cells[unit.region][0] + (1 - GAP) / 2 for unit in empty],
        base=[cells[u.region][1] + (1 - GAP - _strip_height(u)) / 2 for u in empty],
        y=[_strip_height(unit) for unit in empty],
        width=[_strip_width(unit) for unit in empty],
        marker={"color": colours.faint, "line": {"width": 0}},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        hoverinfo="skip",
    )
    inks = {unit.region: colours.ink if unit.absence else unit.text_colour for unit in drawn}
    texts = [
        _text(
            [
                (cells[u.region][0] + (1 - GAP) / 2, cells[u.region][1] + (1 - GAP) / 2, _label(u))
                for u in drawn
                if inks[u.region] == ink
            ],
            "middle center",
            ink,
            VALUE_SIZE,
        )
        for ink in dict.fromkeys(inks.values())
    ]
    return [strip, *texts]


def _strip_width(unit: Unit) -> float:
    widest = max(text_width(line, SMALL_SIZE) for line in _lines(unit))
    return min(1 - 3 * GAP, (widest + 8) / CELL)


def _strip_height(unit: Unit) -> float:
    return LINE * len(_lines(unit)) + 0.08


def _lines(unit: Unit) -> list[str]:
    reason = wrapped(unit.text, NAME_WIDTH, SMALL_SIZE) if unit.absence else []
    return [*name_lines(unit, NAME_WIDTH), *reason]


def _label(unit: Unit) -> str:
    small = "<br>".join(_lines(unit))
    value = "" if unit.absence else f"<br><b>{unit.text}</b>"
    return f"<span style='font-size:{SMALL_SIZE}px'>{small}</span>{value}"


def _text(at: Sequence[tuple[float, float, str]], position: str, colour: str, size: int) -> Trace:
    return _trace(
        "scatter",
        x=[x for x, _, _ in at],
        y=[y for _, y, _ in at],
        text=[text for _, _, text in at],
        mode="text",
        textposition=position,
        textfont={"size": size, "color": colour},
        selected={"textfont": {"color": colour}},
        unselected={"textfont": {"color": colour}},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _key(
    drawn: Sequence[Unit], cells: Mapping[str, Cell], caption: Caption, colours: Palette
) -> list[Trace]:
    """Show each kind of emptiness that occurs with its count, in the free cells below."""
    groups = kinds(drawn)
    if not groups:
        return []
    left, tops = _free(cells, groups)
    width, height = SWATCH
    patterns = [absence for absence, _ in groups]
    swatches = _trace(
        "bar",
        x=[left + width / 2] * len(groups),
        base=tops,
        y=[height] * len(groups),
        width=width,
        marker={
            "color": colours.faint,
            "line": {"color": colours.line, "width": 0.6},
            "pattern": {
                "shape": [_shape(absence) for absence in patterns],
                "fgcolor": [_hatch_colour(a, dark=caption.dark) for a in patterns],
                "bgcolor": colours.faint,
                "size": PATTERN_SIZE - 2,
                "solidity": 0.2,
            },
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        hoverinfo="skip",
    )
    entries = [
        (left + width + 0.02, y + height / 2, entry(members[0].text, len(members), caption))
        for y, (_, members) in zip(tops, groups, strict=True)
    ]
    return [swatches, _text(entries, "middle right", colours.ink, SMALL_SIZE)]


def _trace(kind: str, **parts: Any) -> Trace:
    return {"type": kind, **parts}
