"""What pages share: exports, escaping, and what is kept between readers."""

from __future__ import annotations

import csv
import io
import re

import pandas as pd
import pytest

from monitor.figures.files import csv_bytes
from monitor.figures.keep import kept
from monitor.figures.links import project_link
from monitor.figures.parts import Table, escape
from monitor.figures.view import View
from monitor.store import Release, ask

FORMULAS = ("=1+1", "+1", "-1", "@sum", "\t=1", "\r=1")


@pytest.fixture
def view(newest: Release) -> View:
    return View("ko", newest, 17, dark=False)


def rows(exported: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(exported.decode("utf-8-sig"), newline="")))


def in_file(view: View, question: str, **parameters: object) -> list[dict[str, str]]:
    text = csv_bytes(view, view.ask(question, **parameters)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


QUESTIONS = {
    "budget/by_funding_source": {"year": 2027, "quarter": 4},
    "context/by_region": {"measure": "population", "year": 2025},
    "context/of_region": {"region": "busan"},
    "indicators/by_programme_year": {"indicator": "jobs", "region": "all"},
    "indicators/by_region": {"indicator": "satisfaction", "year": 2027},
    "indicators/by_type": {"indicator": "partner_sales", "year": 2027},
    "indicators/change_causes": {"indicator": "partner_sales", "year": 2027},
    "indicators/years_by_region": {"indicator": "jobs"},
    "indicators/years_by_type": {"indicator": "jobs"},
    "indicators/years_total": {"indicator": "jobs"},
    "programme/attention": {"year": 2027},
    "programme/key_indicators": {"year": 2027},
    "projects/by_stage": {"year": 2027},
    "projects/region_type_matrix": {"year": 2027},
    "regions/profile": {"region": "busan", "year": 2027},
    "types/distinction": {"year": 2027},
    "types/distribution": {"indicator": "jobs", "year": 2027},
    "types/summary": {"year": 2027},
}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_file_is_headed_and_filled_in_the_readers_language(
    newest: Release, question: str, language: str
) -> None:
    view = View("en" if language == "en" else "ko", newest, 17, dark=False)
    rows = in_file(view, question, **QUESTIONS[question])
    assert rows
    for heading in rows[0]:
        assert not re.fullmatch(r"[a-z0-9_]+", heading), heading
        assert language == "ko" or not re.search("[가-힣]", heading), heading
    ids = {"jobs", "busan", "public_service", "on_track", "plan", "national", "True", "False"}
    assert not ids & {cell for row in rows for cell in row.values()}


def test_every_row_of_a_file_says_where_it_is_from(view: View, newest: Release) -> None:
    chosen = {"indicator": "jobs", "year": 2028, "quarter": 2, "basis": 17, "model_type": "all"}
    rows = in_file(view, "indicators/by_region", **chosen)
    assert len(rows) == 17
    for row in rows:
        assert list(row.items())[:5] == [
            ("공표", newest.manifest.release),
            ("기준일", newest.manifest.as_of.isoformat()),
            ("구분", "잠정"),
            ("자료 구분", "시연용 가상 자료"),
            (
                "조건",
                "기간 2028년 상반기; 성과지표 신규 일자리; 모델 유형 전체 유형; 시·도 기준 17개",
            ),
        ]


def test_money_stands_in_a_file_in_won(view: View, newest: Release) -> None:
    asked = {"indicator": "partner_sales", "year": 2027}
    answer = ask("indicators/by_type", release=newest, **asked)
    row = in_file(view, "indicators/by_type", **asked)[0]
    assert row["실적 (원)"] == str(int(answer["actual"].iloc[0]))
    assert "배정액 (원)" in in_file(view, "types/summary", year=2027)[0]


def test_a_file_of_many_indicators_says_the_unit_of_each(view: View) -> None:
    units = {
        row["성과지표"]: row["단위"] for row in in_file(view, "programme/key_indicators", year=2027)
    }
    assert (units["신규 일자리"], units["참여조직 매출"], units["지역 내 재지출률"]) == (
        "명",
        "원",
        "%",
    )


def test_a_rate_changes_in_points(view: View) -> None:
    row = in_file(view, "indicators/by_type", indicator="local_respending_rate", year=2027)[0]
    assert {"실적 (%)", "전년 대비 증감 (%p)"} <= row.keys()


def test_an_export_opens_in_a_spreadsheet_as_korean(view: View) -> None:
    answer = view.ask("programme/key_indicators", year=2027)
    assert csv_bytes(view, answer).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", FORMULAS)
def test_an_export_holds_no_formula(view: View, text: str) -> None:
    cell = rows(csv_bytes(view, pd.DataFrame({"name": [text]})))[-1][-1]
    assert cell == f"'{text}"


def test_a_negative_number_stays_a_number_in_an_export(view: View) -> None:
    assert rows(csv_bytes(view, pd.DataFrame({"change": [-3.5]})))[-1][-1] == "-3.5"


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


def test_a_link_to_a_card_says_what_the_page_would_not_show_by_itself(newest: Release) -> None:
    usual = View("ko", newest, 17, dark=False)
    other = View("en", newest, 16, dark=True, is_earlier=True)
    assert project_link(usual, "2026-SEO-01", "가") == "[가](/project?project=2026-SEO-01)"
    assert project_link(other, "2026-SEO-01", "가") == (
        f"[가](/project?project=2026-SEO-01&language=en&basis=16&release={newest.manifest.release})"
    )


def test_neither_name_nor_id_breaks_out_of_a_link(view: View) -> None:
    link = project_link(view, "1)[x](http://a.b) <i>", "a](http://c.d) [b <b>$x$")
    inside = re.fullmatch(r"\[((?:\\.|[^\\\]\[])*)\]\(/project\?project=([\w%+.~-]*)\)", link)
    assert inside is not None
    assert "<" not in inside.group(1).replace("\\<", "")


def test_a_table_shows_links_as_they_are_and_escapes_the_rest(view: View) -> None:
    link = project_link(view, "2026-SEO-01", "가")
    numbers = Table({"a": [link, "[나](/x)"]}, [], pd.DataFrame({"a": [1, 2]}))
    assert numbers.shown["a"].to_pylist() == [link, r"\[나\](/x)"]
