"""Sentences of the briefing, apart from any store: particles, signs, plurals, nothing invented."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.briefing import KINDS, Sentence, Speaker, sentences, text_of
from monitor.vocabulary import Vocabulary
from monitor.wording import Language, Words

VOCABULARY = Vocabulary()
TOLD = tuple(
    each.indicator
    for each in VOCABULARY.indicators.values()
    if each.across_projects != "none" and each.direction in ("higher", "lower")
)
GAINS = {
    "direction": "gain",
    "indicator": "jobs",
    "actual": 236.0,
    "change": 116.0,
    "change_percent": 96.7,
    "alike_projects": 32,
    "alike_change": 71.0,
    "alike_change_percent": 64.5,
    "compared": 8,
    "gained": 7,
    "lost": 1,
    "missing": None,
}
RISKS = {
    "projects": 49,
    "poor": 4,
    "delayed": 1,
    "watch": 24,
    "previous_at_risk": 16,
    "overdue_follow_ups": 17,
    "overdue_projects": 11,
    "behind_projects": 2,
    "behind_from": 25.0,
    "project": "2026-SEO-03",
    "name": "봉제 협업망",
    "region": "seoul",
    "status": "poor",
    "worst_measure": "execution_gap",
    "worst_value": -43.6,
    "missing": None,
}
MONEY = {
    "allocated": 15_629_700_000,
    "executed": 6_359_260_450,
    "unspent": 9_270_439_550,
    "execution_rate": 40.7,
    "execution_rate_change": 6.2,
    "elapsed": 50.0,
    "execution_gap": -9.3,
    "national_allocated": 10_250_000_000,
    "national_executed": 4_164_845_240,
    "national_execution_rate": 40.6,
    "national_budget": None,
    "budget_margin": None,
    "linked_money": 4_210_000_000,
    "linked_policies": 37,
    "missing": None,
}
EVALUATION = {
    "kind": "grade",
    "value": "S",
    "projects": 2,
    "year": 2027,
    "evaluated": 49,
    "mean": 82.09,
    "change": 1.29,
    "withheld": 1,
    "undecided": 0,
    "deviating": 0,
    "conditions": 2,
    "conditions_open": 2,
    "missing": None,
}
SPREAD = {
    "models": 6,
    "new_models": 2,
    "governments": 42,
    "previous_governments": 31,
    "provinces": 9,
    "begun": 14,
    "ended": 0,
    "users": 1200,
    "users_reported": 40,
    "missing": None,
}
USUAL: dict[str, dict[str, Any]] = {
    "gains": GAINS,
    "risks": RISKS,
    "money": MONEY,
    "evaluation": EVALUATION,
    "spread": SPREAD,
}


def told(language: Language = "ko", quarter: int = 2, **changed: dict[str, Any]) -> list[Sentence]:
    """Write the sentences of usual answers, of one row each, with some numbers changed."""
    answers = {kind: pd.DataFrame([row | changed.get(kind, {})]) for kind, row in USUAL.items()}
    return sentences(answers, Speaker(Words(language), VOCABULARY, 2028, quarter))


def said(kind: str, language: Language = "ko", quarter: int = 2, **changed: Any) -> list[str]:
    """Return the lines of one sentence."""
    (sentence,) = [s for s in told(language, quarter, **{kind: changed}) if s.kind == kind]
    return [line.plain.replace("\N{NO-BREAK SPACE}", " ") for line in sentence.lines]


def test_gains_name_the_indicator_its_value_and_its_change() -> None:
    assert said("gains") == [
        "전년 동기 대비 신규 일자리 236명(+96.7%) 등 견준 지표 8개 가운데 7개 개선",
        "두 해 모두 같은 기간을 보고한 사업끼리 견줌: 신규 일자리 +64.5%(32개 사업)",
    ]
    assert said("gains", "en") == [
        (
            "New jobs 236 people (+96.7%); 7 of 8 indicators better than the same period of the "
            "year before"
        ),
        (
            "Like for like, projects that reported the same in both years: New jobs +64.5% "
            "(32 projects)"
        ),
    ]


def test_a_rate_changes_in_percentage_points_and_a_decrease_carries_its_mark() -> None:
    lower = {"indicator": "waiting_days", "actual": 15.04, "change": -4.86, "alike_change": -4.9}
    assert "공공서비스 대기일수 15.0일(△4.9일)" in said("gains", **lower)[0]
    rate = {"indicator": "own_income_rate", "actual": 20.7, "change": 7.66}
    assert "자체수입 비율 20.7%(+7.7%p)" in said("gains", **rate)[0]


def test_a_loss_is_told_among_the_risks() -> None:
    rows = said_risks(
        direction="loss", indicator="satisfaction", alike_change=-4.0, alike_projects=3
    )
    assert rows[-1] == (
        "나빠진 지표(두 해 모두 같은 기간을 보고한 사업끼리 견줌): 이용자 만족도 △4.0점(3개 사업)"
    )


def said_risks(**gains: Any) -> list[str]:
    (sentence,) = [s for s in told(gains=gains) if s.kind == "risks"]
    return [line.plain for line in sentence.lines]


def test_risks_are_counted_and_the_most_urgent_is_named() -> None:
    assert said("risks") == [
        (
            "49개 사업 가운데 부진 4개·지연 1개(전년 동기 합계 16개), 기한이 지난 조치 17건"
            "(11개 사업), 집행률이 경과율보다 25%p 이상 낮은 사업 2개"
        ),
        "가장 급한 사업: 서울 '봉제 협업망', 집행률이 경과율보다 △43.6%p",
    ]


def test_english_agrees_in_number() -> None:
    one = {"overdue_follow_ups": 1, "overdue_projects": 1, "behind_projects": 1}
    assert said("risks", "en", **one)[0] == (
        "Of 49 projects, 4 poor and 1 delayed (together 16 a year before); 1 overdue follow-up in "
        "1 project; 1 project with execution 25%p or more behind elapsed time"
    )


def test_money_is_written_in_hundred_millions_and_held_against_time() -> None:
    assert said("money") == [
        (
            "총 156.3억 원 배정, 63.6억 원 집행, 집행률 40.7%(전년 동기 대비 +6.2%p), "
            "경과율 50%보다 9.3%p 낮음"
        ),
        "국비 102.5억 원 배정, 41.6억 원 집행(40.6%)",
        "다른 부처 연계 사업비 42.1억 원, 연계 사업 37건",
    ]
    assert said("money", execution_gap=0.04)[0].endswith("경과율 50%와 같음(차이 0.0%p)")
    assert said("money", execution_gap=3.0)[0].endswith("경과율 50%보다 3.0%p 높음")


def test_at_the_end_of_the_year_what_was_not_spent_is_told() -> None:
    assert said("money", quarter=4)[0].endswith("(전년 대비 +6.2%p), 집행 잔액 92.7억 원")


def test_the_budget_is_told_where_it_is_public() -> None:
    public = {"national_budget": 8_500_000_000, "budget_margin": 0}
    assert said("money", **public)[1].endswith("국비 예산 85억 원에서 남은 여유 0원")
    assert said("money", "en", **public)[1].endswith(
        "KRW 0 million left of the national budget of KRW 8,500 million"
    )


def test_an_evaluation_says_its_year_grades_and_what_is_open() -> None:
    assert said("evaluation") == [
        "2027년 연차 평가 49개 사업 평균 82.1점(전년 대비 +1.3점), 등급별 S 2",
        "이행을 기다리는 조건 2건(전체 2건), 평가자가 모자라 등급이 없는 사업 1개",
    ]


def test_spread_counts_models_governments_and_what_is_new() -> None:
    assert said("spread") == [
        "표준 모델 6개를 9개 시·도의 지자체 42곳에서 도입(전년 동기 31곳), 올해 새 도입 14건",
        "도입 지자체의 해당 분기 이용자 1,200명(보고한 도입 40건)",
    ]
    assert said("spread", governments=0, begun=0) == [
        "표준 모델 6개 지정, 도입한 지자체는 아직 없음"
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_without_data_is_left_out_and_the_reason_is_told(kind: str) -> None:
    missing = {
        "gains": "first_year",
        "risks": "no_projects",
        "money": "no_money",
        "evaluation": "not_evaluated",
        "spread": "no_models",
    }[kind]
    nothing = dict.fromkeys(USUAL[kind]) | {"missing": missing}
    written = told(**{kind: nothing})
    (sentence,) = [s for s in written if s.kind == kind]
    assert sentence.lines == ()
    say = Speaker(Words(), VOCABULARY, 2028, 2)
    reason = Words()(f"briefing.missing_{missing}")
    assert f"뺀 문장: {say.kind(kind)}({reason})" in text_of(written, say, [])


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("risks", "previous_at_risk"),
        ("risks", "project"),
        ("money", "execution_rate_change"),
        ("money", "national_allocated"),
        ("money", "linked_money"),
        ("evaluation", "change"),
        ("spread", "previous_governments"),
        ("spread", "users"),
    ],
)
def test_a_clause_without_its_number_is_left_out(kind: str, name: str) -> None:
    whole, less = said(kind), said(kind, **{name: None})
    assert sum(map(len, less)) < sum(map(len, whole))
    assert "–" not in "".join(less)


def test_marks_of_emphasis_in_a_name_are_no_emphasis() -> None:
    lines = said("risks", name="**강조** [링크](http://x)\n둘째 줄")
    assert "'∗∗강조∗∗ [링크](http://x) 둘째 줄'" in lines[1]


def test_the_text_carries_the_marks_of_its_depth() -> None:
    say = Speaker(Words(), VOCABULARY, 2028, 2)
    text = text_of(told(), say, ["자료: 시·도 제출 자료"])
    assert text.startswith("사회연대경제 혁신모델 사업 핵심 보고 (2028년 상반기)\n□ (성과) ")
    assert text.count("\n□ (") == 5
    assert "\n  ○ " in text
    assert "**" not in text
    assert text.endswith("자료: 시·도 제출 자료\n")


# ── whatever the numbers ─────────────────────────────────────────────────────────────────────────

COUNTS = st.integers(0, 10**6)
WON = st.integers(0, 10**14)
NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)
RATES = st.floats(-1e4, 1e4, allow_nan=False)
ABSENT = st.sampled_from([None, math.nan])


def _any(usual: dict[str, Any], **kinds: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({name: kinds[name] for name in kinds}).map(
        lambda found: usual | found
    )


ROWS: dict[str, st.SearchStrategy[Any]] = {
    "gains": _any(
        GAINS,
        direction=st.sampled_from(["gain", "loss"]),
        indicator=st.sampled_from(TOLD),
        actual=NUMBERS,
        change=NUMBERS,
        change_percent=NUMBERS,
        alike_change=NUMBERS,
        alike_change_percent=NUMBERS,
        alike_projects=COUNTS,
        compared=COUNTS,
        gained=COUNTS,
    ),
    "risks": _any(
        RISKS,
        projects=COUNTS,
        poor=COUNTS,
        delayed=COUNTS,
        previous_at_risk=COUNTS | ABSENT,
        overdue_follow_ups=COUNTS,
        overdue_projects=COUNTS,
        behind_projects=COUNTS,
        worst_value=RATES,
    ),
    "money": _any(
        MONEY,
        allocated=WON,
        executed=WON,
        unspent=WON,
        execution_rate=RATES,
        execution_rate_change=RATES | ABSENT,
        execution_gap=RATES,
        national_allocated=WON,
        national_executed=WON,
        national_budget=WON,
        budget_margin=st.integers(-(10**14), 10**14),
        linked_money=WON | ABSENT,
        linked_policies=COUNTS,
    ),
    "evaluation": _any(
        EVALUATION,
        evaluated=COUNTS,
        mean=st.floats(0, 100),
        change=st.floats(-100, 100) | ABSENT,
        projects=COUNTS,
        conditions_open=COUNTS,
        withheld=COUNTS,
    ),
    "spread": _any(
        SPREAD,
        models=COUNTS,
        governments=COUNTS,
        previous_governments=COUNTS | ABSENT,
        provinces=st.integers(0, 17),
        begun=COUNTS,
        ended=COUNTS,
        users=COUNTS | ABSENT,
    ),
}
WRITE: Callable[..., list[Sentence]] = told


@given(st.fixed_dictionaries(ROWS), st.sampled_from(["ko", "en"]), st.integers(1, 4))
def test_no_number_breaks_a_sentence(
    rows: dict[str, dict[str, Any]], language: Language, quarter: int
) -> None:
    written = WRITE(language, quarter, **rows)
    for line in (line for sentence in written for line in sentence.lines):
        text = line.plain.replace("\N{NO-BREAK SPACE}", " ")
        assert re.search(r"\d", text), text
        assert not re.search(r"nan|None|NaN|−|–|[^\w]-\d|△0(?:\.0+)?(?!\.?\d)|\{|\}", text), text
        assert line.text.count("**") % 2 == 0
        assert "  " not in text and ", ," not in text and "()" not in text, text
        if language == "en":
            assert not re.search(
                r"(?<![\d,.△])1 (projects|indicators|models|governments|users|policies)\b", text
            ), text
            assert not re.search(r"(?<![\d,.])[02-9] (project|indicator|policy)\b", text), text


PARTICLES = {"을": True, "를": False, "은": True, "는": False}


@given(st.fixed_dictionaries(ROWS), st.integers(1, 4))
def test_particles_agree_whatever_stands_before_them(
    rows: dict[str, dict[str, Any]], quarter: int
) -> None:
    written = WRITE("ko", quarter, **rows)
    text = "\n".join(line.plain for sentence in written for line in sentence.lines)
    for word, particle in re.findall(r"(\d개|\d건|\d곳|[\d.]+점|원)([을를은는])(?=\s)", text):
        has_final = (ord(word[-1]) - ord("가")) % 28 != 0
        assert PARTICLES[particle] is has_final, text
