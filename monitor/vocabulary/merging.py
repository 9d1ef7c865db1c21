"""What must hold of provinces: every basis counts each once, and what ends has a successor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from monitor.vocabulary.problems import Problem, Read, Row
from monitor.vocabulary.schema import bases_of, basis_column
from monitor.vocabulary.years import next_day

_PROGRAMME: Final = 17


def region_problems(read: Read) -> Iterator[Problem]:
    """Yield what is wrong in regions.csv and in what stands for its rows elsewhere."""
    rows = {row["region"]: (number, row) for number, row in read.numbered("regions")}
    yield from _successors(rows)
    for basis in bases_of(read.tables["regions"][0]):
        yield from _basis(rows, basis)
    yield from _named(read, rows)


def _successors(rows: dict[str, tuple[int, Row]]) -> Iterator[Problem]:
    """Look whether a province that ended is followed, from the next day on."""
    for number, row in rows.values():
        if not row["valid_to"]:
            continue
        if not row["successor"]:
            yield Problem("regions", number, "no_successor", {"day": row["valid_to"]})
            continue
        _, follows = rows.get(row["successor"], (0, None))
        if follows and follows["valid_from"] != (day := next_day(row["valid_to"])):
            about = {"successor": row["successor"], "begins": follows["valid_from"], "day": day}
            yield Problem("regions", number, "successor_begins", about)


def _basis(rows: dict[str, tuple[int, Row]], basis: int) -> Iterator[Problem]:
    """Look whether a basis is made of so many provinces, each standing for itself."""
    column = basis_column(basis)
    units, is_sound = set(), True
    for number, row in rows.values():
        unit = row[column]
        if unit and (unit not in rows or rows[unit][1][column] != unit):
            is_sound = False
            yield Problem("regions", number, "no_unit", {"column": column, "value": unit})
        elif not unit and row[basis_column(_PROGRAMME)]:
            is_sound = False
            yield Problem("regions", number, "in_no_unit", {"column": column})
        elif unit:
            units.add(unit)
    if is_sound and len(units) != basis:
        yield Problem("regions", 1, "units", {"column": column, "count": len(units)})


def _named(read: Read, rows: dict[str, tuple[int, Row]]) -> Iterator[Problem]:
    """Look whether every province is found by its own names."""
    known = {"".join(row["alias"].split()): row["region"] for row in read.tables["region_aliases"]}
    for number, row in rows.values():
        if row["valid_to"]:
            continue
        for column in ("name_ko", "short_ko"):
            if known.get("".join(row[column].split())) != row["region"]:
                about = {"value": row[column], "region": row["region"]}
                yield Problem("regions", number, "no_alias", about)
