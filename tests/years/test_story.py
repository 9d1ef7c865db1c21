"""A new year, indicators, weights, grades, a merger, a name, a type, a member, a source of funds:
each followed from the edit of its CSV to what is published, asked, drawn and exported."""

from __future__ import annotations

import pytest

from tests.years.story import MERGED, Story, digest_of


def _by(story: Story, question: str, key: str, column: str, **given: object) -> dict[str, object]:
    rows = story.ask(question, **given).dropna(subset=[column])
    return dict(zip(rows[key], rows[column], strict=True))


# ── the workbook ──


def test_the_template_of_the_merged_province_passes_when_it_is_filled_in(story: Story) -> None:
    assert [f for f in story.checked.findings if f.severity == "error"] == []


@pytest.mark.parametrize("basis", [17, 16, 15])
def test_totals_are_equal_on_every_basis(story: Story, basis: int) -> None:
    jobs = _by(story, "indicators/by_region", "region", "actual", indicator="jobs", year=2029,
               basis=basis)  # fmt: skip
    assert sum(jobs.values()) == 6 + 7 + 9 + 3 + 10
    assert jobs.get(MERGED) == (26 if basis == 15 else None)


def test_the_earlier_release_is_the_same_file(story: Story) -> None:
    assert digest_of(story.first) == story.digest
