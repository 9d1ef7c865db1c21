"""What pages share: exports, escaping, and what is kept between readers."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from monitor.store import Release, ask
from pages.shared.keep import kept
from pages.shared.show import Table, csv_bytes, escape
from pages.shared.view import View
from tests.pages.reading import words

FORMULAS = ("=1+1", "+1", "-1", "@sum", "\t=1", "\r=1")


@pytest.fixture
def view(newest: Release) -> View:
    return View("ko", newest, 17, dark=False)


def rows(exported: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(exported.decode("utf-8-sig"), newline="")))


@pytest.fixture
def exported(view: View, newest: Release) -> bytes:
    return csv_bytes(view, ask("programme/totals", release=newest, year=2027))


@pytest.mark.parametrize("key", ["common.demonstration", "common.source", "release.provisional"])
def test_an_export_carries_mark_source_and_state(exported: bytes, key: str) -> None:
    assert words("ko")(key) in exported.decode("utf-8-sig").splitlines()[0]


def test_an_export_names_its_release(exported: bytes, newest: Release) -> None:
    assert newest.manifest.release in exported.decode("utf-8-sig").splitlines()[0]


def test_an_export_opens_in_a_spreadsheet_as_korean(exported: bytes) -> None:
    assert exported.startswith(b"\xef\xbb\xbf")


def test_an_export_holds_the_answer_as_asked(exported: bytes, newest: Release) -> None:
    answer = ask("programme/totals", release=newest, year=2027)
    _, header, row = rows(exported)
    assert header == list(answer.columns)
    assert row[header.index("projects")] == str(answer["projects"].iloc[0])


@pytest.mark.parametrize("text", FORMULAS)
def test_an_export_holds_no_formula(view: View, text: str) -> None:
    cell = rows(csv_bytes(view, pd.DataFrame({"name": [text]})))[-1][0]
    assert cell == f"'{text}"


def test_a_negative_number_stays_a_number_in_an_export(view: View) -> None:
    assert rows(csv_bytes(view, pd.DataFrame({"change": [-3.5]})))[-1] == ["-3.5"]


@pytest.mark.parametrize("text", ["*a*", "~~a~~", "$x$", ":red[a]", "<b>", "[a](b)", "`a`", "1. a"])
def test_a_name_is_never_read_as_markup(text: str) -> None:
    special = set("*~$:<[`.")
    assert all(
        before == "\\"
        for before, letter in zip(" " + escape(text), escape(text), strict=False)
        if letter in special
    )


def test_numbers_stand_in_the_columns_that_style_reads() -> None:
    table = Table(
        {"이름": ["가"], "수": ["1"], "글": ["나"], "합": ["2"]}, ["수", "합"], pd.DataFrame()
    )
    assert table.alignment == "_c2_c4_"


def test_the_same_answer_is_drawn_once(view: View) -> None:
    drawn: list[str] = []

    @kept
    def draw(view: View, answer: pd.DataFrame, name: str) -> str:
        drawn.append(name)
        return name

    totals = view.ask("programme/totals", year=2027)
    draw(view, totals, "가")
    draw(view, view.ask("programme/totals", year=2027), "가")
    assert drawn == ["가"]


@pytest.mark.parametrize(
    "other",
    [
        {"language": "en"},
        {"basis": 16},
        {"dark": True},
    ],
)
def test_another_view_is_drawn_anew(newest: Release, other: dict[str, object]) -> None:
    drawn: list[View] = []

    @kept
    def draw(view: View, name: str) -> str:
        drawn.append(view)
        return name

    usual: dict[str, object] = {"language": "ko", "release": newest, "basis": 17, "dark": False}
    for given in (usual, usual | other):
        draw(View(**given), repr(other))  # type: ignore[arg-type]
    assert len(drawn) == 2


def test_another_answer_is_drawn_anew(view: View) -> None:
    drawn: list[int] = []

    @kept
    def draw(view: View, answer: pd.DataFrame) -> int:
        drawn.append(len(answer))
        return len(answer)

    for year in (2026, 2027):
        draw(view, view.ask("programme/totals", year=year))
    assert len(drawn) == 2


def test_a_frame_that_is_no_answer_cannot_be_kept(view: View) -> None:
    @kept
    def draw(view: View, answer: pd.DataFrame) -> int:
        return len(answer)

    with pytest.raises(KeyError):
        draw(view, pd.DataFrame())
