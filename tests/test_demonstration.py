"""The demonstration store came in through the same door as real data will."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from monitor import demonstration as demonstration_store
from monitor.store import Store, ask, compare, questions
from monitor.store.search import terms
from monitor.wording import Refused
from tests.acting import LOCAL


def test_three_releases_are_published(demonstration: Store) -> None:
    found = [(m.release, m.as_of, m.published_on) for m in _manifests(demonstration)]
    assert found == [
        ("2026-12-31-final-1", dt.date(2026, 12, 31), dt.date(2027, 2, 26)),
        ("2027-12-31-final-2", dt.date(2027, 12, 31), dt.date(2028, 2, 29)),
        ("2028-06-30-provisional-3", dt.date(2028, 6, 30), dt.date(2028, 8, 11)),
    ]


def _manifests(store: Store) -> list:
    return [release.manifest for release in reversed(store.releases())]


def test_every_release_says_that_its_data_are_made_up(demonstration: Store) -> None:
    assert all(manifest.is_demonstration for manifest in _manifests(demonstration))


def test_the_newest_release_ends_with_a_half_year(demonstration: Store) -> None:
    newest = demonstration.release().manifest
    assert (newest.last_quarter_of(2027), newest.last_quarter_of(2028)) == (4, 2)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_national_money_of_2026_is_8500_million_won(demonstration: Store, number: int) -> None:
    release = demonstration.releases()[-number]
    totals = ask("programme/totals", release=release, year=2026)
    assert totals["national_allocated"].tolist() == [8_500_000_000]
    assert totals["provinces"].tolist() == [17]
    assert totals["model_types"].tolist() == [6]


def test_about_fifty_projects_ran(demonstration: Store) -> None:
    assert demonstration.release().manifest.projects == 50


def test_the_spoilt_workbook_is_recorded_as_returned(demonstration: Store) -> None:
    listed = demonstration.ledger.submissions()
    returned = listed[listed["submission_state"] == "returned"]
    assert returned["file_name"].tolist() == ["2028Q2_ulsan.xlsx"]
    assert returned["errors"].tolist() == [4]
    assert listed["form"].value_counts().to_dict() == {
        "province": 145,
        "programme": 5,
        "score": 33,
    }
    half = ask("regions/submissions", release=demonstration.release(), year=2028, quarter=2)
    states = half.set_index("region")["submission_state"]
    assert (states["ulsan"], states["sejong"]) == ("returned", "not_submitted")


def test_what_came_after_the_last_release_waits_for_review(demonstration: Store) -> None:
    listed = demonstration.ledger.submissions()
    waiting = listed[listed["submission_state"] == "submitted"]
    assert waiting["file_name"].tolist() == ["2028Q2_gangwon_correction.xlsx"]


def test_each_workbook_came_on_the_day_of_its_cover(demonstration: Store) -> None:
    listed = demonstration.ledger.submissions()
    assert (listed["received_at"].dt.date == listed["submitted_on"].dt.date).all()
    assert listed["received_at"].is_monotonic_increasing


def test_figures_of_the_year_before_are_restated(demonstration: Store) -> None:
    newest, middle, oldest = demonstration.releases()
    for earlier, later, year in ((oldest, middle, 2026), (middle, newest, 2027)):
        changed = compare(earlier, later).query("year == @year and region.isna()")
        assert len(changed) >= 3, year


# The first year has none before it, and nothing had spread in it.
EMPTY_IN_THE_FIRST_YEAR = (
    "indicators/change_causes",
    "evaluation/movers",
    "spread/adopters",
    "spread/curve",
    "spread/models",
    "spread/routes",
)
# Had not happened yet when the first release was published.
HAPPENED_LATER = (
    "evaluation/conditions",
    "aftercare/projects",
    "aftercare/quarters",
    "project/adoptions",
    "project/aftercare",
    "project/awards",
    "project/corrections",
    "spread/awards",
    "spread/events",
)
# A whole year, which is asked for when no quarter is said, needs no forecast.
WITHIN_THE_YEAR = {"progress/forecast": {"quarter": 3}}


# Of one project what does not happen to all.
OF_ANOTHER = {
    "project/adoptions": {"project": "2026-SEO-01"},
    "project/aftercare": {"project": "2026-GYB-02"},
    "project/awards": {"project": "2026-SEO-01"},
}


def test_every_question_has_an_answer_in_every_release(demonstration: Store) -> None:
    chosen = {
        "indicator": "jobs",
        "year": 2026,
        "region": "gyeonggi",
        "measure": "population",
        "project": "2026-GAN-03",
        "member": "m01",
    } | terms("고원 먹거리")
    for release in demonstration.releases():
        is_first = release.manifest.last_year == 2026
        for name, asked in questions().items():
            given = chosen | ({"year": 2020} if name.startswith("context/") else {})
            values = {p.name: given[p.name] for p in asked.parameters if p.default is None}
            values |= WITHIN_THE_YEAR.get(name, {}) | OF_ANOTHER.get(name, {})
            answer = ask(name, release=release, **values)
            if name in EMPTY_IN_THE_FIRST_YEAR:
                assert answer.empty, (name, release)
                values["year"] = 2027
                answer = answer if is_first else ask(name, release=release, **values)
                assert answer.empty == is_first, (name, release)
            elif name in HAPPENED_LATER:
                assert answer.empty == is_first, (name, release)
            else:
                assert answer.empty == name.startswith("checks/"), (name, release)


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Refused, match="--store"):
        demonstration_store.build(Store(tmp_path, LOCAL), lambda *_: None)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_demonstration_that_breaks_off_leaves_no_half_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "store", LOCAL)

    def interrupted(done: int, _total: int, _name: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demonstration_store.build(store, interrupted)
    assert not store.folder.exists()
