"""The gate of every release: each check is silent on sound tables and speaks on broken ones."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from monitor.store import Release, Store, publish, question, questions
from monitor.store.question import answer
from monitor.wording import Refused
from tests.evaluated import Evaluated
from tests.making import project, send, value
from tests.spreading import Spreading
from tests.tiny import S1, Tiny

CHECKS = sorted(name for name in questions() if name.startswith("checks/"))
MORE_FOR_VULNERABLE_GROUPS = """
insert into progress
select * replace ('jobs_vulnerable' as indicator, numerator + 1 as numerator)
from progress
where indicator = 'jobs' and numerator > 0
"""
BROKEN = [
    ("checks/each_basis_covers_every_province_once",
     "delete from basis_region where basis = 16 and region = 'jeju'"),
    ("checks/each_basis_covers_every_province_once",
     "insert into basis_region values (17, 'jeju', 'busan')"),
    ("checks/every_code_is_known",
     "update project_period set region = 'atlantis' where project = 'S1'"),
    ("checks/every_code_is_known",
     "update project_period set region = 'jeonnam_gwangju' where project = 'G1'"),
    ("checks/every_code_is_known", "update project_period set model_type = 'other'"),
    ("checks/every_code_is_known", "update project_period set municipality = 'nowhere'"),
    ("checks/every_code_is_known", "update progress set indicator = 'happiness'"),
    ("checks/every_code_is_known", "update project_stage set stage = 'party'"),
    ("checks/every_code_is_known", "update money set funding_source = 'lottery'"),
    ("checks/every_row_stands_once", "insert into progress from progress limit 1"),
    ("checks/lists_agree_with_indicators",
     "delete from present_partner where project = 'S1'"),
    ("checks/money_never_exceeds_its_source", "update money set executed = granted + 1"),
    ("checks/money_never_exceeds_its_source", "update money set granted = allocated + 1"),
    ("checks/national_budget_not_exceeded",
     "update money set allocated = 8500000001 where project = 'S1' and quarter = 2"),
    ("checks/carried_over_is_left",
     "update money set carried_over = granted - executed + 1 where quarter = 4"),
    ("checks/money_agrees_on_both_bases",
     "delete from basis_region where basis = 16 and region = 'seoul'"),
    ("checks/money_agrees_on_both_bases",
     "insert into basis_region values (17, 'jeonnam', 'busan')"),
    ("checks/part_never_exceeds_whole",
     MORE_FOR_VULNERABLE_GROUPS),
    ("checks/totals_agree_across_breakdowns",
     "delete from figure where basis = 17 and unit = 'seoul'"),
    ("checks/totals_agree_across_breakdowns", "delete from figure where basis = 16"),
    ("checks/totals_agree_across_breakdowns",
     "insert into figure select * from figure where basis = 16 and breakdown = 'model_type'"),
]  # fmt: skip
BROKEN_EVALUATION = [
    ("checks/criteria_add_up_to_the_score",
     "update criterion_result set points = points + 1 where criterion = 'plan'"),
    ("checks/criteria_add_up_to_the_score", "delete from criterion_result where project = 'S1'"),
    ("checks/no_point_exceeds_its_criterion",
     "update score set points = 31 where criterion = 'plan'"),
    ("checks/no_point_exceeds_its_criterion", "delete from score where criterion = 'spread'"),
]  # fmt: skip


BROKEN_SPREAD = [
    ("checks/adopting_governments_agree",
     "update figure set numerator = numerator + 1 where indicator = 'adopting_governments'"),
    ("checks/adopting_governments_agree", "delete from adoption_quarter where model = 'M1'"),
    ("checks/adopting_governments_agree",
     """update progress set numerator = 9
     where indicator = 'adopting_governments' and project = 'G1'"""),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the copies that are broken."""
    return tmp_path_factory.mktemp("broken")


@contextmanager
def broken(release: Release, folder: Path, breaking: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Break the one copy of a release, and mend it afterwards."""
    copy = folder / f"{release.path.parents[1].name}.duckdb"
    if not copy.exists():
        shutil.copyfile(release.path, copy)
    with duckdb.connect(copy) as connection:
        connection.begin()
        connection.execute(breaking)
        yield connection
        connection.rollback()


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_is_silent_on_sound_tables(tiny: Tiny, name: str) -> None:
    assert tiny.ask(name).empty


@pytest.mark.parametrize(("name", "breaking"), BROKEN)
def test_a_check_speaks_when_what_it_guards_is_broken(
    tiny: Tiny, folder: Path, name: str, breaking: str
) -> None:
    with broken(tiny.second, folder, breaking) as tables:
        assert not answer(question(name), tables, {}).empty


@pytest.mark.parametrize(("name", "breaking"), BROKEN_EVALUATION)
def test_a_check_speaks_when_the_evaluation_is_broken(
    evaluated: Evaluated, folder: Path, name: str, breaking: str
) -> None:
    assert evaluated.ask(name).empty
    with broken(evaluated.second, folder, breaking) as tables:
        assert not answer(question(name), tables, {}).empty


@pytest.mark.parametrize(("name", "breaking"), BROKEN_SPREAD)
def test_a_check_speaks_when_the_spread_is_broken(
    spreading: Spreading, folder: Path, name: str, breaking: str
) -> None:
    assert spreading.ask(name).empty
    with broken(spreading.second, folder, breaking) as tables:
        assert not answer(question(name), tables, {}).empty


def test_no_check_is_left_unproved() -> None:
    assert {name for name, _ in [*BROKEN, *BROKEN_EVALUATION, *BROKEN_SPREAD]} == set(CHECKS)


def test_a_failing_check_refuses_to_publish_and_the_old_release_serves_on(store: Store) -> None:
    send(
        store.ledger, "seoul", "2026Q4", received="2027-01-10",
        project=[S1],
        observation=[value("S1", "jobs", 2026, 4, 1)],
    )  # fmt: skip
    served = publish(
        store, as_of=dt.date(2026, 12, 31), final=True, publisher="tester", note="tried"
    )
    content = served.path.read_bytes()
    send(
        store.ledger, "seoul", "2027Q1", received="2027-04-10",
        project=[project("S1", "atlantis", "seoul_jongno", "local_choice", 2026)],
    )  # fmt: skip
    with pytest.raises(Refused, match=r"checks/every_code_is_known.*atlantis"):
        publish(store, as_of=dt.date(2027, 3, 31), final=False, publisher="tester")
    assert store.release().manifest == served.manifest
    assert [path.name for path in store.releases_folder.iterdir()] == [served.path.name]
    assert served.path.read_bytes() == content


def test_more_national_money_than_the_budget_holds_is_not_published(store: Store) -> None:
    send(
        store.ledger, "seoul", "2026Q4", received="2027-01-10",
        project=[S1],
        budget=[("S1", 2026, 4, "national", 8_500_000_001, 0, 0)],
    )  # fmt: skip
    with pytest.raises(Refused, match="national_budget_not_exceeded"):
        publish(store, as_of=dt.date(2026, 12, 31), final=True, publisher="tester", note="tried")
