"""What must be known where years are compared: what began, what ended, what became one."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.figures.view import View
from monitor.vocabulary import PROGRAMME_BASIS
from monitor.vocabulary.years import in_force
from monitor.wording import date_text


def across_notes(view: View, indicator: str = "", region: str = "each") -> list[str]:
    """Say what a comparison with the year before stands on.

    Args:
        view: whose release and basis.
        indicator: what is compared; its first or last year is said where the release has others.
        region: a province of the basis, ``each`` where they stand side by side, or all together;
            what was several of them before is said.
    """
    return [*_spell(view, indicator), *_merged(view, region)]


def no_year_before(view: View, year: int, indicator: str = "") -> str:
    """Say that a year is the programme's or the indicator's first; nothing where it is not."""
    if year == view.manifest.first_year:
        return view.words("notes.first_year", year=year)
    known = view.vocabulary.indicators.get(indicator)
    if known is None or known.is_in_force(year - 1):
        return ""
    return next(_spell(view, indicator), "")


def rules_notes(view: View, year: int) -> list[str]:
    """Say that a year is judged by other points or grades than the year before."""
    known = view.vocabulary
    schemes = {row["year"]: row["scheme"] for row in known.rows("evaluation_years")}
    before = schemes.get(f"{year - 1}")
    if before is None:
        return []
    nth = {row["programme_year"] for row in known.rows("evaluation_criteria")}
    changed = []
    if any(known.criteria(year, int(n)) != known.criteria(year - 1, int(n)) for n in nth):
        changed.append("points")
    bands = [
        [row for row in known.rows("grade_bands") if row["scheme"] == scheme and in_force(row, of)]
        for scheme, of in ((schemes.get(f"{year}"), year), (before, year - 1))
    ]
    if bands[0] != bands[1]:
        changed.append("grades")
    return [view.words(f"evaluation.other_{what}", year=year) for what in changed]


def _spell(view: View, indicator: str) -> Iterator[str]:
    known = view.vocabulary.indicators.get(indicator)
    if known is None:
        return
    name, first, last = view.indicator_name(indicator), known.valid_from, known.valid_to
    if first and first.year > view.manifest.first_year:
        yield view.words("notes.asked_from", name=name, year=first.year)
    if last and last.year < view.manifest.last_year:
        yield view.words("notes.asked_to", name=name, year=last.year)


def _merged(view: View, region: str) -> Iterator[str]:
    for unit in view.vocabulary.units_of(view.basis):
        parts = view.vocabulary.parts_of(unit.region)
        was_several = len(parts) > 1 and unit.valid_from.year >= view.manifest.first_year
        if was_several and region in ("each", unit.region):
            ordered = view.vocabulary.units_of(PROGRAMME_BASIS)
            yield view.words(
                "notes.merged",
                name=view.region(unit.region),
                day=date_text(unit.valid_from, view.language),
                parts=view.words("notes.and").join(
                    view.region(each.region) for each in ordered if each.region in parts
                ),
            )
