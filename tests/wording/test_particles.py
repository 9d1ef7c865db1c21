"""Particles agree with what is heard before them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.wording import with_particle


@pytest.mark.parametrize(
    ("word", "pair", "written"),
    [
        ("서울", "은/는", "서울은"),
        ("제주", "은/는", "제주는"),
        ("집행액", "이/가", "집행액이"),
        ("달성률", "을/를", "달성률을"),
        ("예산", "과/와", "예산과"),
        ("지표", "과/와", "지표와"),
        ("2026", "은/는", "2026은"),  # 육
        ("2025", "은/는", "2025는"),  # 오
        ("2027", "이/가", "2027이"),  # 칠
        ("1,200", "을/를", "1,200을"),  # 백
        ("32.4%", "은/는", "32.4%는"),  # 퍼센트
        ("1.2%p", "은/는", "1.2%p는"),  # 퍼센트포인트
        ("보고.xlsx", "을/를", "보고.xlsx를"),  # 엑스
        ("HTML", "은/는", "HTML은"),  # 엘
        ("indicator", "이/가", "indicator가"),  # 인디케이터
        ("'서울'", "은/는", "'서울'은"),
        ("배정액(원)", "이/가", "배정액(원)이"),  # of 배정액, not of what stands in brackets
        ("비율(%)", "은/는", "비율(%)은"),
        ("(미정)", "은/는", "(미정)은"),
    ],
)
def test_a_particle_agrees_with_the_word_before_it(word: str, pair: str, written: str) -> None:
    assert with_particle(word, pair) == written


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("서울", "서울로"),  # ㄹ
        ("1", "1로"),  # 일
        ("7", "7로"),  # 칠
        ("8", "8로"),  # 팔
        ("3", "3으로"),  # 삼
        ("제주", "제주로"),
        ("인천", "인천으로"),
        ("HTML", "HTML로"),
    ],
)
def test_after_rieul_the_short_form_of_direction_is_written(word: str, written: str) -> None:
    assert with_particle(word, "으로/로") == written


def test_rieul_counts_as_a_consonant_for_every_other_particle() -> None:
    assert with_particle("서울", "이/가") == "서울이"


@given(st.text(), st.sampled_from(["은/는", "이/가", "을/를", "과/와", "으로/로"]))
def test_any_word_is_kept_and_gets_one_of_the_two(word: str, pair: str) -> None:
    assert with_particle(word, pair) in {word + form for form in pair.split("/")}
