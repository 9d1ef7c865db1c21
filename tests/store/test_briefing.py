"""What the briefing asks, worked by hand on ``tests/briefed.py``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from monitor.store import Release, Store, ask
from tests import briefed
from tests.acting import LOCAL
from tests.evaluated import Evaluated
from tests.store.test_questions import expect
from tests.tiny import Tiny

Asked = Callable[..., pd.DataFrame]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    release = briefed.build(Store(tmp_path_factory.mktemp("briefed"), LOCAL))

    def asked(kind: str, year: int = 2027, **parameters: Any) -> pd.DataFrame:
        return ask(f"briefing/{kind}", release=release, year=year, **parameters)

    return asked


def test_gains_and_losses_are_compared_like_with_like(told: Asked) -> None:
    rows = told("gains")
    assert list(rows["direction"]) == ["gain", "gain", "loss"]
    assert list(rows["indicator"]) == ["jobs", "waiting_days", "satisfaction"]
    expect(
        rows.iloc[0],
        actual=100,  # 20 + 20 + 50 + 10
        change=40,
        change_percent=100 * 40 / 60,
        alike_projects=3,
        alike_change=30,  # 90 - 60
        alike_change_percent=50,
        compared=5,  # with service_users, that moved by less than 1 %
        gained=3,  # with participants, of whom there are less in all
        lost=1,
        missing=None,
    )
    expect(rows.iloc[1], actual=7.5, change=-2.5, alike_change=-2, alike_change_percent=None)
    # all together even rose to 82; like for like it fell
    expect(rows.iloc[2], actual=82, change=2, alike_change=-4)


def test_the_first_year_has_nothing_to_compare_with(told: Asked) -> None:
    expect(told("gains", 2026).iloc[0], missing="first_year", direction=None, compared=0)


def test_half_a_year_is_compared_with_the_same_half(told: Asked) -> None:
    expect(told("gains", quarter=2).iloc[0], missing="too_few_alike")


def test_a_gain_is_told_where_all_projects_together_gained_too(told: Asked) -> None:
    # participants: 30 → 60 like for like, 130 → 60 in all
    assert "demonstration_participants" not in list(told("gains")["indicator"])


def test_too_few_projects_are_not_compared(tiny: Tiny) -> None:
    # jobs: of S1, G1 and G2 only G1 and G2 reported the same quarters in both years
    expect(tiny.ask("briefing/gains", year=2027).iloc[0], missing="too_few_alike", compared=0)


def test_the_change_like_for_like_is_the_real_change_of_its_causes(demonstration: Store) -> None:
    release = demonstration.release()
    year = release.manifest.last_year
    quarter = release.manifest.last_quarter_of(year)
    rows = ask("briefing/gains", release=release, year=year, quarter=quarter)
    for row in rows.dropna(subset=["indicator"]).itertuples():
        asked = {"indicator": row.indicator, "year": year, "quarter": quarter}
        causes = ask("indicators/change_causes", release=release, **asked)
        nation = causes[causes["region"].isna()].iloc[0]
        kept = release.cursor().execute(
            "select count(*) from progress as now inner join progress as before "
            "using (project, indicator, quarter) where now.indicator = $indicator "
            "and now.quarter = $quarter and now.year = $year and before.year = $year - 1 "
            "and now.periods_reported > 0 and before.periods_reported > 0",
            asked,
        ).fetchone()  # fmt: skip
        if kept == (row.alike_projects,):
            assert row.alike_change == pytest.approx(nation["real_change"])


def test_risks_are_counted_and_the_worst_is_named(told: Asked) -> None:
    expect(
        told("risks", quarter=2).iloc[0],
        projects=4,
        poor=1,  # P3: 10 % executed at 50 % of the year
        delayed=0,
        watch=3,  # 30 % at 50 %
        previous_at_risk=0,  # 40 % at 50 %
        overdue_follow_ups=0,
        behind_projects=1,
        behind_from=25,
        project="P3",
        region="busan",
        status="poor",
        worst_measure="execution_gap",
        worst_value=-40,
        missing=None,
    )


def test_nothing_is_compared_before_the_first_year(told: Asked) -> None:
    expect(told("risks", 2026).iloc[0], previous_at_risk=None, poor=0, watch=3)


def test_money_is_held_against_time_and_the_year_before(told: Asked) -> None:
    expect(
        told("money", quarter=2).iloc[0],
        allocated=4_000_000_000,
        executed=1_000_000_000,  # 300 + 300 + 100 + 300
        unspent=3_000_000_000,
        execution_rate=25,
        execution_rate_change=-15,  # 40 % the year before
        elapsed=50,
        execution_gap=-25,
        national_allocated=4_000_000_000,
        national_budget=None,
        budget_margin=None,
        missing=None,
    )


def test_what_is_left_of_the_budget_is_what_is_not_allocated(told: Asked) -> None:
    expect(
        told("money", 2026).iloc[0],
        national_budget=8_500_000_000,
        budget_margin=5_500_000_000,  # 3 × 1,000 million
        execution_rate_change=None,
    )


def test_an_evaluation_is_summed_up_with_what_is_still_open(evaluated: Evaluated) -> None:
    rows = evaluated.ask("briefing/evaluation", year=2026)
    assert dict(zip(rows["value"], rows["projects"], strict=True)) == {
        "S": 0, "A": 2, "B": 1, "C": 1, "D": 1, "continue": 3, "conditional": 1, "stop": 0,
    }  # fmt: skip
    expect(
        rows.iloc[0],
        year=2026,
        evaluated=6,
        mean=(85 + 75 + 88 + 95 + 62.33 + 50) / 6,
        change=None,
        withheld=1,  # E1
        undecided=2,
        deviating=2,  # B2 and E1
        conditions=1,
        conditions_open=0,
        missing=None,
    )


def test_before_it_is_decided_nothing_is_counted_as_decided(evaluated: Evaluated) -> None:
    rows = ask("briefing/evaluation", release=evaluated.first, year=2026)
    assert rows.loc[rows["kind"] == "decision", "projects"].sum() == 0
    assert rows.iloc[0]["undecided"] == 6


def test_without_scores_there_is_no_evaluation_to_tell(told: Asked) -> None:
    expect(told("evaluation").iloc[0], missing="not_evaluated", kind=None, year=None)


@pytest.mark.parametrize(
    ("quarter", "governments", "provinces", "begun", "users", "reported"),
    [(2, 1, 1, 1, 50, 1), (4, 2, 2, 2, 70, 2)],  # 종로; then 제주시 too: 40 + 30
)
def test_spread_is_counted_at_the_end_of_the_quarter(
    told: Asked,
    quarter: int,
    governments: int,
    provinces: int,
    begun: int,
    users: int,
    reported: int,
) -> None:
    expect(
        told("spread", quarter=quarter).iloc[0],
        models=1,
        new_models=1,
        governments=governments,
        previous_governments=0,
        provinces=provinces,
        begun=begun,
        ended=0,
        users=users,
        users_reported=reported,
        missing=None,
    )


def test_before_a_model_is_designated_nothing_has_spread(told: Asked) -> None:
    expect(told("spread", 2026).iloc[0], missing="no_models", previous_governments=None)


def test_a_release_is_published_with_its_thresholds(tiny: Tiny) -> None:
    release: Release = tiny.second
    found = release.cursor().execute("select setting_number('briefing_minimum_projects')")
    assert found.fetchone() == (3,)


def test_the_briefing_agrees_with_the_questions_of_the_pages(demonstration: Store) -> None:
    release = demonstration.release()
    for year in range(release.manifest.first_year, release.manifest.last_year + 1):
        upto = {"year": year, "quarter": release.manifest.last_quarter_of(year)}

        def one(name: str, **asked: Any) -> Any:
            return ask(name, release=release, **asked).iloc[0]

        money, totals = one("briefing/money", **upto), one("programme/totals", **upto)
        expect(money, **{name: _none(totals[name]) for name in totals.index if name in money.index})
        risks = one("briefing/risks", **upto)
        statuses = ask("projects/by_status", release=release, **upto)
        counts = statuses.set_index("status")["projects"]
        assert [risks[name] for name in ("poor", "delayed", "watch")] == [
            counts[name] for name in ("poor", "delayed", "watch")
        ]
        assert risks["project"] == one("programme/attention", **upto)["project"]
        spread, reached = one("briefing/spread", **upto), one("spread/totals", **upto)
        same = set(spread.index) & set(reached.index)
        assert {"models", "governments", "begun", "users"} <= same
        expect(spread, **{name: _none(reached[name]) for name in same})
        judged = one("briefing/evaluation", year=year)
        summary = one("evaluation/summary", year=int(judged["year"]))
        expect(judged, **{name: _none(summary[name]) for name in ("mean", "change", "withheld")})


def _none(cell: Any) -> Any:
    return None if pd.isna(cell) else cell
