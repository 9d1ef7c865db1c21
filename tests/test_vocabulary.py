"""The reference files: loaded as they are, and every fault named with file, row and remedy."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.vocabulary import REFERENCE, Vocabulary
from monitor.wording import Refused

OFFICIAL_ORDER = [
    *("서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종"),
    *("경기", "강원", "충북", "충남", "전북", "전남", "경북", "경남", "제주"),
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """Return the project's own reference data."""
    return Vocabulary()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the reference files that may be spoilt."""
    shutil.copytree(REFERENCE, tmp_path / "reference")
    return tmp_path / "reference"


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def _set(file: str, row: int, column: str, value: str) -> Callable[[Path], None]:
    """Return a spoiling that writes one cell; rows are counted as a spreadsheet does."""

    def spoil(folder: Path) -> None:
        rows = _rows(folder / f"{file}.csv")
        rows[row - 1][rows[0].index(column)] = value
        with (folder / f"{file}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)

    return spoil


def _append(file: str, line: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        with (folder / f"{file}.csv").open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")

    return spoil


def _in_old_encoding(folder: Path) -> None:
    path = folder / "stages.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp949"))


LAST = "마지막 행"
FAULTS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a file is missing": (
        lambda folder: (folder / "stages.csv").unlink(), "stages.csv 0행", "백업에서"),
    "an id stands twice": (
        _append("data_kinds", "real,실제,Real"), "data_kinds.csv 4행", "하나만"),
    "two columns name a row twice": (
        _set("evaluation_criteria", 3, "criterion", "plan"), "evaluation_criteria.csv 3행",
        "하나만"),
    "a code is unknown": (
        _set("regions", 6, "region_16", "atlantis"), "regions.csv 6행", "region_16"),
    "one of many codes is unknown": (
        _set("municipalities", 2, "successors", "seoul_jung nowhere"), "municipalities.csv 2행",
        "확인하십시오"),
    "a code is blank": (
        _set("municipalities", 2, "region", ""), "municipalities.csv 2행", "regions.csv"),
    "a unit is unknown": (
        _set("indicators", 2, "unit", "dollar"), "indicators.csv 2행", "units.csv"),
    "a choice is none": (
        _set("indicators", 2, "direction", "up"), "indicators.csv 2행", "higher, lower, none"),
    "a type is unknown": (
        _set("indicators", 4, "model_types", "community party"), "indicators.csv 4행",
        "model_types.csv"),
    "a heading stands for no column": (
        _append("heading_aliases", "budget,spent,쓴 돈"), "heading_aliases.csv 마지막 행",
        "form_columns.csv"),
    "a sheet's name stands for no table": (
        _append("sheet_aliases", "돈,money"), "sheet_aliases.csv 마지막 행", "form_columns.csv"),
    "another name stands for no choice": (
        _append("choice_aliases", "stage,준비,preparation"), "choice_aliases.csv 마지막 행",
        "stages.csv"),
    "another name is of no list": (
        _append("choice_aliases", "colour,빨강,red"), "choice_aliases.csv 마지막 행",
        "form_columns.csv"),
    "a mark is of no kind": (
        _set("row_marks", 2, "kind", "sum"), "row_marks.csv 2행", "subtotal"),
    "a unit of money is worth nothing": (
        _set("money_units", 2, "factor", "천"), "money_units.csv 2행", "숫자만"),
    "criteria do not add up": (
        _set("evaluation_criteria", 2, "maximum_points", "29"), "evaluation_criteria.csv 7행",
        "100점"),
    "points are no number": (
        _set("evaluation_criteria", 2, "maximum_points", "서른"), "evaluation_criteria.csv 2행",
        "숫자만"),
    "a date is none": (
        _set("regions", 6, "valid_to", "2026. 6. 30."), "regions.csv 6행", "2026-07-01"),
    "a number is none": (
        _set("indicators", 5, "plausible_maximum", "많음"), "indicators.csv 5행", "숫자만"),
    "a row has a cell too many": (
        _append("data_kinds", "other,기타,Other,4"), "data_kinds.csv 4행", "쉼표"),
    "a row has a cell too few": (
        _append("data_kinds", "other,기타"), "data_kinds.csv 4행", "쉼표"),
    "a heading is gone": (
        _set("regions", 1, "region_17", "region_seventeen"), "regions.csv 1행", "1행의 제목"),
    "a file is in another encoding": (_in_old_encoding, "stages.csv 0행", "CSV UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_is_named_with_file_row_and_remedy(folder: Path, fault: str) -> None:
    spoil, place, remedy = FAULTS[fault]
    spoil(folder)
    if LAST in place:
        place = place.replace(LAST, f"{len(_rows(folder / place.split()[0]))}행")
    with pytest.raises(Refused) as refusal:
        Vocabulary(folder)
    (line,) = [line for line in str(refusal.value).splitlines() if line.startswith(place)]
    where, arrow, what_to_do = line.partition(" → ")
    assert where.startswith(f"{place}: ") and arrow
    assert remedy in what_to_do


def test_all_faults_of_a_kind_are_named_at_once(folder: Path) -> None:
    _set("indicators", 2, "unit", "dollar")(folder)
    _set("indicators", 3, "level", "dream")(folder)
    _set("evaluation_criteria", 2, "maximum_points", "1")(folder)
    with pytest.raises(Refused) as refusal:
        Vocabulary(folder)
    lines = str(refusal.value).splitlines()[1:]
    assert [line.split(":")[0] for line in lines] == [
        "indicators.csv 2행",
        "indicators.csv 3행",
        "evaluation_criteria.csv 7행",
    ]


def test_a_file_saved_by_a_spreadsheet_loads_with_its_mark(folder: Path) -> None:
    path = folder / "stages.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert Vocabulary(folder).rows("stages")[0]["stage"] == "plan"


# ── what the project's own files say ─────────────────────────────────────────────────────────────


def test_the_bases_have_17_and_16_units_in_the_official_order(vocabulary: Vocabulary) -> None:
    assert [unit.short_ko for unit in vocabulary.units_of(17)] == OFFICIAL_ORDER
    merged = [name for name in OFFICIAL_ORDER if name != "전남"]
    merged[merged.index("광주")] = "전남광주"
    assert [unit.short_ko for unit in vocabulary.units_of(16)] == merged


def test_gwangju_and_jeonnam_ended_the_day_before_their_union_began(
    vocabulary: Vocabulary,
) -> None:
    regions = vocabulary.regions
    for part in (regions["gwangju"], regions["jeonnam"]):
        assert part.valid_to == dt.date(2026, 6, 30)
        assert part.region_17 == vocabulary.unit_of(17, part.region) == part.region
        assert vocabulary.unit_of(16, part.region) == "jeonnam_gwangju"
    union = regions["jeonnam_gwangju"]
    assert (union.valid_from, union.valid_to) == (dt.date(2026, 7, 1), None)
    assert (union.administrative_code, union.region_17) == ("12", "")


@pytest.mark.parametrize(
    ("former", "present", "day"),
    [
        ("gangwon_do", "gangwon", dt.date(2023, 6, 11)),
        ("jeollabuk_do", "jeonbuk", dt.date(2024, 1, 18)),
    ],
)
def test_a_renamed_province_stands_for_itself(
    vocabulary: Vocabulary, former: str, present: str, day: dt.date
) -> None:
    before, after = vocabulary.regions[former], vocabulary.regions[present]
    assert (before.valid_to, after.valid_from) == (day - dt.timedelta(days=1), day)
    assert {vocabulary.unit_of(basis, former) for basis in vocabulary.bases} == {present}
    assert before.administrative_code != after.administrative_code


@pytest.mark.parametrize(
    ("code", "administrative", "statistics"),
    [
        ("26", "부산", "울산"),
        ("29", "광주", "세종"),
        ("31", "울산", "경기"),
        ("36", "세종", "전남"),
    ],
)
def test_codes_of_two_systems_collide_and_stay_apart(
    vocabulary: Vocabulary, code: str, administrative: str, statistics: str
) -> None:
    units = vocabulary.units_of(17)
    assert [u.short_ko for u in units if u.administrative_code == code] == [administrative]
    assert [u.short_ko for u in units if u.statistics_code == code] == [statistics]


def test_50_is_jeju_in_one_system_and_sejong_in_another(vocabulary: Vocabulary) -> None:
    units = vocabulary.units_of(17)
    assert [u.short_ko for u in units if u.administrative_code == "50"] == ["제주"]
    assert [u.short_ko for u in units if u.iso_3166_2 == "KR-50"] == ["세종"]


def test_a_rate_changes_in_points_and_a_sum_in_percent(vocabulary: Vocabulary) -> None:
    indicators = vocabulary.indicators
    assert indicators["satisfaction"].is_rate and indicators["own_income_rate"].is_rate
    assert not indicators["jobs"].is_rate


def test_an_indicator_applies_to_its_types_only(vocabulary: Vocabulary) -> None:
    waiting = vocabulary.indicators["waiting_days"]
    assert waiting.direction == "lower"
    assert waiting.applies_to("public_service") and not waiting.applies_to("community")
    assert vocabulary.indicators["jobs"].applies_to("community")


def test_a_blank_cell_is_missing_in_a_frame_and_empty_in_a_row(vocabulary: Vocabulary) -> None:
    assert vocabulary.frame("regions")["valid_to"].isna().sum() == 16
    assert vocabulary.rows("regions")[0]["valid_to"] == ""


def test_every_file_of_the_folder_is_read(vocabulary: Vocabulary) -> None:
    assert {f"{name}.csv" for name in vocabulary.files} == {
        path.name for path in REFERENCE.glob("*.csv")
    }


def test_a_setting_is_found_by_its_name(vocabulary: Vocabulary) -> None:
    assert vocabulary.setting("reporting_deadline_days") == "30"
