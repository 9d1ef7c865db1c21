"""What is on record of one project, worked by hand."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from monitor.store import Store
from tests import recorded as recorded_programme
from tests.recorded import Recorded


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    return recorded_programme.build(Store(tmp_path_factory.mktemp("recorded")))


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
