"""Plans, partners, links, products, adopted models, aftercare: what is wrong is found in place."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

import pytest

from monitor.intake.preview import preview_of
from monitor.intake.submit import submit
from monitor.store import Ledger, Store, decide
from tests.acting import LOCAL
from tests.intake.books import (
    ADOPTION,
    AFTERCARE,
    BUDGET,
    LINKAGE,
    PARTNER,
    PLAN,
    PRODUCT,
    PROJECT,
    Edit,
    checked,
    day,
    only,
    register,
    settled,
    spoilt,
    together,
    vocabulary,
    write,
)

P1, P2 = "2026-GYG-01", "2026-GYG-02"
# 집행 계획 A번호 B연도 C분기 D재원 E계획액; 참여조직 A번호 B이름 C유형 D역할 E시작 F종료 G점수
# 연계 사업 A번호 B사업 C연도 D분기 E부처 F금액 G내용; 공동생산 A번호 B이름 C구분 D완료 … H주민
# 모델 도입 A모델 B시·군·구 C연도 D분기 E도입 F중단 G상태 H바꾼 점 I이용자 J결과
# 지원 종료 후 A번호 B연도 C분기 D지속 여부 E이용자 F일자리 G재원
PLANNED = [(P1, 2026, 3, "국비", 150_000_000), (P1, 2026, 4, "국비", 220_000_000)]
JOINED = (P1, "두물살림", "사회적협동조합", "주관", day("2026-06-01"), None, 81.5)
LINKED = [(P1, "돌봄 시범", 2026, 3, "복지부", 30_000_000, None),
          (P1, "돌봄 시범", 2026, 4, "복지부", 45_000_000, "식사 배달")]  # fmt: skip
PRODUCED = [(P1, "반찬 배달", "서비스", day("2026-12-31"), "보건복지부", "양평군", "두물살림", 12),
            (P1, "주문 앱", "운영 체계", None, None, None, None, None)]  # fmt: skip
ADOPTED = ("SM-01", "가평군", 2026, 4, day("2026-12-01"), None, "운영 중", None, 40, None)
ENDED = (P2, 2026, 4, "지속", 30, 2, 5_000_000)
GOOD_LISTS = together(
    only(PLAN, *PLANNED),
    only(PARTNER, JOINED),
    only(LINKAGE, *LINKED),
    only(PRODUCT, *PRODUCED),
    only(ADOPTION, ADOPTED),
    write(PROJECT, "I3", "완료"),
    only(AFTERCARE, ENDED),
)


def _sent(ledger: Ledger, content: bytes, name: str) -> None:
    receipt = submit(ledger, content, name, submitter="tester", vocabulary=vocabulary())
    assert receipt.submission_state == "submitted", receipt.findings
    decide(ledger, receipt.submission, "accepted", by="tester", note="맞음")


@pytest.fixture(scope="module")
def known() -> Ledger:
    """Return a ledger that knows a standard model of the province, and its third quarter."""
    ledger = Store(Path(mkdtemp()), LOCAL).ledger
    blank = together(*(only(sheet) for sheet in (PLAN, PARTNER, LINKAGE, PRODUCT, ADOPTION)))
    third = together(blank, only(PLAN, PLANNED[0]), only(LINKAGE, LINKED[0]))
    _sent(ledger, spoilt(third, "2026Q3_gyeonggi.xlsx"), "경기.xlsx")
    _sent(ledger, register(), "대장.xlsx")
    return settled(ledger)


def _found(ledger: Ledger, *edits: Edit) -> set[tuple[str, str, str]]:
    findings = checked(spoilt(together(GOOD_LISTS, *edits)), ledger=ledger).findings
    for finding in findings:
        assert finding.say("ko") and finding.say("en")
    return {(f.code, f.sheet, f.cell) for f in findings}


def test_sound_lists_pass_and_are_read(known: Ledger) -> None:
    result = checked(spoilt(GOOD_LISTS), ledger=known)
    assert result.findings == ()
    rows = {table: frame.to_dict("records") for table, frame in result.tables.items()}
    assert [row["planned"] for row in rows["spending_plan"]] == [150_000_000, 220_000_000]
    assert rows["partner"][0]["organisation_kind"] == "social_cooperative"
    assert [row["ministry"] for row in rows["linkage"]] == ["mohw", "mohw"]
    assert rows["product"][1]["completed_on"] is None
    assert (rows["adoption"][0]["region"], rows["adoption"][0]["users"]) == ("gyeonggi", 40)
    assert rows["aftercare"][0]["own_money"] == 5_000_000


SPOILT: list[tuple[str, str, str, Edit]] = [
    ("carried_over_early", BUDGET, "H2", together(
        write(BUDGET, "C2", 3), write(BUDGET, "H2", 1))),
    ("carried_over_granted", BUDGET, "H2", write(BUDGET, "H2", 36_583_921)),
    ("plan_falls", PLAN, "E3", write(PLAN, "E3", 149_999_999)),
    ("plan_over_allocated", PLAN, "E3", write(PLAN, "E3", 220_000_001)),
    ("left_before_joined", PARTNER, "F2", write(PARTNER, "F2", day("2026-05-31"))),
    ("day_in_the_future", PARTNER, "E2", write(PARTNER, "E2", day("2027-12-01"))),
    ("linked_money_falls", LINKAGE, "F3", write(LINKAGE, "F3", 29_999_999)),
    ("completed_after_period", PRODUCT, "D2", write(PRODUCT, "D2", day("2027-01-01"))),
    ("unknown_model", ADOPTION, "A2", write(ADOPTION, "A2", "SM-02")),
    ("adopted_before_designated", ADOPTION, "E2", write(ADOPTION, "E2", day("2026-11-19"))),
    ("ended_before_adopted", ADOPTION, "F2", together(
        write(ADOPTION, "F2", day("2026-11-30")), write(ADOPTION, "G2", "중단"))),
    ("adoption_end_disagrees", ADOPTION, "G2", write(ADOPTION, "G2", "중단")),
    ("adoption_end_disagrees", ADOPTION, "G2", write(ADOPTION, "F2", day("2026-12-30"))),
    ("users_while_preparing", ADOPTION, "I2", write(ADOPTION, "G2", "도입 준비")),
    ("day_in_the_future", ADOPTION, "E2", write(ADOPTION, "E2", day("2027-12-01"))),
    ("unknown_municipality", ADOPTION, "B2", write(ADOPTION, "B2", "나주시")),
    ("aftercare_of_active", AFTERCARE, "A2", write(PROJECT, "I3", "진행")),
    ("after_the_period", LINKAGE, "D3", write(LINKAGE, "C3", 2027)),
    ("after_the_period", ADOPTION, "D2", write(ADOPTION, "C2", 2027)),
    ("after_the_period", AFTERCARE, "C2", write(AFTERCARE, "B2", 2027)),
    *(("unknown_project", sheet, "A2", write(sheet, "A2", "2026-GYG-99"))
      for sheet in (PLAN, PARTNER, LINKAGE, PRODUCT, AFTERCARE)),
    ("duplicate_row", PARTNER, "A3", only(PARTNER, JOINED, JOINED)),
    ("required", LINKAGE, "F3", write(LINKAGE, "F3", None)),
    ("too_large", PARTNER, "G2", write(PARTNER, "G2", 100.5)),
    ("unknown_value", PARTNER, "C2", write(PARTNER, "C2", "동호회")),
    ("not_an_integer", PRODUCT, "H2", write(PRODUCT, "H2", 1.5)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "sheet", "cell", "spoil"),
    SPOILT,
    ids=[f"{code} {number}" for number, (code, *_) in enumerate(SPOILT)],
)
def test_what_is_wrong_in_a_list_is_found_at_its_cell(
    known: Ledger, code: str, sheet: str, cell: str, spoil: Edit
) -> None:
    assert (code, sheet, cell) in _found(known, spoil)


FAIR: dict[str, Edit] = {
    "all that was left is carried over": write(BUDGET, "H2", 36_583_920),
    "a zero before the year ends": together(write(BUDGET, "C2", 3), write(BUDGET, "H2", 0)),
    "left on the day it joined": write(PARTNER, "F2", day("2026-06-01")),
    "adopted on the day of designation": write(ADOPTION, "E2", day("2026-11-20")),
    "being prepared without users": together(
        write(ADOPTION, "G2", "도입 준비"), write(ADOPTION, "I2", None)
    ),
}


@pytest.mark.parametrize("fair", FAIR.values(), ids=FAIR)
def test_what_is_just_right_is_not_found_wrong(known: Ledger, fair: Edit) -> None:
    new = {code for code, *_ in SPOILT}
    assert not {code for code, *_ in _found(known, fair)} & new - {"required"}


@pytest.mark.parametrize(("sheet", "code"), [(PLAN, "plan_falls"), (LINKAGE, "linked_money_falls")])
def test_what_falls_below_an_accepted_quarter_is_found(
    known: Ledger, sheet: str, code: str
) -> None:
    rows = {PLAN: (P1, 2026, 4, "국비", 149_999_999),
            LINKAGE: (P1, "돌봄 시범", 2026, 4, "복지부", 29_999_999, None)}  # fmt: skip
    assert {each for each in _found(known, only(sheet, rows[sheet])) if each[1] == sheet} == {
        (code, sheet, {PLAN: "E2", LINKAGE: "F2"}[sheet])
    }


def test_a_plan_is_held_against_what_was_accepted_where_the_budget_is_not_sent_again(
    known: Ledger,
) -> None:
    found = _found(known, only(BUDGET), only(PLAN, (P1, 2026, 4, "국비", 220_000_001)))
    assert ("plan_over_allocated", PLAN, "E2") in found


def test_lists_are_previewed_by_what_tells_their_rows(known: Ledger) -> None:
    result = checked(spoilt(GOOD_LISTS), ledger=known)
    rows = preview_of(known, vocabulary(), result).set_index(["table_name", "detail", "field"])
    told = {
        ("partner", "두물살림", "organisation_kind"): (P1, "new"),
        ("linkage", "돌봄 시범", "linked_money"): (P1, "new"),
        ("adoption", "SM-01 · gyeonggi_gapyeong", "users"): ("", "new"),
    }
    for key, said in told.items():
        row = rows.loc[key]
        row = row[row["quarter"] == 4].iloc[0] if key[0] == "linkage" else row
        row = row.iloc[0] if row.ndim > 1 else row
        assert (row["project"], row["change"]) == said, key
    third = rows.loc[("linkage", "돌봄 시범", "linked_money")]
    assert third.loc[third["quarter"] == 3, "change"].tolist() == ["unchanged"]
