"""Whatever small programme is reported, its causes add up and its breakdowns agree.

The steps are taken again here, in plain Python, from the rows that were sent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.store import Release, Store, ask, publish
from tests.acting import LOCAL
from tests.making import mean, project, ratio, send, value

PLACES = {
    "seoul": "seoul_jongno",
    "gwangju": "gwangju_nam",
    "jeonnam": "jeonnam_naju",
    "jeju": "jeju_jeju",
}
KINDS = {
    "jobs": value,
    "resident_participants": value,
    "own_income_rate": ratio,
    "satisfaction": mean,
}
SUMS = ("jobs", "resident_participants")
Parts = tuple[float, float]


@dataclass(frozen=True)
class Told:
    """What one project told: where it was each year, and its numbers by indicator."""

    region_before: str
    region_now: str
    published: dict[str, Parts | None]
    corrected: dict[str, Parts]
    now: dict[str, Parts | None]

    def before(self, indicator: str) -> Parts | None:
        """Return the year before as it is known now."""
        return self.corrected.get(indicator, self.published[indicator])


def _parts() -> st.SearchStrategy[Parts]:
    whole = st.integers(1, 50)
    return whole.flatmap(lambda denominator: st.tuples(st.integers(0, denominator), whole))


def _reports() -> st.SearchStrategy[dict[str, Parts | None]]:
    return st.fixed_dictionaries({name: st.none() | _parts() for name in KINDS})


PROGRAMMES = st.lists(
    st.builds(
        Told,
        region_before=st.sampled_from(sorted(PLACES)),
        region_now=st.sampled_from(sorted(PLACES)),
        published=_reports(),
        corrected=st.dictionaries(st.sampled_from(sorted(KINDS)), _parts(), max_size=2),
        now=_reports(),
    ),
    min_size=1,
    max_size=5,
)


def _published(folder: str, programme: list[Told]) -> Release:
    store = Store(Path(folder), LOCAL)
    with store.ledger.kept_open():
        _send(store, programme, 2026, [(told.region_before, told.published) for told in programme])
    publish(store, as_of=dt.date(2026, 12, 31), final=True, publisher="tester", note="tried")
    with store.ledger.kept_open():
        _send(store, programme, 2027, [(told.region_now, told.now) for told in programme])
        corrections = [(told.region_now, dict(told.corrected)) for told in programme]
        _send(store, programme, 2027, corrections, about=2026)
    return publish(store, as_of=dt.date(2027, 12, 31), final=True, publisher="tester", note="tried")


def _send(
    store: Store,
    programme: list[Told],
    year: int,
    reports: list[tuple[str, dict[str, Parts | None]]],
    about: int | None = None,
) -> None:
    observations = []
    for number, (_, numbers) in enumerate(reports):
        for indicator, parts in numbers.items():
            if parts is not None:
                kept = parts[:1] if KINDS[indicator] is value else parts
                made = KINDS[indicator](f"P{number}", indicator, about or year, 4, *kept)
                observations.append(made)
    send(
        store.ledger,
        "seoul",
        f"{year}Q4",
        received=f"{year + 1}-01-10",
        project=[
            project(f"P{number}", region, PLACES[region], "community", 2026)
            for number, (region, _) in enumerate(reports)
        ],
        observation=observations,
    )


def _unit(region: str, basis: int) -> str:
    return "jeonnam_gwangju" if basis == 16 and region in {"gwangju", "jeonnam"} else region


def _figure(indicator: str, rows: Iterable[Parts]) -> float | None:
    rows = list(rows)
    if not rows:
        return None
    if indicator in SUMS:
        return sum(first for first, _ in rows)
    if indicator == "own_income_rate":
        return 100 * sum(part for part, _ in rows) / sum(whole for _, whole in rows)
    return sum(number * weight for number, weight in rows) / sum(weight for _, weight in rows)


def _expected(
    programme: list[Told], indicator: str, basis: int, unit: str | None
) -> dict[str, float] | None:
    def inside(region: str) -> bool:
        return unit is None or _unit(region, basis) == unit

    def figure(rows: Iterable[tuple[str, Parts | None]]) -> float | None:
        return _figure(indicator, [parts for region, parts in rows if parts and inside(region)])

    kept = [told for told in programme if told.before(indicator) and told.now[indicator]]
    published = figure((told.region_before, told.published[indicator]) for told in programme)
    before = figure((told.region_before, told.before(indicator)) for told in programme)
    stayed = figure((told.region_before, told.before(indicator)) for told in kept)
    moved = figure((told.region_now, told.before(indicator)) for told in kept)
    now_kept = figure((told.region_now, told.now[indicator]) for told in kept)
    now = figure((told.region_now, told.now[indicator]) for told in programme)
    if indicator in SUMS:
        if published is before is now is None:
            return None
        # Nothing reported from here is nothing added to the nation's sum.
        stayed, moved, now_kept = stayed or 0, moved or 0, now_kept or 0
        before, now = before or 0, now or 0
        if any(told.published[indicator] for told in programme):
            published = published or 0
    if before is None or now is None or not _reported_in_both_years(programme, indicator):
        return None
    start = before if published is None else published
    causes = {"restated": before - start, "real_change": 0.0, "boundaries": 0.0}
    if stayed is None or moved is None or now_kept is None:
        causes["coverage"] = now - before
    else:
        causes["real_change"] = now_kept - moved
        causes["boundaries"] = moved - stayed
        causes["coverage"] = (stayed - before) + (now - now_kept)
    return {"start_value": start, "end_value": now, **causes}


def _reported_in_both_years(programme: list[Told], indicator: str) -> bool:
    return any(told.before(indicator) for told in programme) and any(
        told.now[indicator] for told in programme
    )


@settings(max_examples=5)
@given(programme=PROGRAMMES)
def test_causes_add_up_for_every_province_and_in_all(programme: list[Told]) -> None:
    with TemporaryDirectory() as folder:
        release = _published(folder, programme)
        for indicator in KINDS:
            for basis in (17, 16):
                _compare(release, programme, indicator, basis)
        _compare_totals(release, programme)


def _compare(release: Release, programme: list[Told], indicator: str, basis: int) -> None:
    answer = ask(
        "indicators/change_causes", release=release, indicator=indicator, year=2027, basis=basis
    )
    found = {None if pd.isna(row["region"]) else row["region"]: row for _, row in answer.iterrows()}
    for unit in {None, *(_unit(region, basis) for region in PLACES)}:
        expected = _expected(programme, indicator, basis, unit)
        assert (unit in found) == (expected is not None), (indicator, basis, unit)
        if expected is not None:
            row = found[unit]
            causes = row[["real_change", "restated", "coverage", "boundaries"]]
            assert row["start_value"] + causes.sum() == pytest.approx(row["end_value"], abs=1e-9)
            assert {name: row[name] for name in expected} == pytest.approx(expected, abs=1e-9)
    if indicator in SUMS and None in found:
        provinces = answer[answer["region"].notna()]
        for name in ("start_value", "end_value", "change", "coverage"):
            assert provinces[name].sum() == pytest.approx(found[None][name], abs=1e-9), name


def _compare_totals(release: Release, programme: list[Told]) -> None:
    for year in (2026, 2027):
        for indicator in SUMS:
            told = [row.before(indicator) if year == 2026 else row.now[indicator]
                    for row in programme]  # fmt: skip
            total = sum(parts[0] for parts in told if parts)
            for question in ("by_region", "by_type", "by_project"):
                for basis in (17, 16):
                    which = {} if question == "by_type" else {"basis": basis}
                    answer = ask(
                        f"indicators/{question}",
                        release=release,
                        indicator=indicator,
                        year=year,
                        **which,
                    )
                    assert answer["actual"].sum() == total, (question, indicator, year, basis)
