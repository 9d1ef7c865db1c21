"""What must hold of the annual evaluation: points add up in every year, bands take in everybody."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from monitor.vocabulary.problems import Problem, Read, Row
from monitor.vocabulary.years import begins, in_force

_ALL_POINTS: Final = 100
# Without the highest and the lowest there must be somebody left.
_LEAST_TO_TRIM: Final = 3
_Numbered = tuple[int, Row]


def evaluation_problems(read: Read, *, is_whole: bool) -> Iterator[Problem]:
    """Yield what is wrong in criteria (where they are whole), bands and years of the evaluation."""
    if is_whole:
        yield from _criteria(read)
    yield from _grades(read)
    yield from _years(read)


def _criteria(read: Read) -> Iterator[Problem]:
    """Look whether the points of a programme year add up in every year of the evaluation."""
    rows = list(read.numbered("evaluation_criteria"))
    for programme_year in dict.fromkeys(row["programme_year"] for _, row in rows):
        own = [each for each in rows if each[1]["programme_year"] == programme_year]
        told: set[tuple[int, ...]] = set()
        for year in _turns(read, own):
            counted = [(number, row) for number, row in own if in_force(row, year)]
            total = sum(int(row["maximum_points"]) for _, row in counted)
            which = tuple(number for number, _ in counted)
            if total != _ALL_POINTS and which not in told:
                told.add(which)
                about = {"programme_year": programme_year, "year": year, "total": total}
                last = max(which, default=own[-1][0])
                yield Problem("evaluation_criteria", last, "points", about)


def _turns(read: Read, rows: list[_Numbered]) -> list[int]:
    """Return the years of the evaluation, and those in which criteria begin."""
    years = {int(row["year"]) for row in read.tables["evaluation_years"]}
    return sorted(years | {int(begins(row)[:4]) for _, row in rows if row["valid_from"]})


def _grades(read: Read) -> Iterator[Problem]:
    """Look whether the bands of a scheme fall from the best to one that takes in everybody."""
    schemes: dict[tuple[str, str], list[_Numbered]] = {}
    for number, row in read.numbered("grade_bands"):
        schemes.setdefault((row["scheme"], row["valid_from"]), []).append((number, row))
    for bands in schemes.values():
        column = "minimum_score" if bands[0][1]["method"] == "cut_off" else "quota_percent"
        number, last = bands[-1]
        everybody = {"minimum_score": "0", "quota_percent": ""}[column]
        if last[column] != everybody:
            about = {"column": column, "value": last[column], "wanted": everybody or "–"}
            yield Problem("grade_bands", number, "last_band", about)
        if column == "minimum_score":
            yield from _cut_offs(bands)


def _cut_offs(bands: list[_Numbered]) -> Iterator[Problem]:
    cut_offs = [(n, float(row["minimum_score"])) for n, row in bands if row["minimum_score"]]
    for (_, higher), (number, lower) in pairwise(cut_offs):
        if lower >= higher:
            about = {"value": f"{lower:g}", "above": f"{higher:g}"}
            yield Problem("grade_bands", number, "not_below", about)


def _years(read: Read) -> Iterator[Problem]:
    """Look whether every year of the evaluation has bands, and its trimming leaves somebody."""
    bands = read.tables["grade_bands"]
    schemes = {row["scheme"] for row in bands}
    for number, row in read.numbered("evaluation_years"):
        about = {"column": "scheme", "value": row["scheme"], "target": "grade_bands"}
        if row["scheme"] not in schemes:
            yield Problem("evaluation_years", number, "unknown", about)
        elif not any(
            band["scheme"] == row["scheme"] and in_force(band, int(row["year"])) for band in bands
        ):
            about = {"scheme": row["scheme"], "year": row["year"]}
            yield Problem("evaluation_years", number, "no_bands", about)
        if int(row["trim_from"]) < _LEAST_TO_TRIM:
            yield Problem("evaluation_years", number, "nobody_left", {"value": row["trim_from"]})
