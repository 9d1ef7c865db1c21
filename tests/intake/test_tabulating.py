"""Sheets as people really send them give the right rows, and say what was made of them."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pandas as pd
import pytest

from monitor.intake.tabulating import Tabulated
from tests.intake.books import BUDGET, COVER, OBSERVATION, OWN, STAGE, TARGET, vocabulary
from tests.intake.rough import (
    P1,
    P2,
    P3,
    ROUGH,
    Roughen,
    added,
    heading,
    insert,
    marked,
    only,
    put,
    read,
    rename,
)

GOOD = read()
SEVERITIES = {row["code"]: row["severity"] for row in vocabulary().rows("checks")}


def codes(result: Tabulated) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in result.findings]


def rules(result: Tabulated) -> list[tuple[str, str, str, str]]:
    return [(each.cell, each.raw_value, each.value, each.rule) for each in result.normalised]


def says_the_same(result: Tabulated, table: str = "budget") -> bool:
    """Say whether a table holds the good sample's values, wherever they stood."""
    one, other = (each.tables[table].drop(columns="source_row") for each in (GOOD, result))
    return bool(one.equals(other))


def test_a_good_sample_is_read_without_a_word() -> None:
    assert GOOD.findings == [] and GOOD.normalised == []
    assert GOOD.unfilled == set()


@pytest.mark.parametrize(
    ("code", "sheet", "cell", "roughen"),
    ROUGH,
    ids=[f"{code} {number}" for number, (code, *_) in enumerate(ROUGH)],
)
def test_what_is_rough_is_found_in_its_sheet_and_cell(
    code: str, sheet: str, cell: str, roughen: Roughen
) -> None:
    result = read(roughen)
    assert (code, sheet, cell) in {(f.code, f.sheet, f.cell) for f in result.findings}
    for finding in result.findings:
        assert finding.code in SEVERITIES
        for language in ("ko", "en"):
            assert finding.say(language).startswith(f"[{finding.sheet}]")
            assert finding.part("why", language)


def test_one_rough_thing_gives_one_finding() -> None:
    for code, sheet, cell, roughen in ROUGH:
        if code not in {"money_unit_unclear", "hidden_row"}:  # one a column, one a stretch
            found = [(f.code, f.sheet, f.cell) for f in read(roughen).findings]
            assert found == [(code, sheet, cell)], code


def test_a_file_that_refers_to_another_is_found() -> None:
    result = read(links=("file:///C:/예산.xlsx",))
    assert [(f.code, f.raw_value) for f in result.findings] == [
        ("external_link", "file:///C:/예산.xlsx")
    ]


# ── headings ─────────────────────────────────────────────────────────────────────────────────────


def test_titles_above_the_headings_are_passed_over() -> None:
    result = read(insert(BUDGET, 1, ["2026년 예산"], [], ["경기도", "", "작성: 홍길동"]))
    assert result.findings == [] and says_the_same(result)
    assert result.tables["budget"]["source_row"].tolist()[:2] == [5, 6]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("A", "사업 번호"), ("A", "사업\n번호"), ("A", "사업ID"), ("A", "과제번호"),
        ("A", "project"), ("A", "PROJECT ID"), ("A", "사업번호 *"),
        ("B", "년도"), ("B", "회계 연도"), ("C", "분 기"), ("D", "재원 구분"),
        ("E", "배정액 (원)"), ("E", "배정액（원）"), ("E", "배정액[원]"), ("E", "배정 금액"),
        ("E", "Allocated (KRW)"), ("G", "집행"), ("G", "집행누계액(원)"),
    ],
)  # fmt: skip
def test_a_heading_is_known_by_what_people_call_it(column: str, text: str) -> None:
    result = read(heading(BUDGET, **{column: text}))
    assert result.findings == [] and says_the_same(result)


def test_a_group_heading_above_merged_cells_belongs_to_each_of_its_columns() -> None:
    result = read(
        heading(BUDGET, E="배정액", F="교부액", G="집행액", A="", B="", C="", D=""),
        insert(BUDGET, 1, ["사업번호", "연도", "분기", "재원", "금액(원)", "", ""]),
    )
    assert result.findings == [] and says_the_same(result)


def test_a_group_heading_tells_two_columns_of_one_name_apart() -> None:
    result = read(
        only(OBSERVATION, [P1, "자문의견 조치율", 2026, 4, "", 9, 9, 3, 6, ""]),
        lambda sheets: sheets[OBSERVATION].rows.__setitem__(
            slice(0, 1),
            [
                ["사업번호", "지표", "연도", "분기", "실적값", "전체", "", "실적", "", "결측 사유"],
                ["", "", "", "", "", "분자", "분모", "분자", "분모", ""],
            ],
        ),
    )
    row = result.tables["observation"].iloc[0]
    assert (row["numerator"], row["denominator"]) == (3, 6)


def test_moved_columns_are_found_and_columns_of_reference_are_silent() -> None:
    def move(sheets: Any) -> None:
        for row in sheets[BUDGET].rows:
            row[:] = ["지난 분기" if row[0] == "사업번호" else 7, row[6], *row[:6], row[7]]
        sheets[BUDGET].rows[0][0] = "2026년 3분기 (참고)"

    result = read(move)
    assert result.findings == [] and says_the_same(result)


def test_columns_that_are_not_read_are_named_once_a_sheet() -> None:
    result = read(
        heading(BUDGET, A="사업번호"),
        put(BUDGET, "I1", "비고"), put(BUDGET, "I3", "이월"),
        put(BUDGET, "J1", "담당"), put(BUDGET, "J4", "김"),
        put(BUDGET, "K1", "빈 열"),
    )  # fmt: skip
    assert [(f.code, f.field) for f in result.findings] == [("column_ignored", "비고, 담당")]


@pytest.mark.parametrize(
    "name", [" 예산 ", "예산(양식)", "1. 예산", "예산 (2)", "Budget", "예산현황"]
)
def test_a_sheet_is_found_by_what_people_call_it(name: str) -> None:
    assert says_the_same(read(rename(BUDGET, name)))


def test_a_sheet_of_unknown_name_is_found_by_its_headings() -> None:
    result = read(rename(BUDGET, "Sheet3"), rename(COVER, "제출"), rename(TARGET, "가"))
    assert result.findings == [] and says_the_same(result)
    assert result.cover == GOOD.cover


def test_a_table_in_two_sheets_is_put_together_and_each_cell_is_named_in_its_own() -> None:
    head = GOOD_HEADINGS
    result = read(added("실적(2)", head, [P2, "신규 일자리", 2026, 3, 5], [P2, "엉뚱", 2026, 3, 5]))
    table = result.tables["observation"]
    assert len(table) == len(GOOD.tables["observation"]) + 2
    assert [(f.code, f.sheet, f.cell) for f in result.findings] == [
        ("unknown_value", "실적(2)", "B3")
    ]
    place = result.places["observation"]
    assert place.where(int(table["source_row"].iloc[-2]), "value") == ("실적(2)", "E2")
    assert place.where(2, "value") == ("실적", "E2")


GOOD_HEADINGS = ["사업번호", "지표", "연도", "분기", "실적값", "분자", "분모", "결측 사유"]


def test_sheets_of_no_use_are_passed_over() -> None:
    table = (["코드", "이름"], ["1", "국비"], ["2", "지방비"])
    assert (
        read(added("목록", *table), added("작성 요령", *table), added("메모", ["참고"])).findings
        == []
    )


def test_a_correction_may_leave_sheets_out_and_a_regular_submission_may_not() -> None:
    def leave_out(sheets: Any) -> None:
        del sheets[BUDGET], sheets[STAGE]

    correction = read(leave_out, put(COVER, "B9", "정정"))
    assert correction.findings == []
    assert len(correction.tables["budget"]) == 0 and set(correction.places) == set(GOOD.places)
    for kind in ("정기", ""):
        regular = read(leave_out, put(COVER, "B9", kind))
        assert [(f.code, f.sheet) for f in regular.findings] == [
            ("sheet_missing", STAGE),
            ("sheet_missing", BUDGET),
        ]


# ── the unit of money ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("unit", "factor"),
    [("천원", 1_000), ("만원", 10_000), ("백만원", 1_000_000), ("억원", 100_000_000)],
)
def test_money_is_in_the_unit_of_its_heading_or_of_the_note_above(unit: str, factor: int) -> None:
    row = [P1, 2026, 4, "국비", 3, 2, 1, None]
    by_heading = read(
        only(BUDGET, row), heading(BUDGET, E=f"배정액({unit})", F=f"교부액 [{unit}]",
                                   G=f"집행액\n(단위: {unit})", H="이월액"))  # fmt: skip
    by_note = read(
        only(BUDGET, row), heading(BUDGET, E="배정액", F="교부액", G="집행액", H="이월액"),
        insert(BUDGET, 1, ["예산", "", f"(단위 : {unit}, %)"]))  # fmt: skip
    for result in (by_heading, by_note):
        money = result.tables["budget"].loc[0, ["allocated", "granted", "executed"]]
        assert money.tolist() == [3 * factor, 2 * factor, factor]
        assert result.findings == []
        assert {each.rule for each in result.normalised} == {"heading_unit"}


def test_a_part_of_a_won_that_came_from_a_division_is_rounded() -> None:
    result = read(
        only(BUDGET, [P1, 2026, 4, "국비", 3, 2, 1 / 3]), heading(BUDGET, G="집행액(백만원)")
    )
    assert result.tables["budget"]["executed"].tolist() == [333_333]


def test_among_actuals_a_unit_of_money_applies_to_money_only() -> None:
    result = read(
        heading(OBSERVATION, E="실적값(백만원)"),
        only(OBSERVATION,
             [P1, "연계 사업비", 2026, 4, 12],
             [P1, "신규 일자리", 2026, 4, 12],
             [P1, "참여조직 매출", 2026, 4, "1억 2,300만원"],
             [P1, "연계 사업비", 2026, 3, "△0.5"]))  # fmt: skip
    assert result.tables["observation"]["value"].tolist() == [12e6, 12, 123e6, -5e5]


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────

MONEY = [[P1, 2026, 4, "국비", 300, 200, 100], [P1, 2026, 4, "지방비", 30, 20, 10]]
MORE = [P2, 2026, 4, "국비", 3, 2, 1]


@pytest.mark.parametrize(
    "totals",
    [
        [*MONEY, [P1, 2026, 4, "소계", 330, 220, 110], MORE, ["", "", "", "합 계", 333, 222, 111]],
        [*MONEY, ["소 계", "", "", "", 330, "", 110], MORE, ["소계", "", "", "", 3, 2, 1],
         ["총계", "", "", "", 333, 222, 111]],
        [["합계", "", "", "", 333, 222, 111], *MONEY, MORE],
        [["소계", "", "", "", 330, 220, 110], *MONEY, ["소계", "", "", "", 3, 2, 1], MORE],
        [*MONEY, ["계", "", "", "", 330, 220, 110], MORE, ["누계", "", "", "", 333, 222, 111]],
        [*MONEY, MORE, ["Total", "", "", "", 333, 222, 111]],
        [*MONEY, [P1, 2026, 4, "합계", 330, 220, 110], MORE, [P2, 2026, 4, "합계", 3, 2, 1]],
        [*MONEY, MORE, ["", "", "", "국비 소계", 303, 202, 101]],
    ],
)  # fmt: skip
def test_totals_that_agree_are_left_out_without_a_word(totals: list[list[Any]]) -> None:
    result = read(only(BUDGET, *totals))
    assert result.findings == []
    assert result.tables["budget"]["executed"].tolist() == [100, 10, 1]


def test_a_total_that_differs_is_found_with_the_sum_in_the_unit_that_was_written() -> None:
    result = read(
        heading(BUDGET, E="배정액(천원)", F="교부액(천원)", G="집행액(천원)"),
        only(BUDGET, *MONEY, ["합계", "", "", "", "330", 221, "110"]),
    )
    assert [(f.code, f.cell, f.raw_value, f.expected) for f in result.findings] == [
        ("total_differs", "F4", "221", "220")
    ]


def test_merged_keys_are_filled_down_and_numbers_are_not() -> None:
    result = read(
        only(BUDGET, [P1, 2026, 4, "국비", 300, 200, 100], ["", "", "", "지방비", 30, 20, ""]),
        marked(BUDGET, merged=((2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3), (2, 7, 3, 7))),
    )
    assert result.tables["budget"]["project"].tolist() == [P1, P1]
    assert result.tables["budget"]["executed"].isna().tolist() == [False, True]
    assert [(each.cell, each.value, each.rule) for each in result.normalised] == [
        ("A3", P1, "merged"), ("B3", "2026", "merged"), ("C3", "4", "merged")
    ]  # fmt: skip


def test_notes_below_a_table_are_not_imported_and_are_told() -> None:
    notes = [["* 잠정치"], ["", "주: 이월 포함"], ["자료: e나라도움", "", "", "2027년"], ["끝."]]
    result = read(insert(BUDGET, -1, [], *notes))
    assert says_the_same(result)
    assert [(f.code, f.raw_value) for f in result.findings] == [
        ("row_passed_over", "* 잠정치"),
        ("row_passed_over", "주: 이월 포함"),
        ("row_passed_over", "자료: e나라도움 2027년"),
        ("row_passed_over", "끝."),
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["* 2026-GYG-01", 2026, 3, "국비", 3, 2, 1], "bad_identifier"),
        (["", 2026, 3, "○ 국비", 3, 2, 1], "unknown_value_near"),
    ],
)
def test_a_row_of_data_that_begins_like_a_note_is_not_lost(row: list[Any], code: str) -> None:
    result = read(insert(BUDGET, -1, row))
    assert [finding.code for finding in result.findings] == [code]
    assert len(result.tables["budget"]) == len(GOOD.tables["budget"]) + 1


def test_a_lone_id_is_a_row_that_lacks_the_rest() -> None:
    result = read(insert(STAGE, -1, [P1]))
    assert len(result.tables["stage"]) == 13 and result.findings == []


def test_hidden_rows_are_read_and_told_stretch_by_stretch() -> None:
    result = read(marked(BUDGET, hidden_rows=frozenset({1, 3, 4, 6, 99})))
    assert says_the_same(result)
    assert [(f.code, f.cell, f.raw_value) for f in result.findings] == [
        ("hidden_row", "A3", "3~4"), ("hidden_row", "A6", "6")
    ]  # fmt: skip


def test_a_sheet_that_only_holds_what_the_template_named_is_unfilled() -> None:
    blank = [[P1, 2026, 4, "국비", "", None, " "], [P1, 2026, 4, "지방비"]]
    result = read(only(BUDGET, *blank))
    assert result.unfilled == {"budget"} and len(result.tables["budget"]) == 0
    assert result.findings == []


def test_rows_left_blank_among_filled_ones_stay_to_be_found() -> None:
    result = read(only(OBSERVATION, [P1, "신규 일자리", 2026, 4, 3], [P2, "신규 일자리", 2026, 4]))
    assert len(result.tables["observation"]) == 2 and result.unfilled == set()


def test_targets_left_blank_among_filled_ones_are_no_targets() -> None:
    result = read(only(TARGET, [P1, "신규 일자리", 2026, 3], [P2, "신규 일자리", 2026]))
    assert result.tables["target"]["project"].tolist() == [P1] and result.findings == []


# ── cells in their rows ──────────────────────────────────────────────────────────────────────────

JOBS = [P1, "신규 일자리", 2026, 4]
RATE = [P1, "자문의견 조치율", 2026, 4]


@pytest.mark.parametrize(
    ("cells", "value", "absence"),
    [
        ([*JOBS, "-"], None, "nil"),
        ([*JOBS, "―"], None, "nil"),
        ([*JOBS, "해당 없음"], None, "not_applicable"),
        ([*JOBS, "N/A"], None, "not_applicable"),
        ([*JOBS, "집계중"], None, "not_collected"),
        ([*JOBS, "비공개"], None, "withheld"),
        ([*JOBS, "-", "", "", "미집계"], None, "not_collected"),
        ([*JOBS, 0, "-", "-"], 0, None),
        ([*JOBS, "12명", "", "", "미집계"], 12, None),
        ([*JOBS, 12, "", "", "-"], 12, None),
        ([*JOBS, 12, "", "", "비공개"], 12, "withheld"),
        ([*RATE, "미집계"], None, "not_collected"),
        ([*RATE, "", "미집계", "미집계"], None, "not_collected"),
        ([*RATE, "-", "", ""], None, None),
        ([*RATE, "-", 3, 6], None, None),
        ([*RATE, "", 3, "-"], None, "nil"),
    ],
)
def test_a_word_in_the_place_of_a_number_is_the_rows_absence(
    cells: list[Any], value: float | None, absence: str | None
) -> None:
    result = read(only(OBSERVATION, cells))
    row = result.tables["observation"].iloc[0]
    found = [None if pd.isna(each) else each for each in (row["value"], row["absence"])]
    assert found == [value, absence]
    assert result.findings == []


def test_what_was_made_of_an_absence_is_kept() -> None:
    result = read(only(OBSERVATION, [*JOBS, "집계중"], [*RATE, "", 3, 6, "미집계"]))
    assert rules(result) == [
        ("E2", "집계중", "not_collected", "absence_word"),
        ("H3", "미집계", "", "absence_dropped"),
    ]


def test_a_dash_is_zero_in_money_and_an_absence_there_is_an_error() -> None:
    result = read(only(BUDGET, [P1, 2026, 4, "국비", 300, "-", "미집계"], [*MORE[:6], "해당없음"]))
    assert result.tables["budget"]["granted"].tolist() == [0, 2]
    assert rules(result) == [("F2", "-", "0", "dash_is_zero")]
    assert codes(result) == [("not_a_number", "G2"), ("not_a_number", "G3")]


def test_percent_is_percent_as_text_as_format_and_as_an_own_indicators_unit() -> None:
    own = [P3, "자율지표 1", 2026, 4]
    result = read(
        put(OWN, "D2", "%"),
        only(OBSERVATION, [*own, "12.3%"], [*own[:3], 3, 0.123], [*own[:3], 2, 12.3]),
        marked(OBSERVATION, percents=frozenset({(3, 5)})),
    )
    assert result.tables["observation"]["value"].tolist() == [12.3, 12.3, 12.3]
    assert [each.rule for each in result.normalised] == ["percent_sign", "percent_format"]
    assert result.findings == []


def test_a_percentage_where_people_are_counted_is_no_number() -> None:
    result = read(
        only(OBSERVATION, [*JOBS, "12.3%"], [P2, *JOBS[1:], 0.5]),
        marked(OBSERVATION, percents=frozenset({(3, 5)})),
    )
    assert [(f.code, f.cell, f.raw_value) for f in result.findings] == [
        ("not_a_number", "E2", "12.3%"), ("not_a_number", "E3", "50%")
    ]  # fmt: skip


def test_a_unit_word_is_taken_off_where_it_is_the_indicators_own() -> None:
    result = read(only(OBSERVATION, [*JOBS, "1,234명"], [P2, *JOBS[1:], "12건"]))
    assert result.tables["observation"]["value"].tolist()[0] == 1234
    assert codes(result) == [("not_a_number", "E3")]


def test_a_quarter_gives_its_year_where_that_is_blank() -> None:
    result = read(
        only(BUDGET, [P1, "", "2026-4Q", "국비", 3, 2, 1], [P2, 2026, "'26.12월", "국비", 3, 2, 1])
    )
    assert result.tables["budget"][["year", "quarter"]].to_numpy().tolist() == [[2026, 4]] * 2
    assert result.findings == []
    assert ("B2", "", "2026", "year_of_quarter") in rules(result)


# ── the cover ────────────────────────────────────────────────────────────────────────────────────


def test_the_cover_is_read_wherever_its_labels_stand() -> None:
    def rewrite(sheets: Any) -> None:
        sheets[COVER].rows[:] = [
            ["", "사회연대경제 혁신모델 실적 보고"],
            [],
            ["", "시도 :", "경기도", "제출일자", dt.date(2027, 1, 14)],
            ["", "보고기간", "", "2026년 4분기"],
            ["", "작성부서:", "사회연대경제과"],
            ["", "서식판", "2026-1", "자료 구분", "시연용 가상 자료"],
        ]

    result = read(rewrite, marked(COVER, merged=((4, 2, 4, 3),)))
    assert result.findings == []
    assert result.cover == GOOD.cover
    assert [(e.field, e.cell, e.value, e.rule) for e in result.normalised] == [
        ("보고 연도", "D4", "2026", "period_of_cover"),
        ("보고 분기", "D4", "4", "period_of_cover"),
    ]


def test_a_label_with_nothing_beside_it_does_not_take_its_neighbours_value() -> None:
    result = read(
        lambda sheets: sheets[COVER].rows.__setitem__(1, ["시·도", "", "보고 연도", 2026]),
        lambda sheets: sheets[COVER].rows.__setitem__(2, []),
    )
    assert codes(result) == [("required", "B2")]
    assert result.cover["region"] is None and result.cover["year"] == 2026


def test_the_covers_quarter_gives_the_year_where_that_is_blank() -> None:
    result = read(put(COVER, "B3", ""), put(COVER, "B4", "2026-4Q"))
    assert result.findings == [] and result.cover == GOOD.cover


def test_a_sheet_full_of_text_that_is_no_table_is_passed_over_quickly() -> None:
    many = [[f"글 {row} {column}" for column in range(300)] for row in range(60)]
    begun = time.process_time()
    result = read(*(added(f"시트{number}", *many) for number in range(20)))
    assert {finding.code for finding in result.findings} == {"sheet_ignored"}
    assert time.process_time() - begun < 5


def test_a_submission_is_regular_unless_it_says_otherwise() -> None:
    assert read(lambda sheets: sheets[COVER].rows.pop(8)).cover["submission_kind"] == "regular"
    assert read(put(COVER, "B9", "수정 제출")).cover["submission_kind"] == "correction"


def test_rows_are_named_by_their_numbers_in_the_file_wherever_the_first_one_stands() -> None:
    result = read(
        put(BUDGET, "G3", "많이"),
        marked(BUDGET, first_row=40, hidden_rows=frozenset({42}), merged=((41, 1, 42, 1),),
               unvalued=frozenset({"F43"})),
        lambda sheets: sheets[BUDGET].rows[2].__setitem__(0, ""),
    )  # fmt: skip
    assert codes(result) == [
        ("formula_without_value", "F43"),
        ("not_a_number", "G42"),
        ("hidden_row", "A42"),
    ]
    assert rules(result) == [("A42", P1, P1, "merged")]
    assert result.tables["budget"]["source_row"].tolist()[:2] == [41, 42]
