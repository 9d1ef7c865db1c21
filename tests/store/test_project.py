"""What is on record of one project, worked by hand."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from monitor.store import Store, ask, publish
from tests.making import send
from tests.recorded import R1, Recorded
from tests.spreading import Spreading


def _rows(frame: pd.DataFrame, *columns: str) -> list[list[object]]:
    """Return columns as plain rows: days as days, what is missing as None."""
    chosen = frame[list(columns)].astype(object)
    return [
        [
            None if pd.isna(cell) else cell.date() if isinstance(cell, pd.Timestamp) else cell
            for cell in row
        ]
        for row in chosen.itertuples(index=False)
    ]


def test_every_number_that_was_changed_is_told_before_and_after(recorded: Recorded) -> None:
    told = recorded.ask("project/corrections", project="R1")
    columns = ("item", "indicator", "funding_source", "policy", "quarter")
    numbers = ("number_before", "number_after")
    assert _rows(told, *columns, *numbers) == [
        ["actual", "jobs", None, None, 2, 3.0, None],
        ["actual", "jobs", None, None, 3, 2.0, 4.0],
        ["actual", "own_income_rate", None, None, 2, 25.0, 20.0],
        ["actual", "satisfaction", None, None, 2, 80.0, 80.0],
        ["granted", None, "national", None, 2, 50.0, 60.0],
        ["linked_money", None, None, "돌봄", 2, 100.0, 90.0],
        ["planned", None, "national", None, 2, 60.0, 55.0],
        ["target", "jobs", None, None, None, 10.0, 12.0],
    ]


def test_a_correction_says_when_and_from_which_file(recorded: Recorded) -> None:
    told = recorded.ask("project/corrections", project="R1")
    first, last = told.iloc[0], told.iloc[-1]
    assert (first["received_on"].date(), first["file_name"]) == (
        dt.date(2027, 1, 10), "2026Q4_seoul.xlsx",
    )  # fmt: skip
    assert (last["received_on"].date(), last["file_name"]) == (
        dt.date(2026, 10, 10), "2026Q3_seoul.xlsx",
    )  # fmt: skip


def test_a_mean_of_more_people_is_a_correction_too(recorded: Recorded) -> None:
    told = recorded.ask("project/corrections", project="R1").set_index("indicator")
    row = told.loc["satisfaction"]
    assert (row["denominator_before"], row["denominator_after"]) == (10, 12)


def test_filling_in_what_was_absent_corrects_nothing(recorded: Recorded) -> None:
    told = recorded.ask("project/corrections", project="R1")
    assert "service_users" not in set(told["indicator"])
    assert recorded.ask("project/corrections", project="R2").empty


def test_documents_are_the_accepted_workbooks_the_newest_first(recorded: Recorded) -> None:
    told = recorded.ask("project/documents", project="R1")
    assert _rows(told, "file_name", "quarter", "received_on") == [
        ["2026Q4_seoul.xlsx", 4, dt.date(2027, 1, 10)],
        ["2026Q3_seoul.xlsx", 3, dt.date(2026, 10, 10)],
        ["2026Q2_seoul.xlsx", 2, dt.date(2026, 7, 10)],
    ]
    assert told["sha256"].str.fullmatch("[0-9a-f]{64}").all()
    assert len(recorded.ask("project/documents", project="R2")) == 1


def test_partners_stand_as_of_the_release_those_who_left_last(recorded: Recorded) -> None:
    told = recorded.ask("project/partners", project="R1")
    assert _rows(told, "organisation", "is_social", "left_on", "social_value") == [
        ["(주)되살림", True, None, 81.5],
        ["실과바늘", True, None, None],
        ["옛터", True, dt.date(2026, 9, 30), None],
    ]


def test_findings_come_with_what_was_done(recorded: Recorded) -> None:
    told = recorded.ask("project/findings", project="R1")
    columns = ("opinion", "finding_state", "is_overdue", "follow_up", "followed_up_on")
    assert _rows(told, *columns) == [
        ["집행이 늦음", "open", True, None, None],
        ["장부가 없음", "closed", False, "장부를 만듦", dt.date(2026, 9, 10)],
    ]


def test_history_adds_a_year_up_and_names_what_is_the_projects_own(recorded: Recorded) -> None:
    told = recorded.ask("project/history", project="R1").set_index("indicator")
    # The second quarter's 3 were withdrawn; the third's 2 became 4.
    assert tuple(told.loc["jobs", ["year", "quarter", "actual", "target"]]) == (2026, 4, 4, 12)
    assert tuple(told.loc["own_1", ["own_name", "own_unit", "actual"]]) == ("나눔 장터", "회", 5)
    assert pd.isna(told.loc["jobs", "own_name"])


def test_linked_policies_of_a_project_are_told_with_their_money(recorded: Recorded) -> None:
    told = recorded.ask("project/linkage", project="R1", year=2026)
    columns = ("ministry", "policy", "linked_money", "content")
    assert _rows(told, *columns) == [["mohw", "돌봄", 90, "방문 돌봄"]]
    assert recorded.ask("project/linkage", project="R2", year=2026).empty


def test_a_project_has_the_years_it_ran_in(recorded: Recorded) -> None:
    told = recorded.ask("project/years", project="R1")
    assert _rows(told, "year", "quarter", "programme_year") == [[2026, 4, 1]]
    assert list(recorded.ask("project/all")["project"]) == ["R1", "R2"]


def test_what_was_made_together_is_listed_the_newest_first(recorded: Recorded) -> None:
    told = recorded.ask("project/products", project="R1")
    assert list(told.columns[1:]) == [
        "product_kind", "completed_on", "ministry", "local_government", "organisation", "residents",
    ]  # fmt: skip
    assert _rows(told, *told.columns) == [
        ["수선 교실", "service", dt.date(2026, 6, 10), None, "종로구", None, None],
        ["자투리 가방", "product", dt.date(2026, 5, 20), "mohw", "종로구", "실과바늘", 12],
        ["수선 장부", "platform", None, None, None, None, None],
    ]


def test_a_project_knows_the_application_it_was_selected_with(spreading: Spreading) -> None:
    told = spreading.ask("project/application", project="S1")
    assert _rows(told, *told.columns) == [
        [
            "C1", "2026년 공모", "A1", "사업 1", "조합", 400, dt.date(2026, 3, 11),
            dt.date(2026, 4, 20), 90, "selected",
        ],
    ]  # fmt: skip
    assert spreading.ask("project/application", project="X1").empty


def test_a_model_is_told_with_everyone_who_adopted_it(spreading: Spreading) -> None:
    told = spreading.ask("project/adoptions", project="S1")
    columns = ("municipality", "adopted_on", "ended_on", "adoption_state", "users")
    assert _rows(told, "model", "region", *columns, "reported_year", "reported_quarter") == [
        ["M1", "busan", "busan_yeongdo", dt.date(2027, 2, 1), None, "adapted", 30, 2028, 2],
        ["M1", "jeonnam", "jeonnam_naju", dt.date(2027, 5, 10), None, "running", 12, 2028, 2],
        [
            "M1", "jeju", "jeju_jeju", dt.date(2027, 8, 1), dt.date(2028, 2, 29), "ended", None,
            2028, 1,
        ],
    ]  # fmt: skip
    merged = spreading.ask("project/adoptions", project="S1", basis=16)
    assert list(merged["region"]) == ["busan", "jeonnam_gwangju", "jeju"]
    assert spreading.ask("project/adoptions", project="X1").empty


def test_a_model_that_nobody_has_adopted_is_told_too(store: Store) -> None:
    send(store.ledger, "seoul", "2026Q4", received="2027-01-10", project=[R1])
    send(
        store.ledger, None, "2026Q4", received="2027-01-10",
        standard_model=[("M1", "R1", "자투리 모델", "2026-12-01", "나눈다", "공간")],
    )  # fmt: skip
    release = publish(store, as_of=dt.date(2026, 12, 31), final=False, publisher="tester")
    told = ask("project/adoptions", release=release, project="R1")
    assert _rows(told, "model_name", "designated_on", "region", "adopted_on", "users") == [
        ["자투리 모델", dt.date(2026, 12, 1), None, None, None],
    ]


def test_an_award_is_told_on_the_card_of_what_it_was_given_for(spreading: Spreading) -> None:
    told = spreading.ask("project/awards", project="G1", basis=16)
    columns = ("awarded_on", "award_kind", "award", "region", "municipality", "incentive")
    assert _rows(told, *columns) == [
        [dt.date(2027, 12, 20), "special_grant", "확산 교부세", "jeonnam_gwangju", None, 300],
    ]
    (row,) = _rows(spreading.ask("project/awards", project="D1"), *columns[2:])
    assert row == ["우수 지자체", "busan", "busan_yeongdo", 100]
    assert spreading.ask("project/awards", project="S1").empty


def test_what_follows_support_stands_beside_its_last_quarter(spreading: Spreading) -> None:
    told = spreading.ask("project/aftercare", project="D1")
    columns = ("quarters_after", "is_reported", "continuation", "users", "jobs", "own_money")
    # Of support: 40 users in its last quarter, 2 + 4 jobs, 50 - 30 won of its own.
    assert _rows(told, "year", "quarter", *columns) == [
        [2027, 4, 0, False, None, 40, 6, 20],
        [2028, 1, 1, True, "continued", 44, 5, 20],
        [2028, 2, 2, True, "reduced", 30, 3, None],
    ]
    silent = spreading.ask("project/aftercare", project="X1")
    assert _rows(silent, "quarters_after", "is_reported") == [[0, False], [1, False], [2, False]]
    # When support has only just ended, nothing is to be told yet; nor while it runs.
    assert ask("project/aftercare", release=spreading.first, project="D1").empty
    assert spreading.ask("project/aftercare", project="S1").empty
