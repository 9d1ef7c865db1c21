"""A number is read however it is written, or refused; never read as another number."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.intake.tabulating.amounts import PLAIN, Measure, number, whole
from monitor.intake.tabulating.cells import CellProblem, ShownAsPercent
from monitor.intake.tabulating.column_reading import money
from tests.intake.books import vocabulary

PEOPLE = Measure("person", frozenset({"명", "people"}))
PERCENT = Measure("percent", is_percent=True)
WON, THOUSANDS = money(1), money(1000)
AMOUNTS = st.integers(0, 10**12)
KNOWN_RULES = {row["rule"] for row in vocabulary().rows("normalising_rules")}


def full_width(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


@given(AMOUNTS)
def test_a_number_survives_commas_full_width_digits_and_spaces(amount: int) -> None:
    for written in (f"{amount}", f"{amount:,}", full_width(f"{amount:,}"), f" {amount:,}\n"):
        assert number(written).value == amount


@given(st.integers(1, 10**12))
def test_a_negative_number_survives_every_sign(amount: int) -> None:
    for written in (f"-{amount}", f"−{amount:,}", f"– {amount}", f"△{amount:,}", f"▲ {amount}",
                    f"({amount:,})", f"（{amount}）"):  # fmt: skip
        assert number(written).value == -amount


@given(AMOUNTS, st.sampled_from(["명", " 명", "people"]))
def test_a_unit_word_changes_nothing_where_it_is_the_unit(amount: int, word: str) -> None:
    assert number(f"{amount:,}{word}", PEOPLE) == (amount, ("unit_word",), "", None, "", "", "")
    with pytest.raises(CellProblem, match="not_a_number"):
        number(f"{amount:,}{word}", PLAIN)


@given(st.integers(1, 9999), st.integers(0, 9999), st.integers(0, 9999))
def test_money_in_words_is_the_sum_of_its_sections(eok: int, man: int, one: int) -> None:
    written = f"{eok:,}억" + (f" {man:,}만" if man else "") + (f" {one:,}" if one else "") + "원"
    assert whole(written, WON).value == eok * 10**8 + man * 10**4 + one


@pytest.mark.parametrize(
    ("written", "won"),
    [
        ("1억 2,300만원", 123_000_000),
        ("123백만원", 123_000_000),
        ("1.2억", 120_000_000),
        ("1.2억원", 120_000_000),
        ("5천원", 5_000),
        ("3,000천원", 3_000_000),
        ("12,000,000원", 12_000_000),
        ("1억2천3백만원", 123_000_000),
        ("1.5천만원", 15_000_000),
        ("1조 2억", 1_000_200_000_000),
        ("△2천만 원", -20_000_000),
        ("₩12,000", 12_000),
        ("￦12,000", 12_000),
        ("０원", 0),
    ],
)
def test_money_in_words_is_won_whatever_the_heading_says(written: str, won: int) -> None:
    assert whole(written, WON).value == won
    if written.endswith(("원", "억")) and won > 0 and "," not in written[-4:]:
        assert whole(written, THOUSANDS).value in {won, won * 1}


@pytest.mark.parametrize(
    "written",
    [
        "약 1,200", "일금 오백원정", "일금 500원정", "1만2억", "만원", "억", "1억 2억", "백만원",
        "1~2억", "1억여 원", "10²", "①", "1⁄2", "½", "1,23", "12,34,567", "1.2.3", "--5", "(−5)",
        "()", "(5", "5)", "△", "△△5", "1e3", "٣", "一", "1 234 567", "3.", ".5", "1,234.5.6",
    ],
)  # fmt: skip
@pytest.mark.parametrize("measure", [PLAIN, WON, THOUSANDS, PEOPLE, PERCENT], ids=lambda m: m.name)
def test_a_number_in_doubt_is_no_number(written: str, measure: Measure) -> None:
    with pytest.raises(CellProblem, match="not_a_number"):
        number(written, measure)


@given(st.integers(-(10**6), 10**6))
def test_the_unit_of_the_heading_multiplies_what_has_no_unit_of_its_own(amount: int) -> None:
    for written in (amount, float(amount), f"{amount}", f"{amount:,}"):
        assert whole(written, THOUSANDS).value == amount * 1000
    assert whole("5원", THOUSANDS).value == 5
    assert whole("5천원", THOUSANDS).value == 5000


@given(st.integers(0, 10**9))
def test_thousandths_under_a_heading_in_thousands_are_single_won(won: int) -> None:
    assert whole(won / 1000, THOUSANDS).value == won
    assert whole(f"{won / 1000:.3f}", THOUSANDS).value == won


def test_less_than_a_won_is_rounded_only_where_the_heading_made_it() -> None:
    assert whole(1 / 3, THOUSANDS) == (333, ("heading_unit", "rounded"), "", None, "", "", "")
    with pytest.raises(CellProblem, match="not_an_integer"):
        whole(1.5, WON)
    with pytest.raises(CellProblem, match="not_an_integer"):
        whole("0.000000001억", THOUSANDS)


@given(st.integers(0, 1000))
def test_a_percentage_survives_as_text_and_as_format(tenths: int) -> None:
    assert number(f"{tenths / 10}%", PERCENT).value == tenths / 10
    assert number(f"{tenths / 10} ％", PERCENT).value == tenths / 10
    assert number(ShownAsPercent(tenths / 1000), PERCENT).value == pytest.approx(tenths / 10)
    for written in (f"{tenths / 10}%", ShownAsPercent(tenths / 1000)):
        with pytest.raises(CellProblem, match="not_a_number"):
            number(written, PEOPLE)


@pytest.mark.parametrize(
    ("written", "is_doubted"),
    [(0.123, True), ("0.5", True), (0, False), (1, False), (12.3, False), ("0.5%", False),
     (ShownAsPercent(0.004), False)],
)  # fmt: skip
def test_a_fraction_is_doubted_where_a_percentage_is_asked_for(
    written: Any, is_doubted: bool
) -> None:
    assert (number(written, PERCENT).warning == "fraction_or_percent") == is_doubted
    assert number(0.123, PLAIN).warning == ""


@given(st.text("0123456789,.()△▲-−–+%원억만천백십명 ₩０１，", max_size=14))
def test_whatever_is_written_is_a_number_by_known_rules_or_refused(written: str) -> None:
    for measure in (PLAIN, WON, THOUSANDS, PEOPLE, PERCENT):
        try:
            read = number(written, measure)
        except CellProblem:
            continue
        assert isinstance(read.value, float) and set(read.rules) <= KNOWN_RULES
        digits = [each for each in written if each.isdecimal()]
        assert digits, "no number without digits"
        assert number(read.value).value == read.value
