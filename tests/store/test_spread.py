"""Golden answers on spread and aftercare, by hand; the programme is in tests/spreading.py."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from monitor.store import Store, ask, publish
from monitor.wording import Refused
from tests.making import project, send
from tests.spreading import HOSTILE, Spreading
from tests.tiny import Tiny

MID_2028 = {"year": 2028, "quarter": 2}


def plain(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """Return the columns of an answer as rows; no value is None."""
    chosen = frame[list(columns)].astype("object")
    return [
        tuple(cell.date() if isinstance(cell, pd.Timestamp) else cell for cell in row)
        for row in chosen.where(chosen.notna(), None).itertuples(index=False)
    ]


# ── standard models ──────────────────────────────────────────────────────────────────────────────


def test_a_municipality_with_two_models_counts_once(spreading: Spreading) -> None:
    row = spreading.row("spread/totals", **MID_2028)
    # In force: M1 in 영도 and 나주, M2 in 나주 and 종로, M3 in 영도: 5 adoptions of 3 governments.
    assert (row["models"], row["governments"], row["adoptions"]) == (3, 3, 5)
    # A year before: M1 in 영도 (February) and 나주 (May).
    assert row["previous_governments"] == 2
    # Begun in 2028: 나주 and 종로 with M2, 영도 with M3. Ended: 제주.
    assert (row["begun"], row["ended"], row["ended_ever"], row["provinces"]) == (3, 1, 1, 3)
    # 영도 30 + 7, 나주 12 + 8; 종로 prepares.
    assert (row["users"], row["users_reported"]) == (57, 4)


def test_the_indicator_differs_only_by_its_definition(spreading: Spreading) -> None:
    row = spreading.row("spread/totals", **MID_2028)
    # Of S1 영도 and 나주; G1 has not reported its two; support of D1, adopted by 영도, has ended.
    assert row["indicator_governments"] == 2
    apart = (row["counted_again"], row["after_support"], row["unreported"])
    assert apart == (2, 1, 2)  # 3 + 2 - 1 - 2 = 2
    total = spreading.row("indicators/total", indicator="adopting_governments", **MID_2028)
    assert total["actual"] == 2


def test_one_model_is_counted_by_itself(spreading: Spreading) -> None:
    row = spreading.row("spread/totals", model="M2", **MID_2028)
    assert (row["models"], row["governments"], row["begun"], row["ended_ever"]) == (1, 2, 2, 0)
    assert (row["users"], row["users_reported"]) == (8, 1)


def test_both_bases_reach_as_many_governments(spreading: Spreading) -> None:
    for basis in (17, 16):
        row = spreading.row("spread/totals", basis=basis, **MID_2028)
        assert (row["governments"], row["provinces"]) == (3, 3)


def test_nothing_had_spread_before_anything_was_adopted(spreading: Spreading) -> None:
    row = spreading.row("spread/totals", year=2026, quarter=4)
    assert (row["models"], row["governments"], row["adoptions"], row["begun"]) == (0, 0, 0, 0)
    assert pd.isna(row["previous_governments"])
    assert pd.isna(row["users"])


def test_a_model_says_where_it_is_from_and_how_far_it_came(spreading: Spreading) -> None:
    models = spreading.ask("spread/models", **MID_2028)
    assert plain(
        models, "model", "project", "region", "governments", "provinces", "ended",
        "first_adopted_on", "users", "users_reported",
    ) == [
        ("M1", "S1", "seoul", 2, 2, 1, dt.date(2027, 2, 1), 42, 2),
        ("M2", "G1", "gwangju", 2, 2, 0, dt.date(2028, 1, 20), 8, 1),
        ("M3", "D1", "busan", 1, 1, 0, dt.date(2028, 4, 1), 7, 1),
    ]  # fmt: skip
    first = models.iloc[0]
    assert (first["project_name"], first["municipality_ko"]) == ("사업 S1", "종로구")
    assert (first["summary"], first["conditions"]) == ("이웃이 돌본다", "공간 하나")
    merged = spreading.ask("spread/models", basis=16, **MID_2028)
    assert merged["region"].tolist() == ["seoul", "jeonnam_gwangju", "busan"]


def test_a_model_is_none_before_its_designation(spreading: Spreading) -> None:
    models = spreading.ask("spread/models", year=2027, quarter=3)
    assert plain(models, "model", "governments") == [("M1", 3)]


def test_the_curve_rises_and_falls_quarter_by_quarter(spreading: Spreading) -> None:
    curve = spreading.ask("spread/curve", model="M1", **MID_2028)
    assert plain(curve, "year", "quarter", "begun", "ended", "governments", "users") == [
        (2027, 1, 1, 0, 1, None),
        (2027, 2, 1, 0, 2, None),
        (2027, 3, 1, 0, 3, None),
        (2027, 4, 0, 0, 3, 35),  # 20 + 10 + 5
        (2028, 1, 0, 1, 2, None),
        (2028, 2, 0, 0, 2, 42),  # 30 + 12
    ]
    whole = spreading.ask("spread/curve", **MID_2028)
    assert len(whole) == 6 + 3 + 2  # M2 since 2027Q4, M3 since 2028Q1
    running = whole.groupby("model")[["begun", "ended"]].sum()
    now = spreading.ask("spread/models", **MID_2028).set_index("model")["governments"]
    assert ((running["begun"] - running["ended"]) == now).all()


def test_provinces_count_their_municipalities_once(spreading: Spreading) -> None:
    regions = spreading.ask("spread/by_region", **MID_2028)
    shown = regions[regions[["governments", "ended", "models"]].sum(axis=1) > 0]
    assert len(regions) == 17
    assert plain(shown, "region", "governments", "adoptions", "ended", "models") == [
        ("seoul", 1, 1, 0, 1),
        ("busan", 1, 2, 0, 1),
        ("gwangju", 0, 0, 0, 1),
        ("jeonnam", 1, 2, 0, 0),
        ("jeju", 0, 0, 1, 0),
    ]
    merged = spreading.ask("spread/by_region", basis=16, **MID_2028).set_index("region")
    assert len(merged) == 16
    assert merged.loc["jeonnam_gwangju", ["governments", "models"]].tolist() == [1, 1]


def test_routes_lead_from_origin_to_adopters(spreading: Spreading) -> None:
    assert plain(
        spreading.ask("spread/routes", **MID_2028), "model", "origin", "region", "governments"
    ) == [
        ("M1", "seoul", "busan", 1),
        ("M1", "seoul", "jeonnam", 1),
        ("M2", "gwangju", "seoul", 1),
        ("M2", "gwangju", "jeonnam", 1),
        ("M3", "busan", "busan", 1),
    ]
    merged = spreading.ask("spread/routes", model="M2", basis=16, **MID_2028)
    assert set(merged["region"]) == {"seoul", "jeonnam_gwangju"}


def test_adopters_are_told_as_they_last_reported(spreading: Spreading) -> None:
    adopters = spreading.ask("spread/adopters", model="M1", **MID_2028)
    assert plain(
        adopters, "municipality", "ended_on", "adoption_state", "users", "adaptation", "report"
    ) == [
        ("busan_yeongdo", None, "adapted", 30, "운영 시간을 늘림", HOSTILE),
        ("jeonnam_naju", None, "running", 12, "", None),
        ("jeju_jeju", dt.date(2028, 2, 29), "ended", None, "", "예산이 끊김"),
    ]
    before = spreading.ask("spread/adopters", model="M1", year=2027, quarter=4)
    assert plain(before, "municipality", "ended_on", "adoption_state", "users") == [
        ("busan_yeongdo", None, "running", 20),
        ("jeonnam_naju", None, "running", 10),
        ("jeju_jeju", None, "running", 5),
    ]


def test_the_course_of_a_model_is_in_order(spreading: Spreading) -> None:
    events = spreading.ask("spread/events", model="M1")
    assert plain(events, "happened_on", "event", "municipality_ko") == [
        (dt.date(2027, 1, 10), "meeting", None),
        (dt.date(2027, 1, 15), "designated", None),
        (dt.date(2027, 2, 1), "adopted", "영도구"),
        (dt.date(2027, 5, 10), "adopted", "나주시"),
        (dt.date(2027, 8, 1), "adopted", "제주시"),
        (dt.date(2028, 2, 29), "ended", "제주시"),
    ]


def test_the_release_of_2027_does_not_know_what_came_later(spreading: Spreading) -> None:
    released = ask("spread/totals", release=spreading.first, year=2027, quarter=4).iloc[0]
    # Three adopted M1; the award of 2028 and M3 were not there yet.
    assert (released["models"], released["governments"], released["ended_ever"]) == (2, 3, 0)
    assert len(ask("spread/awards", release=spreading.first)) == 2


def test_a_model_that_is_not_there_is_refused(spreading: Spreading) -> None:
    with pytest.raises(Refused, match="M9"):
        spreading.ask("spread/curve", model="M9", **MID_2028)


def test_a_programme_without_models_has_empty_answers(tiny: Tiny) -> None:
    assert tiny.ask("spread/models", year=2027).empty
    row = tiny.row("spread/totals", year=2027)
    assert (row["models"], row["governments"], row["indicator_governments"]) == (0, 0, 0)


# ── awards and the council ───────────────────────────────────────────────────────────────────────


def test_awards_are_told_the_newest_first(spreading: Spreading) -> None:
    awards = spreading.ask("spread/awards")
    assert plain(awards, "awarded_on", "award_kind", "region", "municipality", "incentive") == [
        (dt.date(2028, 5, 1), "minister", "jeonnam", "jeonnam_naju", None),
        (dt.date(2027, 12, 20), "minister", "busan", "busan_yeongdo", 100),
        (dt.date(2027, 12, 20), "special_grant", "gwangju", None, 300),
    ]
    merged = spreading.ask("spread/awards", region="jeonnam_gwangju", basis=16)
    assert len(merged) == 2


def test_awards_add_up_by_province_and_kind(spreading: Spreading) -> None:
    counts = spreading.ask("spread/awards_by_region")
    columns = ("region", "award_kind", "awards", "governments", "with_incentive", "incentive")
    assert plain(counts, *columns)[:3] == [
        (None, None, 3, 3, 2, 400),
        (None, "minister", 2, 2, 1, 100),
        (None, "special_grant", 1, 1, 1, 300),
    ]
    merged = spreading.ask("spread/awards_by_region", basis=16)
    assert ("jeonnam_gwangju", None, 2, 2, 1, 300) in plain(merged, *columns)


def test_the_council_says_what_it_decided_on_which_model(spreading: Spreading) -> None:
    meetings = spreading.ask("spread/meetings")
    assert plain(meetings, "held_on", "agenda", "model", "model_name", "outcome") == [
        (dt.date(2028, 5, 10), "확산 계획", None, None, "다음 해 계획을 정함"),
        (dt.date(2027, 1, 10), "돌봄 모델 지정", "M1", "돌봄 모델", "지정하기로 함"),
    ]
    assert len(spreading.ask("spread/meetings", model="M1")) == 1


# ── after support ────────────────────────────────────────────────────────────────────────────────


def test_an_ended_project_stands_against_its_last_quarter(spreading: Spreading) -> None:
    projects = spreading.ask("aftercare/projects", **MID_2028)
    assert plain(
        projects, "project", "project_state", "ended_on", "quarters_expected",
        "quarters_reported", "continuation", "users_before", "users", "jobs_before", "jobs",
        "own_money_before", "own_money",
    ) == [
        # Users 40 in 2027Q4 (25 were of Q3); jobs 2 + 4; own money 50 less 30 of Q3.
        ("D1", "completed", dt.date(2027, 12, 31), 2, 2, "reduced", 40, 30, 6, 3, 20, None),
        ("X1", "stopped", dt.date(2027, 12, 31), 2, 0, None, None, None, None, None, None, None),
    ]  # fmt: skip


def test_a_quarter_earlier_the_same_project_went_on(spreading: Spreading) -> None:
    row = spreading.row("aftercare/projects", "project == 'D1'", year=2028, quarter=1)
    assert (row["continuation"], row["users"], row["own_money"]) == ("continued", 44, 20)


def test_nothing_is_followed_before_support_ends(spreading: Spreading) -> None:
    assert spreading.ask("aftercare/projects", year=2027, quarter=3).empty
    row = spreading.row("aftercare/totals", year=2027, quarter=4)
    assert (row["projects"], row["expected"], row["reported"]) == (2, 0, 0)


def test_quarters_after_support_are_multiples_of_the_last(spreading: Spreading) -> None:
    quarters = spreading.ask("aftercare/quarters", **MID_2028)
    own = quarters[quarters["project"] == "D1"]
    assert plain(own, "quarters_after", "is_reported", "users", "users_ratio", "jobs_ratio") == [
        (0, False, 40, 1.0, 1.0),
        (1, True, 44, 1.1, pytest.approx(5 / 6)),
        (2, True, 30, 0.75, 0.5),
    ]
    assert own["own_money_ratio"].tolist()[:2] == [1.0, 1.0]
    assert quarters[quarters["project"] == "X1"]["users"].isna().all()


def test_nothing_more_is_expected_of_a_project_that_reported_its_end(store: Store) -> None:
    gone = (*project("D1", "busan", "busan_yeongdo", "community", 2026)[:-2], "completed")
    for period, received in (("2026Q4", "2027-01-10"), ("2027Q4", "2028-01-10")):
        send(
            store.ledger, "busan", period, received=received,
            project=[(*gone, "2026-12-31")],
            aftercare=[("D1", 2027, 2, "ended", 0, 0, 0)] if period == "2027Q4" else [],
        )  # fmt: skip
    release = publish(store, as_of=dt.date(2027, 12, 31), final=False, publisher="tester")
    quarters = ask("aftercare/quarters", release=release, year=2027)
    # The last quarter of support, one without a report, and the one that reported the end.
    assert plain(quarters, "quarters_after", "is_reported") == [(0, False), (1, False), (2, True)]
    row = ask("aftercare/projects", release=release, year=2027).iloc[0]
    assert (row["quarters_expected"], row["quarters_reported"]) == (2, 1)


def test_what_is_left_is_a_ratio_of_sums(spreading: Spreading) -> None:
    row = spreading.row("aftercare/totals", **MID_2028)
    assert (row["projects"], row["expected"], row["reported"]) == (2, 2, 1)
    assert (row["continued"], row["reduced"], row["ended"]) == (0, 1, 0)
    assert (row["users_percent"], row["jobs_percent"]) == (75.0, 50.0)  # 30 of 40, 3 of 6
    assert (row["compared_users"], row["own_money_reported"]) == (1, 0)


def test_aftercare_follows_province_and_type(spreading: Spreading) -> None:
    here = {"region": "busan", "model_type": "community", **MID_2028}
    assert spreading.ask("aftercare/projects", **here)["project"].tolist() == ["D1"]
    assert spreading.row("aftercare/totals", **here)["projects"] == 1
    assert set(spreading.ask("aftercare/quarters", **here)["project"]) == {"D1"}
