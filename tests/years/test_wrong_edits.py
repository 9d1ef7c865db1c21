"""A wrong edit is told by one sentence, with file and row, in the language of who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor.cli import application
from monitor.vocabulary import REFERENCE, BrokenReference, Vocabulary
from monitor.wording import LANGUAGES
from tests.years.edits import FIRST, edited, read, write

Spoil = Callable[[list[dict[str, str]]], object]
MERGER = "시·도 통합"


def _row(rows: list[dict[str, str]], **wanted: str) -> dict[str, str]:
    return next(row for row in rows if all(row[name] == cell for name, cell in wanted.items()))


def _set(key: str, of: str, column: str, value: str) -> Spoil:
    """Write one cell of the row whose first column is the key."""
    return lambda rows: _row(rows, **{of: key}).update({column: value})


def _again(key: str, of: str, **changed: str) -> Spoil:
    """Add a row once more, with some of its cells changed."""
    return lambda rows: rows.append(_row(rows, **{of: key}) | changed)


@dataclass(frozen=True)
class Wrong:
    """A chapter that was followed, the file that was then spoilt, how, and what is said of it."""

    chapter: str
    file: str
    spoil: Spoil
    sentence: str


WRONG: dict[str, Wrong] = {
    "a programme year stands twice": Wrong(
        FIRST,
        "programme_years",
        _again("2029", "year"),
        "programme_years.csv 6행: 2029가 두 번 있습니다 → 하나만 남기십시오.",
    ),
    "a date is none": Wrong(
        FIRST,
        "evaluation_years",
        _set("2029", "year", "scores_due_on", "2030. 2. 15."),
        "evaluation_years.csv 5행: scores_due_on 칸의 '2030. 2. 15.'는 날짜가 아닙니다 "
        "→ 2026-07-01처럼 적으십시오.",
    ),
    "an indicator begins within a year": Wrong(
        "새 지표",
        "indicators",
        _set("volunteer_hours", "indicator", "valid_from", "2029-07-01"),
        "indicators.csv 31행: valid_from 칸의 '2029-07-01'은 해의 처음이나 끝이 아닙니다 "
        "→ 01-01로 끝나게 적으십시오.",
    ),
    "an indicator has no English name": Wrong(
        "새 지표",
        "indicators",
        _set("volunteer_hours", "indicator", "name_en", ""),
        "indicators.csv 31행: name_en의 이름이 비어 있습니다 → 이름을 적으십시오.",
    ),
    "an indicator ends before it begins": Wrong(
        "새 지표",
        "indicators",
        _set("volunteer_hours", "indicator", "valid_to", "2028-12-31"),
        "indicators.csv 31행: 시작일보다 먼저 끝납니다(2028-12-31) "
        "→ valid_from과 valid_to를 확인하십시오.",
    ),
    "points of a year do not add up": Wrong(
        "평가 배점",
        "evaluation_criteria",
        lambda rows: rows[-1].update(maximum_points="10"),
        "evaluation_criteria.csv 21행: 2029년 1년차 평가 기준의 배점 합계가 95점입니다 "
        "→ 100점이 되게 하십시오.",
    ),
    "points of a criterion that ended count twice": Wrong(
        "평가 배점",
        "evaluation_criteria",
        lambda rows: rows[0].update(valid_to=""),
        "evaluation_criteria.csv 20행: 1 plan의 기간이 2029-01-01부터 앞 행과 겹칩니다 "
        "→ 앞 행의 valid_to를 그 전날로 적으십시오.",
    ),
    "there is a gap between two weights": Wrong(
        "평가 배점",
        "evaluation_criteria",
        lambda rows: rows[0].update(valid_to="2027-12-31"),
        "evaluation_criteria.csv 20행: 1 plan의 기간이 2027-12-31부터 "
        "2029-01-01 사이에 비어 있습니다 "
        "→ 앞 행이 끝난 다음 날 시작하게 하십시오.",
    ),
    "a year has no bands": Wrong(
        "등급 체계",
        "evaluation_years",
        _set("2028", "year", "scheme", "three"),
        "evaluation_years.csv 4행: three 등급 체계에 2028년에 쓸 등급이 없습니다 "
        "→ grade_bands.csv의 valid_from과 valid_to를 확인하십시오.",
    ),
    "a successor is unknown": Wrong(
        MERGER,
        "regions",
        _set("daejeon", "region", "successor", "nowhere"),
        "regions.csv 7행: successor 칸의 'nowhere'가 없습니다 → regions.csv를 확인하십시오.",
    ),
    "a successor begins on another day": Wrong(
        MERGER,
        "regions",
        _set("daejeon", "region", "valid_to", "2029-05-31"),
        "regions.csv 7행: 이어받는 daejeon_chungnam이 2029-07-01에 시작합니다 "
        "→ valid_from을 2029-06-01로 적으십시오.",
    ),
    "a part was forgotten on the new basis": Wrong(
        MERGER,
        "regions",
        _set("chungnam", "region", "region_15", "chungnam"),
        "regions.csv 1행: region_15 기준의 시·도가 16개입니다 → 열 이름의 수와 같게 하십시오.",
    ),
    "a province is missing from the new basis": Wrong(
        MERGER,
        "regions",
        _set("jeju", "region", "region_15", ""),
        "regions.csv 20행: region_15 칸이 비어 있어 이 시·도가 그 기준에서 빠집니다 "
        "→ 속하는 시·도의 id를 적으십시오.",
    ),
    "a new name is not among the aliases": Wrong(
        MERGER,
        "region_aliases",
        lambda rows: rows.remove(_row(rows, alias="대전충남")),
        "regions.csv 22행: '대전충남'이 이 시·도의 이름으로 등록되지 않았습니다 "
        "→ region_aliases.csv에 '대전충남,daejeon_chungnam' 행을 더하십시오.",
    ),
    "a colour is too faint": Wrong(
        "새 모델 유형",
        "model_types",
        _set("climate", "model_type", "colour", "#e8d9a0"),
        "model_types.csv 8행: colour #e8d9a0은 바탕과의 대비가 1.4:1입니다 "
        "→ 3:1 이상인 색을 고르십시오.",
    ),
    "a colour is too close to another": Wrong(
        "새 모델 유형",
        "model_types",
        _set("climate", "model_type", "colour", "#0f7a60"),
        "model_types.csv 8행: colour #0f7a60은 #0f7b5f와 가려지지 않습니다(색각 이상 포함) "
        "→ 더 다른 색을 고르십시오.",
    ),
    "a colour is none": Wrong(
        "새 모델 유형",
        "model_types",
        _set("climate", "model_type", "colour_dark", "갈색"),
        "model_types.csv 8행: colour_dark 칸의 '갈색'은 색이 아닙니다 → #256ef4처럼 적으십시오.",
    ),
    "a symbol is another's": Wrong(
        "새 모델 유형",
        "model_types",
        _set("climate", "model_type", "symbol", "star"),
        "model_types.csv 8행: 표지 star는 이미 지역자율 선택형이 씁니다 → 다른 표지를 고르십시오.",
    ),
    "a member looks after their own province": Wrong(
        "위원의 위촉과 임기",
        "panel_members",
        _set("m15", "member", "home_region", "seoul"),
        "panel_assignments.csv 85행: m15 위원은 소속 지역 seoul을 맡을 수 없습니다 "
        "→ 다른 위원을 배정하십시오.",
    ),
}


def _spoilt(folder: Path, wrong: Wrong) -> Path:
    edited(folder, *dict.fromkeys([FIRST, wrong.chapter]))
    path = folder / f"{wrong.file}.csv"
    columns, rows = read(path)
    wrong.spoil(rows)
    write(path, columns, rows)
    return folder


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_edit_is_told_by_one_sentence(tmp_path: Path, wrong: str) -> None:
    sentence = WRONG[wrong].sentence
    with pytest.raises(BrokenReference) as broken:
        Vocabulary(_spoilt(tmp_path / "reference", WRONG[wrong]))
    assert [problem.say("ko") for problem in broken.value.problems] == [sentence]
    (english,) = (problem.say("en") for problem in broken.value.problems)
    where, _, rest = english.partition(": ")
    assert where.split()[0] == sentence.split()[0] and " → " in rest
    assert not any("가" <= letter <= "힣" for letter in rest.replace(_named(sentence), ""))


def _named(sentence: str) -> str:
    """Return the Korean name that a sentence is about, which English cannot avoid."""
    known = ("지역자율 선택형", "대전충남", "갈색")
    return next((name for name in known if name in sentence), "-")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_tells_all_that_is_wrong_and_ends_with_1(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONITOR_LANGUAGE", language)
    folder = tmp_path / "reference"
    _spoilt(folder, WRONG["a colour is too faint"])
    columns, rows = read(folder / "regions.csv")
    rows[0]["name_en"] = ""
    write(folder / "regions.csv", columns, rows)
    told = CliRunner().invoke(
        application, ["--store", str(tmp_path), "check-reference", str(folder)]
    )
    assert told.exit_code == 1
    heading, *lines = told.output.splitlines()
    assert len(lines) == 2 and "model_types.csv" in lines[1] and "regions.csv" in lines[0]
    assert heading == {
        "ko": "기준 자료에 고칠 곳이 있습니다.",
        "en": "The reference data need mending.",
    }[language]  # fmt: skip


def test_the_command_says_that_all_is_well(tmp_path: Path) -> None:
    told = CliRunner().invoke(
        application, ["--store", str(tmp_path), "check-reference", str(REFERENCE)]
    )
    assert (told.exit_code, "고칠 곳이 없습니다" in told.output) == (0, True)
