"""What is chosen from a list is known by what people call it; a name in doubt is not guessed."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest

from monitor.intake.tabulating.cells import CellProblem, tidied
from monitor.intake.tabulating.normalising import Normaliser, text
from tests.intake.books import vocabulary
from tests.intake.rough import tools

NORMALISER: Normaliser = tools()[1]
DAY = dt.date(2027, 1, 18)


@pytest.mark.parametrize(
    ("choice", "written", "value", "rules"),
    [
        ("model_type", "지역공동체 강화형", "community", ()),
        ("model_type", " 지역공동체\n강화형 ", "community", ("trimmed",)),
        ("model_type", "지역공동체 강화", "community", ("type_suffix",)),
        ("model_type", "공공서비스형", "public_service", ("alias",)),
        ("model_type", "⑤ 지역공동체 강화", "community", ("full_width", "type_suffix")),
        ("stage", "① 계획 수립", "plan", ("full_width", "numbered")),
        ("stage", "1. 계획수립", "plan", ("numbered",)),
        ("stage", "가. 계획 수립", "plan", ("numbered",)),
        ("stage", "(3) 실증", "demonstration", ("numbered",)),
        ("stage", "4) 성과연구", "research", ("numbered",)),
        ("indicator", "신규 일자리(명)", "jobs", ("bracketed",)),
        ("indicator", "12. 신규일자리", "jobs", ("numbered",)),
        ("indicator", "자율지표 1", "own_1", ()),
        ("indicator", "New jobs", "jobs", ()),
        ("indicator", "jobs", "jobs", ()),
        ("funding_source", "국 비", "national", ()),
        ("funding_source", "국고보조금", "national", ("alias",)),
        ("funding_source", "도비", "local", ("alias",)),
        ("project_state", "진행중", "active", ("alias",)),
        ("absence", "해당사항 없음", "not_applicable", ("alias",)),
        ("absence", "－", "nil", ("full_width",)),
        ("submission_kind", "정정", "correction", ()),
    ],
)
def test_a_choice_is_known_by_label_alias_and_code(
    choice: str, written: str, value: str, rules: tuple[str, ...]
) -> None:
    read = NORMALISER.choices.find(choice, written)
    assert (read.value, read.rules) == (value, rules)


@pytest.mark.parametrize(
    ("choice", "written"),
    [("model_type", "형"), ("stage", "5"), ("stage", "1."), ("indicator", "자율지표"),
     ("indicator", "일자리"), ("funding_source", "기타"), ("absence", "미제출"),
     ("stage", "(계획)")],
)  # fmt: skip
def test_a_name_in_doubt_is_not_guessed(choice: str, written: str) -> None:
    with pytest.raises(CellProblem, match="unknown_value"):
        NORMALISER.choices.find(choice, written)


def test_every_label_of_the_vocabulary_is_read_as_itself_even_in_single_letters() -> None:
    for row in vocabulary().rows("indicators"):
        for written in (row["name_ko"], unicodedata.normalize("NFD", row["name_ko"])):
            assert NORMALISER.choices.find("indicator", written).value == row["indicator"]


def test_a_name_saved_in_single_letters_is_put_together() -> None:
    written = unicodedata.normalize("NFD", "마을 돌봄")
    assert text(written) == ("마을 돌봄", ("composed",), "", None, "", "", "")


@pytest.mark.parametrize(
    ("written", "plain", "rules"),
    [
        ("마을", "마을", ()),
        ("마을 “돌봄”", "마을 “돌봄”", ()),
        (" 마을\r\n돌봄 ", "마을 돌봄", ("trimmed",)),
        ("마을\u00a0돌봄", "마을 돌봄", ()),
        ("ＡＢＣ（１）", "ABC(1)", ("full_width",)),
        ("㈜마을", "(주)마을", ("full_width",)),
    ],
)
def test_a_text_is_tidied_and_says_how(written: str, plain: str, rules: tuple[str, ...]) -> None:
    assert tidied(written) == (plain, rules)


@pytest.mark.parametrize(
    ("written", "region", "municipality"),
    [
        ("나주시", "jeonnam", "jeonnam_naju"),
        ("나주", "jeonnam", "jeonnam_naju"),
        ("전남 나주시", "jeonnam", "jeonnam_naju"),
        ("전라남도 나주", "jeonnam", "jeonnam_naju"),
        ("전남광주통합특별시 나주시", "jeonnam_gwangju", "jeonnam_naju"),
        ("전남 나주시", "jeonnam_gwangju", "jeonnam_naju"),
        ("광주 남구", "jeonnam_gwangju", "gwangju_nam"),
        ("수원시 팔달구", "gyeonggi", "gyeonggi_suwon"),
        ("경기도  수원시", "gyeonggi", "gyeonggi_suwon"),
        ("Naju-si", "jeonnam", "jeonnam_naju"),
        ("세종시", "sejong", "sejong_sejong"),
        ("세종", "sejong", "sejong_sejong"),
    ],
)
def test_a_municipality_is_known_with_its_province_and_without_its_suffix(
    written: str, region: str, municipality: str
) -> None:
    assert NORMALISER.municipality(written, region, DAY)[0] == municipality


@pytest.mark.parametrize(
    ("written", "region"),
    [("경남 나주시", "jeonnam"), ("중", "seoul"), ("나", "jeonnam"), ("수원시", "jeonnam"),
     ("전남 나주시", "gyeonggi"), ("전남", "jeonnam"), ("팔달구", "gyeonggi")],
)  # fmt: skip
def test_a_municipality_in_doubt_is_not_guessed(written: str, region: str) -> None:
    with pytest.raises(CellProblem, match="unknown_municipality"):
        NORMALISER.municipality(written, region, DAY)
