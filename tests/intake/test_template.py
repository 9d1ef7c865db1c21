"""The template: what it makes, intake reads back; filled in, its numbers arrive as typed."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from monitor.intake.submit import submit
from monitor.intake.template import template
from monitor.store import Ledger, Store, decide
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.intake.books import (
    BUDGET,
    COVER,
    OBSERVATION,
    OWN,
    PROJECT,
    STAGE,
    TARGET,
    checked,
    sample,
    saved,
    vocabulary,
)
from tests.making import project, send

TODAY = dt.date(2027, 4, 5)
SENT = (
    "2026Q2_gwangju",
    "2026Q2_jeonnam",
    "2026Q4_jeonnam_gwangju",
    "2026Q4_gyeonggi",
    "2027Q1_seoul",
)
TABLES = (PROJECT, STAGE, BUDGET, TARGET, OBSERVATION, OWN)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Give a ledger in which a few provinces' workbooks were accepted; tests only read it."""
    kept = Store(tmp_path_factory.mktemp("template"), LOCAL).ledger
    with kept.kept_open():
        for name in SENT:
            receipt = submit(
                kept, sample(f"{name}.xlsx"), name, submitter="tester", vocabulary=vocabulary()
            )
            decide(kept, receipt.submission, "accepted", by="tester", note="맞음")
    with kept.kept_open(read_only=True):
        yield kept


def _made(
    ledger: Ledger,
    region: str = "gyeonggi",
    year: int = 2027,
    quarter: int = 1,
    day: dt.date = TODAY,
) -> bytes:
    return template(ledger, vocabulary(), region=region, year=year, quarter=quarter, today=day)


@cache
def _given(ledger: Ledger, region: str = "gyeonggi", **asked: Any) -> bytes:
    """Return the template of a ledger that nobody writes to, made once."""
    return _made(ledger, region, **asked)


def _book(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def _headings(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[1] if cell.value}


def _rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """Return the prepared rows by heading."""
    names = _headings(sheet)
    rows = [{name: row[at - 1].value for name, at in names.items()} for row in sheet.iter_rows(2)]
    return [row for row in rows if row["사업번호"]]


def _stored(ledger: Ledger, query: str) -> list[tuple[Any, ...]]:
    with ledger.reading() as connection:
        return connection.execute(query).fetchall()


# ── what stands in it ──


@pytest.mark.parametrize(
    ("region", "quarter"), [("gyeonggi", 1), ("jeonnam_gwangju", 1), ("seoul", 2)]
)
def test_untouched_it_reads_back_without_a_finding(
    ledger: Ledger, region: str, quarter: int
) -> None:
    made = _given(ledger, region, quarter=quarter, day=dt.date(2027, 7, 5))
    result = checked(made, ledger=ledger)
    assert (result.findings, result.normalised) == ((), ())
    assert result.is_untouched


def test_projects_stages_and_own_indicators_stand_there_as_last_accepted(ledger: Ledger) -> None:
    made, sent = checked(_given(ledger)), checked(sample("2026Q4_gyeonggi.xlsx"))
    for table in ("project", "stage", "own_indicator"):
        assert made.tables[table].equals(sent.tables[table]), table


def test_the_cover_says_province_period_office_version_and_kind_of_data(ledger: Ledger) -> None:
    cover = checked(_given(ledger)).cover
    sent = checked(sample("2026Q4_gyeonggi.xlsx")).cover
    assert (cover["region"], cover["year"], cover["quarter"]) == ("gyeonggi", 2027, 1)
    assert cover["submitted_on"] == TODAY
    assert cover["office"] == sent["office"]
    assert cover["form_version"] == vocabulary().setting("form_version")
    assert cover["data_kind"] == "demonstration"
    assert cover["submission_kind"] == "regular"


def test_made_up_data_are_marked_on_every_page_and_real_ones_are_not(
    ledger: Ledger, store: Store
) -> None:
    marked, plain = _book(_given(ledger)), _book(_made(store.ledger))
    mark = "시연용 가상 자료"
    assert all(mark in str(sheet.oddHeader.right.text) for sheet in marked if sheet.title in TABLES)
    assert not any(mark in str(sheet.oddHeader.right.text) for sheet in plain)
    assert checked(_made(store.ledger)).cover["data_kind"] == "real"


def test_while_the_period_lasts_the_day_of_submission_is_the_first_after_it(
    ledger: Ledger,
) -> None:
    cover = checked(_given(ledger, day=dt.date(2027, 2, 5))).cover
    assert cover["submitted_on"] == dt.date(2027, 4, 1)


def test_the_merged_province_gets_the_projects_of_both(ledger: Ledger) -> None:
    made = checked(_given(ledger, "jeonnam_gwangju"))
    rows = made.tables["project"]
    assert set(rows["region"]) == {"gwangju", "jeonnam"}
    assert set(rows["reported_region"]) == {"jeonnam_gwangju"}
    known = "select project from current_project where region in ('gwangju', 'jeonnam')"
    assert sorted(rows["project"]) == sorted(row[0] for row in _stored(ledger, known))


def test_a_province_before_the_merger_gets_its_own_only(ledger: Ledger) -> None:
    rows = checked(_given(ledger, "gwangju", year=2026, quarter=2)).tables["project"]
    assert set(rows["region"]) == {"gwangju"}
    assert len(rows) > 0


def test_money_has_a_row_a_running_project_and_source_of_funds(ledger: Ledger) -> None:
    rows = _rows(_book(_given(ledger))[BUDGET])
    projects = [row[0] for row in _stored(
        ledger, "select project from current_project where region = 'gyeonggi' order by 1"
    )]  # fmt: skip
    assert [(row["사업번호"], row["재원"]) for row in rows] == [
        (name, source) for name in projects for source in ("국비", "지방비", "자부담")
    ]
    assert {(row["연도"], row["분기"]) for row in rows} == {(2027, 1)}
    assert all(row["배정액(원)"] is row["교부액(원)"] is row["집행액(원)"] is None for row in rows)


def test_the_quarter_before_stands_beside_it_as_the_ledger_has_it(ledger: Ledger) -> None:
    book = _book(_given(ledger))
    sources = {"national": "국비", "local": "지방비", "own": "자부담"}
    for name, source, *money in _stored(
        ledger,
        "select project, funding_source, allocated, granted, executed from current_budget "
        "where year = 2026 and quarter = 4 and project like '%GYG%'",
    ):
        row = next(
            row for row in _rows(book[BUDGET])
            if (row["사업번호"], row["재원"]) == (name, sources[source])
        )  # fmt: skip
        told = [
            row[f"2026년 4분기 {heading}(원) (참고)"] for heading in ("배정액", "교부액", "집행액")
        ]
        assert told == money


def test_last_values_of_indicators_are_the_ledgers(ledger: Ledger) -> None:
    told = {
        (row["사업번호"], row["지표"]): row["2026년 4분기 실적 (참고)"]
        for row in _rows(_book(_given(ledger))[OBSERVATION])
    }
    compared = 0
    for name, indicator, value, numerator, denominator, absence in _stored(
        ledger,
        "select project, indicator, value, numerator, denominator, absence "
        "from current_observation where year = 2026 and quarter = 4 and project like '%GYG%'",
    ):
        known = vocabulary().indicators[indicator]
        shown = told[name, known.name_ko]
        if absence:
            assert shown in {"미집계", "해당없음", "비공개"}
        elif known.across_projects == "ratio":
            assert shown == f"{numerator:,.15g} / {denominator:,.15g}"
        elif known.across_projects == "weighted_mean":
            assert str(shown).startswith(f"{value:,.15g} (")
            assert str(shown).endswith(f" {denominator:,.15g})")
        else:
            assert shown == value
        compared += 1
    assert compared == 33


def test_targets_stand_there_as_last_reported(ledger: Ledger) -> None:
    rows = checked(_given(ledger, "seoul", quarter=2, day=dt.date(2027, 7, 5))).tables["target"]
    found = {
        (row["project"], row["indicator"]): [
            row[part] for part in ("value", "numerator", "denominator")
        ]
        for row in rows.astype(object).where(rows.notna(), None).to_dict("records")
    }
    sent = _stored(
        ledger,
        "select project, indicator, value, numerator, denominator from current_target "
        "where year = 2027 and project like '%SEO%'",
    )
    assert len(sent) > 10
    for name, indicator, *parts in sent:
        assert found[name, indicator] == parts


def test_each_project_is_asked_for_the_indicators_of_its_type_and_no_computed_one(
    ledger: Ledger,
) -> None:
    asked: dict[str, list[str]] = {}
    for row in _rows(_book(_given(ledger, "jeonnam_gwangju"))[OBSERVATION]):
        asked.setdefault(row["사업번호"], []).append(row["지표"])
    own = _stored(ledger, "select project, indicator from current_own_indicator")
    for name, model_type in _stored(
        ledger,
        "select project, model_type from current_project where region in ('gwangju', 'jeonnam')",
    ):
        expected = [
            indicator.name_ko
            for indicator in vocabulary().indicators.values()
            if indicator.source_rule == "reported"
            and indicator.applies_to(model_type)
            and (indicator.across_projects != "none" or (name, indicator.indicator) in own)
        ]
        assert asked[name] == expected


def test_money_among_the_indicators_is_asked_for_in_won(ledger: Ledger) -> None:
    units = {row["지표"]: row["단위 (참고)"] for row in _rows(_book(_given(ledger))[OBSERVATION])}
    assert units["참여조직 매출"] == "원"
    assert units["신규 일자리"] == "명"


def test_a_project_that_stopped_before_the_period_is_asked_for_nothing(store: Store) -> None:
    send(
        store.ledger, "seoul", "2026Q4", received="2027-01-20",
        project=[
            project("A", "seoul", "seoul_jongno", "community", 2026),
            project("B", "seoul", "seoul_jongno", "community", 2026, "2026-11-30"),
        ],
    )  # fmt: skip
    book = _book(_made(store.ledger, "seoul"))
    assert [row["사업번호"] for row in _rows(book[PROJECT])] == ["A", "B"]
    assert {row["사업번호"] for row in _rows(book[BUDGET])} == {"A"}
    assert {row["사업번호"] for row in _rows(book[OBSERVATION])} == {"A"}


def test_what_was_only_sent_or_returned_does_not_count(store: Store) -> None:
    send(
        store.ledger, "seoul", "2026Q4", received="2027-01-20", outcome="returned",
        project=[project("A", "seoul", "seoul_jongno", "community", 2026)],
    )  # fmt: skip
    assert _rows(_book(_made(store.ledger, "seoul"))[PROJECT]) == []


def test_a_municipality_that_was_divided_is_left_to_choose_and_one_renamed_is_renamed(
    store: Store,
) -> None:
    send(
        store.ledger, "incheon", "2026Q2", received="2026-07-10",
        project=[
            project("A", "incheon", "incheon_dong", "community", 2026),
            project("B", "incheon", "incheon_seo", "community", 2026),
        ],
    )  # fmt: skip
    sheet = _book(_made(store.ledger, "incheon", 2026, 3, dt.date(2026, 10, 5)))[PROJECT]
    assert [row["시·군·구"] for row in _rows(sheet)] == ["제물포구", None]


def test_a_province_without_projects_gets_empty_tables_and_is_asked_for_its_office(
    store: Store,
) -> None:
    content = _made(store.ledger, "jeju")
    book = _book(content)
    for name in TABLES:
        sheet = book[name]
        assert _rows(sheet) == []
        assert sheet.max_row == 21
        assert all(cell.border.left.style for cell in sheet[21])
    findings = checked(content).findings
    assert [(finding.code, finding.sheet, finding.field) for finding in findings] == [
        ("required", COVER, "작성 부서")
    ]


# ── filled in ──


LINKAGE = "연계 사업"
MONEY = (90_000_000, 60_000_000, 12_345_678)
LINKED = (21_000_000,)
ACTUALS = {"ratio": (None, 2, 9, None), "weighted_mean": (71.5, None, 40, None)}
GOALS = {"ratio": (None, 8, 10), "weighted_mean": (80, None, 100)}
Typed = dict[tuple[str, ...], tuple[Any, ...]]


def _type(row: tuple[Any, ...], first: int, values: tuple[Any, ...]) -> None:
    for cell, value in zip(row[first : first + len(values)], values, strict=True):
        cell.value = value


def _filled(content: bytes) -> tuple[bytes, Typed]:
    """Fill a template in as an officer would; also return what was typed, by key."""
    book, typed = _book(content), {}
    kinds = {row.name_ko: row.across_projects for row in vocabulary().indicators.values()}
    prepared = {
        name: [row for row in book[name].iter_rows(2) if row[0].value]
        for name in (BUDGET, TARGET, OBSERVATION, LINKAGE)
    }
    for row in prepared[BUDGET]:
        _type(row, 4, MONEY)
        typed[BUDGET, row[0].value, row[3].value] = MONEY
    for row in prepared[LINKAGE]:
        _type(row, 5, LINKED)
        typed[LINKAGE, row[0].value, row[1].value] = LINKED
    for row in prepared[TARGET]:
        _type(row, 3, GOALS.get(kinds[row[1].value], (30, None, None)))
    last = _headings(book[OBSERVATION])["2026년 4분기 실적 (참고)"] - 1
    for number, row in enumerate(prepared[OBSERVATION]):
        before = row[last].value if isinstance(row[last].value, int | float) else 3
        actual = ACTUALS.get(kinds[row[1].value], (before, None, None, None))
        parts = actual if number % 7 else (None, None, None, "미집계")
        _type(row, 4, parts)
        typed[OBSERVATION, row[0].value, row[1].value] = parts
    return saved(book), typed


@pytest.mark.parametrize("region", ["gyeonggi", "jeonnam_gwangju"])
def test_filled_in_it_passes_and_the_numbers_arrive_as_typed(ledger: Ledger, region: str) -> None:
    content, typed = _filled(_given(ledger, region))
    result = checked(content, ledger=ledger)
    assert result.findings == ()
    names = {row.indicator: row.name_ko for row in vocabulary().indicators.values()}
    sources = {"national": "국비", "local": "지방비", "own": "자부담"}
    absences = {"not_collected": "미집계"}
    arrived: Typed = {}
    tables = {
        name: table.astype(object).where(table.notna(), None).to_dict("records")
        for name, table in result.tables.items()
    }
    for row in tables["budget"]:
        key = (BUDGET, row["project"], sources[row["funding_source"]])
        arrived[key] = (row["allocated"], row["granted"], row["executed"])
    for row in tables["linkage"]:
        arrived[LINKAGE, row["project"], row["policy"]] = (row["linked_money"],)
    for row in tables["observation"]:
        parts = [row["value"], row["numerator"], row["denominator"], absences.get(row["absence"])]
        arrived[OBSERVATION, row["project"], names[row["indicator"]]] = tuple(parts)
    assert arrived == typed


# ── how it is made ──


def test_every_choice_has_a_drop_down_on_every_row(ledger: Ledger) -> None:
    book = _book(_given(ledger))
    choices = {
        (row["sheet_ko"], row["label_ko"])
        for row in vocabulary().rows("form_columns")
        if row["kind"] in {"choice", "municipality"} and row["table"] != "cover"
    }
    for name, label in choices:
        sheet = book[name]
        column = _headings(sheet)[label]
        rules = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
        for row in (2, sheet.max_row):
            cell = sheet.cell(row, column).coordinate
            assert any(cell in rule.sqref for rule in rules), (name, label)


def test_a_drop_down_offers_the_labels_of_the_reference_data(ledger: Ledger) -> None:
    book = _book(_given(ledger))
    lists = book["목록"]
    assert lists.sheet_state == "hidden"
    columns = {
        column[0]: [value for value in column[1:] if value]
        for column in lists.iter_cols(values_only=True)
    }
    assert columns["funding_source"] == ["국비", "지방비", "자부담"]
    assert columns["absence"] == ["미집계", "해당없음", "비공개"]
    assert columns["region"] == ["경기도"]
    assert "수원시" in columns["municipality"] and "종로구" not in columns["municipality"]
    assert "국비 집행액" not in columns["indicator"]
    assert columns["own_indicator"] == [f"자율지표 {number}" for number in range(1, 6)]
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            assert rule.showErrorMessage and rule.error and rule.errorTitle
            if rule.type == "list":
                source = str(rule.formula1)
                assert source.startswith(("'목록'!", "목록!", "'사업'!", "사업!")), source


def test_an_indicators_value_is_held_to_its_own_range(ledger: Ledger) -> None:
    sheet = _book(_given(ledger))[OBSERVATION]
    row = next(row[0].row for row in sheet.iter_rows(2) if row[1].value == "신규 일자리")
    rules = [rule for rule in sheet.data_validations.dataValidation if f"E{row}" in rule.sqref]
    assert [(rule.type, rule.formula1, rule.formula2) for rule in rules] == [
        ("decimal", "0", "500")
    ]
    assert "500" in str(rules[0].error)


def test_headings_and_reference_are_locked_and_what_is_filled_in_is_not(ledger: Ledger) -> None:
    book = _book(_given(ledger))
    for name in TABLES:
        sheet = book[name]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert not sheet.protection.formatColumns and not sheet.protection.insertRows
        for heading, column in _headings(sheet).items():
            assert sheet.cell(1, column).protection.locked
            is_reference = heading.endswith("(참고)")
            for row in (2, sheet.max_row):
                assert sheet.cell(row, column).protection.locked == is_reference, (name, heading)


def test_rows_with_reference_beside_them_cannot_be_torn_apart_by_sorting(ledger: Ledger) -> None:
    book = _book(_given(ledger))
    assert not book[PROJECT].protection.sort  # False: allowed
    assert book[OBSERVATION].protection.sort


def test_every_heading_tells_what_it_means_and_an_indicator_how_it_is_counted(
    ledger: Ledger,
) -> None:
    book = _book(_given(ledger))
    for row in vocabulary().rows("form_columns"):
        if row["table"] != "cover":
            sheet = book[row["sheet_ko"]]
            note = sheet.cell(1, _headings(sheet)[row["label_ko"]]).comment
            assert note is not None and row["definition_ko"] in note.text
    sheet = book[OBSERVATION]
    cell = next(row[1] for row in sheet.iter_rows(2) if row[1].value == "자체수입 비율")
    assert cell.comment is not None
    for said in ("총수입 가운데", "단위: %", "분자: 자체수입(원)", "분모: 총수입(원)"):
        assert said in cell.comment.text


def test_headings_stay_in_sight_and_on_every_printed_page(ledger: Ledger) -> None:
    book = _book(_given(ledger))
    for name in TABLES:
        sheet = book[name]
        assert sheet.freeze_panes and sheet.freeze_panes.endswith("2")
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToHeight, sheet.page_setup.paperSize) == (0, 9)
        assert "&P" in str(sheet.oddFooter.right.text)


def test_the_guide_is_short_and_says_version_absences_and_deadline(ledger: Ledger) -> None:
    book = _book(_given(ledger))
    sheet = book["작성 요령"]
    assert book.sheetnames[0] == "작성 요령"
    said = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    for part in ("2026-1", "미집계", "해당없음", "비공개", "2027. 4. 30.", "원"):
        assert part in said
    assert len([row for row in sheet.iter_rows(4) if row[0].value]) <= 24


def test_there_is_no_formula_and_nothing_outside_in_it(ledger: Ledger) -> None:
    content = _given(ledger)
    for sheet in _book(content):
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert not any("external" in name.lower() for name in names)
        for name in names:
            assert b'TargetMode="External"' not in archive.read(name)


def test_the_same_ledger_and_day_give_the_same_bytes(ledger: Ledger) -> None:
    assert _made(ledger) == _made(ledger)
    assert _made(ledger) != _made(ledger, day=dt.date(2027, 4, 6))


def test_a_name_that_looks_like_a_formula_is_written_as_text(store: Store) -> None:
    names = ("=1+1", "+82", "-사업", "@SUM(A1)", '=HYPERLINK("http://x")')
    rows = [
        project(f"P{number}", "seoul", "seoul_jongno", "community", 2026)
        for number, _ in enumerate(names)
    ]
    send(
        store.ledger, "seoul", "2026Q4", received="2027-01-20",
        project=[(row[0], name, *row[2:]) for row, name in zip(rows, names, strict=True)],
    )  # fmt: skip
    content = _made(store.ledger, "seoul")
    sheet = _book(content)[PROJECT]
    cells = [sheet[f"B{row}"] for row in range(2, 2 + len(names))]
    assert [(cell.value, cell.data_type) for cell in cells] == [(name, "s") for name in names]
    # An older ledger may hold such names; from now on they are to be mended.
    found = {(f.code, f.cell) for f in checked(content).findings}
    assert {("formula_text", cell.coordinate) for cell in cells} <= found


# ── what is refused ──


@pytest.mark.parametrize(
    ("region", "year", "quarter", "said"),
    [
        ("아틀란티스", 2027, 1, r"시·도 아틀란티스가 없습니다.*서울"),
        ("gwangju", 2026, 3, r"2026년 3분기에는 광주광역시가 없습니다\. 전남광주통합특별시로"),
        ("jeonnam", 2027, 1, r"전라남도가 없습니다\. 전남광주통합특별시로"),
        ("jeonnam_gwangju", 2026, 2, r"2026\. 7\. 1\.부터"),
        ("gangwon_do", 2026, 1, r"강원도가 없습니다\. 강원특별자치도로"),
        ("seoul", 2025, 4, r"2025년 4분기는 서식의 기간이 아닙니다"),
        ("seoul", 2041, 1, r"2040년 4분기까지"),
        ("seoul", 2027, 0, r"서식의 기간이 아닙니다"),
        ("seoul", 2027, 5, r"서식의 기간이 아닙니다"),
    ],
)
def test_what_cannot_be_made_is_refused_with_the_way_out(
    ledger: Ledger, region: str, year: int, quarter: int, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        _made(ledger, region, year, quarter)
