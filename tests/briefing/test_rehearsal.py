"""A rehearsal says what publishing would give, and nothing in the store changes by asking."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from monitor.briefing.rehearsal import Rehearsal, publish_as_shown, rehearse, still_stands
from monitor.briefing.rehearsal_words import checks_table, open_table
from monitor.figures.view import View
from monitor.intake.board import quarter_ends
from monitor.store import Store, question
from monitor.store.gate import Check, ChecksFailed, checks
from monitor.vocabulary import Vocabulary
from monitor.wording import LANGUAGES, Language, Refused, Words
from tests import tiny as tiny_programme
from tests.acting import LOCAL

YEAR_END = dt.date(2026, 12, 31)


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Rehearsal]:
    """Return a store in which 2026 was reported and nothing is published, and a rehearsal of it."""
    store = Store(tmp_path_factory.mktemp("rehearsed"), LOCAL)
    with store.ledger.kept_open():
        tiny_programme.report_2026(store.ledger)
    return store, rehearse(store, YEAR_END)


@pytest.mark.parametrize("name", checks())
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_check_finds_is_said_in_words(language: Language, name: str) -> None:
    columns = [column.name for column in question(name).columns]
    found = pd.DataFrame([dict.fromkeys(columns, each) for each in (1, "x", None)], dtype=object)
    failed, nothing = Check(name, found), pd.DataFrame()
    words = Words(language)
    assert words(f"question.{name}") in ChecksFailed([failed], nothing).say(language)
    shown = Rehearsal(YEAR_END, 1, (), (failed,), nothing, ())
    told = checks_table(View(language, None, 17, dark=False), shown, only_failed=True)
    (asked,), (result,), (sample,) = told.columns.values()
    assert (asked, "3" in result) == (words(f"question.{name}"), True)
    assert all(f"{words(f'check.{column}')} x" in sample for column in columns)


def test_what_is_open_is_named_as_everywhere_else(rehearsed: tuple[Store, Rehearsal]) -> None:
    _, shown = rehearsed
    korean, english = (
        open_table(View(language, None, 17, dark=False), shown) for language in LANGUAGES
    )
    assert "부산" in korean.columns["어디"][0].split(", ")
    assert "Busan" in english.columns["Which"][0].split(", ")
    told = checks_table(View("ko", None, 17, dark=False), shown, only_failed=False)
    assert set(told.columns["결과"]) == {"● 통과"} and told.length == len(checks())


def test_the_first_release_goes_out_as_it_was_shown_and_once(
    rehearsed: tuple[Store, Rehearsal],
) -> None:
    store, shown = rehearsed
    assert (shown.releases, shown.failed, shown.touched) == ((), (), ())
    assert store.releases() == [] and still_stands(store, shown)
    with pytest.raises(Refused, match="빠진 시·도"):
        publish_as_shown(store, shown, "final", publisher="박관리", note=" ")
    release = publish_as_shown(store, shown, "provisional", publisher="박관리", note="")
    assert store.releases() == [release]
    assert release.manifest.ledger_position == shown.position
    # Of two who looked, the second is told.
    with pytest.raises(Refused, match="다시 확인해"):
        publish_as_shown(store, shown, "provisional", publisher="나중", note="")


def test_the_quarters_that_have_ended_are_offered_newest_first() -> None:
    ends = quarter_ends(Vocabulary(), dt.date(2027, 3, 31))
    assert [each.isoformat() for each in ends] == [
        "2027-03-31", "2026-12-31", "2026-09-30", "2026-06-30", "2026-03-31",
    ]  # fmt: skip
    assert quarter_ends(Vocabulary(), dt.date(2025, 5, 1)) == [dt.date(2026, 3, 31)]
