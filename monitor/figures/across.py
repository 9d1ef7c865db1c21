"""What must be known where years are compared: what began, what ended, what became one."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.figures.view import View
from monitor.vocabulary import PROGRAMME_BASIS
from monitor.wording import date_text


def across_notes(view: View, indicator: str = "", region: str = "all") -> list[str]:
    """Say what a comparison with the year before stands on.

    Args:
        view: whose release and basis.
        indicator: what is compared; its first or last year is said where the release has others.
        region: a province of the basis, or all; what was one of several is said.
    """
    return [*_spell(view, indicator), *_merged(view, region)]


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
        if len(parts) > 1 and region in ("all", unit.region):
            ordered = view.vocabulary.units_of(PROGRAMME_BASIS)
            yield view.words(
                "notes.merged",
                name=view.region(unit.region),
                day=date_text(unit.valid_from, view.language),
                parts=view.words("notes.and").join(
                    view.region(each.region) for each in ordered if each.region in parts
                ),
            )
