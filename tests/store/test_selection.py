"""Golden answers on selection, worked by hand; the applications are in tests/spreading.py."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from monitor.store import Store, ask, publish
from tests.making import project, send
from tests.spreading import Spreading
from tests.store.test_spread import plain

STATES = ("withdrawn", "ineligible", "in_review", "selected", "reserve", "not_selected")


def test_every_application_has_one_outcome(spreading: Spreading) -> None:
    applied = spreading.ask("selection/applications")
    assert plain(applied, "application", "outcome", "score", "median", "project") == [
        ("A1", "selected", 90, 90, "S1"),
        ("A2", "not_selected", 70, 70, None),
        ("A5", "selected", 95, 90, "D1"),  # of 85, 90 and 95
        ("A6", "ineligible", None, None, None),
        ("A3", "selected", 85, 90, "G1"),
        ("A4", "reserve", 80, 80, None),
        ("A7", "withdrawn", None, None, None),
        ("B1", "in_review", None, None, None),
    ]


def test_a_project_is_named_as_its_province_reports_it(spreading: Spreading) -> None:
    row = spreading.row("selection/applications", "application == 'A1'")
    assert (row["name"], row["project_name"], row["municipality_ko"]) == (
        "사업 1", "사업 S1", "종로구",
    )  # fmt: skip
    assert (row["requested"], row["received_on"]) == (400, pd.Timestamp("2026-03-11"))


def test_all_together_are_counted_once(spreading: Spreading) -> None:
    row = spreading.row("selection/counts", "region.isna() and model_type.isna()")
    assert (row["received"], row["eligible"], row["selected"]) == (8, 5, 3)
    assert [row[state] for state in STATES] == [1, 1, 1, 3, 1, 1]
    assert row["selection_rate"] == 37.5  # 3 of 8
    assert (row["requested"], row["selected_requested"]) == (1370, 900)


def test_a_call_is_counted_by_itself(spreading: Spreading) -> None:
    counts = spreading.ask("selection/counts", call="C1")
    row = counts[counts["region"].isna() & counts["model_type"].isna()].iloc[0]
    assert (row["received"], row["in_review"], row["undecided"]) == (7, 0, 0)
    assert row["selection_rate"] == pytest.approx(100 * 3 / 7)


@pytest.mark.parametrize("basis", [17, 16])
def test_parts_add_up_to_the_whole_on_both_bases(spreading: Spreading, basis: int) -> None:
    counts = spreading.ask("selection/counts", basis=basis)
    assert len(counts) == (basis + 1) * 7
    numbers = ["received", *STATES, "requested", "selected_requested"]
    of_all = counts["region"].isna() & counts["model_type"].isna()
    whole = counts.loc[of_all, numbers].iloc[0].tolist()
    for part in (
        counts["region"].notna() & counts["model_type"].isna(),
        counts["region"].isna() & counts["model_type"].notna(),
        counts["region"].notna() & counts["model_type"].notna(),
    ):
        assert counts.loc[part, numbers].sum().tolist() == whole


def test_the_merged_province_has_what_its_parts_had(spreading: Spreading) -> None:
    row = spreading.row(
        "selection/counts", "region == 'jeonnam_gwangju' and model_type.isna()", basis=16
    )
    # A3 of 광주 was selected, A4 of 전남 is in reserve.
    assert (row["received"], row["selected"], row["reserve"]) == (2, 1, 1)
    assert row["selection_rate"] == 50.0


def test_a_province_without_application_is_there_with_none(spreading: Spreading) -> None:
    counts = spreading.ask("selection/counts")
    of_region = counts[counts["region"].notna() & counts["model_type"].isna()]
    assert (of_region["received"] == 0).sum() == 12
    daegu = of_region[of_region["region"] == "daegu"].iloc[0]
    assert daegu["requested"] == 0
    assert pd.isna(daegu["selection_rate"])


def test_the_counts_follow_province_and_type(spreading: Spreading) -> None:
    row = spreading.row(
        "selection/counts",
        "region.isna() and model_type.isna()",
        region="busan",
        model_type="community",
    )
    assert (row["received"], row["selected"], row["ineligible"]) == (2, 1, 1)


def test_the_funnel_loses_none_on_its_way(spreading: Spreading) -> None:
    passed = spreading.ask("selection/funnel", call="C1")
    assert plain(passed, "step", "came_from", "went_to", "applications", "requested") == [
        (1, "received", "eligible", 5, 1200),
        (1, "received", "ineligible", 1, 50),
        (1, "received", "withdrawn", 1, 50),
        (2, "eligible", "not_selected", 1, 100),
        (2, "eligible", "reserve", 1, 200),
        (2, "eligible", "selected", 3, 900),
    ]


def test_a_call_is_told_with_its_days_and_money(spreading: Spreading) -> None:
    newest, first = plain(
        spreading.ask("selection/calls"),
        "call", "days_open", "days_to_selection", "sessions", "attendance", "applications",
        "requested", "eligible_requested", "selected_requested", "national_budget",
    )  # fmt: skip
    assert first == ("C1", 30, 20, 2, 120, 7, 1300, 1200, 900, 1000)
    assert newest == ("C2", 25, None, 0, None, 1, 70, 0, 0, None)


def test_sessions_are_told_in_order(spreading: Spreading) -> None:
    sessions = spreading.ask("selection/sessions", call="C1")
    assert plain(sessions, "held_on", "place", "area", "attendance") == [
        (dt.date(2026, 3, 5), "서울역", "수도권", 120),
        (dt.date(2026, 3, 6), "광주", "호남권", None),
    ]
    assert spreading.ask("selection/sessions", call="C2").empty


def test_the_days_of_a_call_are_told_in_order(spreading: Spreading) -> None:
    days = spreading.ask("selection/days", call="C2")
    assert plain(days, "happened_on", "event", "times", "told") == [
        (dt.date(2028, 6, 1), "opened", 1, None),
        (dt.date(2028, 6, 20), "received", 1, None),
        (dt.date(2028, 6, 25), "closed", 1, None),
    ]


def test_who_was_selected_is_unknown_before_the_day_of_selection(store: Store) -> None:
    for period, received in (("2026Q1", "2026-04-05"), ("2026Q2", "2026-07-05")):
        send(
            store.ledger, "seoul", period, received=received,
            project=[project("S1", "seoul", "seoul_jongno", "community", 2026)],
        )  # fmt: skip
    place = ("seoul", "seoul_jongno", "community", "조합", 10, "2026-03-11")
    send(
        store.ledger, None, "2026Q2", received="2026-07-05",
        call=[("C1", "공모", "2026-03-02", "2026-03-31", "2026-04-20", 1000)],
        application=[
            ("C1", "A1", "하나", *place, "eligible", 90, "selected", "S1"),
            ("C1", "A2", "둘", *place, "ineligible"),
        ],
    )  # fmt: skip
    early = publish(store, as_of=dt.date(2026, 3, 31), final=False, publisher="tester")
    applied = ask("selection/applications", release=early)
    assert plain(applied, "outcome", "score", "project") == [
        ("undecided", None, None),
        ("ineligible", None, None),
    ]
    later = publish(store, as_of=dt.date(2026, 6, 30), final=False, publisher="tester")
    assert ask("selection/applications", release=later)["outcome"].tolist() == [
        "selected", "ineligible",
    ]  # fmt: skip
