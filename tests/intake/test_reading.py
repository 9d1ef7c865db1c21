"""Whatever format a file is of, its cells arrive as they stand, where the sender sees them."""

from __future__ import annotations

import ast
import codecs
import datetime as dt
import io
import os
import signal
import string
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from monitor.intake.reading import MAXIMUM_BYTES, read_file
from monitor.intake.reading_pool import Pool, pool
from monitor.intake.reading_worker.headings import sheet_named, unit_note
from monitor.intake.received import Sheet, cell_name, shown_name
from monitor.vocabulary import ROOT
from monitor.wording import Refused
from tests.examples import examples
from tests.hostile.books import ods, ods_parts, ods_text, xls, xlsx, xlsx_parts, zipped
from tests.intake.books import sample, saved

TABLE = [["사업번호", "값"], ["2026-GYG-01", "1,234"], ["2026-GYG-02", "△5"]]
FORM = ("표지", "사업", "추진 단계", "예산", "목표", "실적", "자율지표")


def only(content: bytes, name: str = "실적.csv") -> Sheet:
    """Read a file of one sheet."""
    (sheet,) = read_file(content, name).sheets
    return sheet


def book(edit: Callable[[Workbook], object]) -> bytes:
    """Make a workbook of one sheet 실적."""
    made = Workbook()
    made.worksheets[0].title = "실적"
    edit(made)
    return saved(made)


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────


def test_the_content_decides_the_format_and_not_the_name() -> None:
    kinds = {
        "xlsx": sample(),
        "xlsm": zipped(xlsx_parts() | {"xl/vbaProject.bin": b"macro"}),
        "xls": xls(["a"]),
        "ods": ods(f"<table:table-row>{ods_text('a')}</table:table-row>"),
        "csv": "사업번호,값\n".encode("cp949"),
    }
    assert {kind: read_file(content, "보고.pdf").kind for kind, content in kinds.items()} == {
        kind: kind for kind in kinds
    }


def test_macros_are_reported() -> None:
    assert read_file(zipped(xlsx_parts() | {"xl/vbaProject.bin": b""}), "a.xlsm").has_macros
    assert not read_file(sample(), "a.xlsm").has_macros


def test_rows_begin_at_the_first_cell_and_end_with_the_last_that_is_filled() -> None:
    def edit(made: Workbook) -> None:
        made["실적"]["B3"] = 0
        made["실적"]["D9"].number_format = "0.00"
        made["실적"]["C4"] = ""

    assert only(book(edit)).rows == [["", ""], ["", ""], ["", 0]]


def test_values_keep_their_types() -> None:
    values = ["글", 1.5, True, dt.date(2027, 3, 31), dt.datetime(2027, 3, 31, 9, 30)]
    assert only(book(lambda made: made["실적"].append(values))).rows == [values]


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "-1+2", "=cmd|'/c calc'!A0"])
def test_a_text_that_looks_like_a_formula_is_a_text(text: str) -> None:
    def edit(made: Workbook) -> None:
        made["실적"]["A1"] = text
        made["실적"]["A1"].data_type = "s"

    assert only(book(edit)).rows == [[text]]
    assert only(f"{text};나\n".encode()).rows == [[text, "나"]]


def test_hidden_sheets_rows_and_columns_are_reported() -> None:
    def edit(made: Workbook) -> None:
        for row in range(1, 6):
            made["실적"].append([row, row, row, row])
        made["실적"].row_dimensions[3].hidden = True
        made["실적"].row_dimensions[9].hidden = True  # nothing stands there
        made["실적"].column_dimensions["B"].hidden = True
        made["실적"].column_dimensions["Z"].hidden = True
        made.create_sheet("예산").sheet_state = "hidden"
        made.create_sheet("목표").sheet_state = "veryHidden"

    read = read_file(book(edit), "a.xlsx")
    assert [sheet.hidden for sheet in read.sheets] == [False, True, True]
    assert read.sheets[0].hidden_rows == {3} and read.sheets[0].hidden_columns == {2}


def test_merged_cells_are_reported_within_what_is_used() -> None:
    def edit(made: Workbook) -> None:
        made["실적"]["A1"], made["실적"]["B3"] = "제목", 1
        made["실적"].merge_cells("A1:F1")
        made["실적"].merge_cells("A2:A3")
        made["실적"].merge_cells("D8:E9")

    assert set(only(book(edit)).merged) == {(1, 1, 1, 2), (2, 1, 3, 1)}


def test_a_formula_without_a_saved_value_is_reported_and_one_with_it_is_not() -> None:
    saved_value = '<c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="str"><f>""</f><v></v></c>'
    shared = '<c r="D1"><f t="shared" si="0"/></c><c s="1" r="E1"><f>A1</f><v/></c>'
    row = f'<row r="1"><c r="A1"><v>1</v></c>{saved_value}{shared}</row>'
    assert only(xlsx(row)).unvalued == {"D1", "E1"}

    def edit(made: Workbook) -> None:
        made["실적"]["A1"], made["실적"]["B2"] = 1, "=A1*2"
        made["실적"]["C3"] = ArrayFormula("C3:C4", "=A1:A2")

    sheet = only(book(edit))
    assert sheet.unvalued == {"B2", "C3"}
    assert [len(row) for row in sheet.rows] == [3, 3, 3]  # where something should stand


def test_an_error_of_a_formula_is_seen_and_not_taken_for_a_blank() -> None:
    row = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1" s="0" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    last = '<row r="2"><c r="B2" t="e"><v>#N/A</v></c></row>'
    assert only(xlsx(row + last)).rows == [[1, "", "#DIV/0!"], ["", "#N/A", ""]]
    cell = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        "</table:table-cell>"
    )
    content = ods_parts(
        f'<table:table table:name="실적" xmlns:calcext="c"><table:table-row>{ods_text("가")}{cell}'
        "</table:table-row></table:table>"
    )
    assert only(zipped(content)).rows == [["가", "#DIV/0!"]]


def test_a_value_on_the_next_line_is_a_value() -> None:
    assert only(xlsx('<row r="1"><c r="A1"><f>1+1</f>\n <v>2</v>\n</c></row>')).unvalued == set()


def test_cells_shown_as_percentages_are_reported() -> None:
    def edit(made: Workbook) -> None:
        for cell, shape in {"A1": "0.0%", "B1": "0%", "C1": '0"%"', "A2": "General"}.items():
            made["실적"][cell] = 0.123
            made["실적"][cell].number_format = shape
        made["실적"]["D7"].number_format = "0%"  # nothing stands there

    assert only(book(edit)).percents == {(1, 1), (1, 2)}


def test_links_to_other_books_are_reported_by_name() -> None:
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x" TargetMode="External" '
        'Target="file:///C:\\%EC%98%88%EC%82%B0\\총괄.xlsx"/></Relationships>'
    )
    parts = {
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": link,
    }
    assert read_file(zipped(xlsx_parts() | parts), "a.xlsx").external_links == ("총괄.xlsx",)
    assert read_file(sample(), "a.xlsx").external_links == ()


def test_elements_with_a_prefix_are_marked_all_the_same() -> None:
    xml = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:cols><x:col min="2" max="2" hidden="1"/></x:cols><x:sheetData>'
        "<x:row r='1' hidden='true'><x:c r='A1'><x:f>1</x:f></x:c><x:c r='B1'><x:v>1</x:v></x:c>"
        "</x:row></x:sheetData></x:worksheet>"
    )
    sheet = only(zipped(xlsx_parts([("실적", xml)])))
    assert (sheet.rows, sheet.unvalued) == ([["", 1]], {"A1"})
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {2})


def test_the_marks_of_an_old_xls_are_reported() -> None:
    import xlwt

    made = xlwt.Workbook()
    percent, text = xlwt.easyxf(num_format_str="0.0%"), xlwt.easyxf(num_format_str='0"%"')
    built_in = xlwt.easyxf(num_format_str="0%")
    made.add_sheet("표지").write(0, 0, "가")
    sheet = made.add_sheet("실적")
    for column, style in enumerate((percent, text, built_in, percent)):
        sheet.write(0, column, 0.123 + column, style)
    for column in range(3):
        sheet.write(1, column, column, percent)  # whole numbers share one record
    sheet.row(2).set_cell_error(1, "#DIV/0!")
    sheet.write(3, 0, "끝")
    sheet.row(1).hidden = True
    sheet.col(2).hidden = True
    stream = io.BytesIO()
    made.save(stream)
    first, second = read_file(stream.getvalue(), "a.xls").sheets
    assert (first.percents, first.hidden_rows, first.hidden_columns) == (set(), set(), set())
    assert second.percents == {(1, 1), (1, 3), (1, 4), (2, 1), (2, 2), (2, 3)}
    assert (second.hidden_rows, second.hidden_columns) == ({2}, {3})
    assert second.rows[2] == ["", "#DIV/0!", "", ""]


def test_an_old_xls_is_read_with_its_hidden_sheets_and_merged_cells() -> None:
    import xlwt

    made = xlwt.Workbook()
    first, second = made.add_sheet("실적"), made.add_sheet("예산")
    first.write_merge(0, 0, 0, 1, "제목")
    first.write(1, 1, 2.5)
    second.visibility = 1
    stream = io.BytesIO()
    made.save(stream)
    sheets = read_file(stream.getvalue(), "a.xls").sheets
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("실적", False), ("예산", True)]
    assert (sheets[0].rows, sheets[0].merged) == ([["제목", ""], ["", 2.5]], ((1, 1, 1, 2),))


def test_an_ods_is_read_with_all_its_marks() -> None:
    wide, twice = 'table:number-columns-spanned="2"', 'table:number-columns-repeated="2"'
    percent = f'<table:table-cell office:value-type="percentage" office:value="0.5" {twice}/>'
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{ods_text('제목', wide)}"
        "<table:covered-table-cell/></table:table-row>"
        '<table:table-row table:number-rows-repeated="2" table:visibility="filter">'
        f"{percent}</table:table-row>"
        '<table:table-row><table:table-cell table:formula="of:=1+1"/>'
        "<table:table-cell table:formula=\"of:='file:///x/%EA%B0%80.ods'#$A.A1\" "
        'office:value-type="float" office:value="3"/></table:table-row>'
    )
    read = read_file(ods(rows), "a.ods")
    sheet = read.sheets[0]
    assert sheet.rows == [["제목", ""], [0.5, 0.5], [0.5, 0.5], ["", 3]]
    assert sheet.merged == ((1, 1, 1, 2),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2, 3}, {2})
    assert (sheet.unvalued, sheet.percents) == ({"A4"}, {(2, 1), (2, 2), (3, 1), (3, 2)})
    assert read.external_links == ("가.ods",)


def test_a_hidden_sheet_of_an_ods_is_reported() -> None:
    parts = ods_parts(
        f'<table:table table:name="실적" table:style-name="ta1"><table:table-row>{ods_text("가")}'
        "</table:table-row></table:table>"
    )
    style = (
        '<office:automatic-styles><style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    parts["content.xml"] = str(parts["content.xml"]).replace(
        "<office:body>", f"{style}<office:body>"
    )
    assert only(zipped(parts)).hidden


# ── text with separators ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_csv_is_read_whatever_its_encoding_and_separator(
    encoding: str, separator: str, line_end: str
) -> None:
    quoted = [[f'"{cell}"' for cell in row] for row in TABLE]
    text = line_end.join(separator.join(row) for row in quoted)
    sheet = only(text.encode(encoding))
    assert (sheet.name, sheet.rows, sheet.first_row) == ("실적", TABLE, 1)


def test_utf_16_of_either_order_is_read() -> None:
    text = "가\t나\n"
    for mark, code in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        assert only(mark + text.encode(code)).rows == [["가", "나"]]


def test_a_comma_within_numbers_does_not_split_them_where_semicolons_do() -> None:
    assert only("번호;값;비고\n1,000;2,000;가\n3,000;4,000;나\n".encode()).rows[1] == [
        "1,000",
        "2,000",
        "가",
    ]


def test_a_separator_declared_for_excel_holds_and_its_line_does_not_count() -> None:
    assert only("sep=;\n가,나;다\n".encode()).rows == [["가,나", "다"]]


def test_the_tables_of_one_csv_keep_the_numbers_of_their_rows() -> None:
    text = "[표지]\n시·도,서울\n\n추진단계,,\n사업번호,단계,\nA,1,\n,,\n실적\n사업번호,값\nB,2\n"
    sheets = read_file(text.encode(), "서울.csv").sheets
    assert [(s.name, s.first_row, s.rows) for s in sheets] == [
        ("표지", 2, [["시·도", "서울"]]),
        ("추진 단계", 5, [["사업번호", "단계"], ["A", "1"]]),
        ("실적", 9, [["사업번호", "값"], ["B", "2"]]),
    ]
    assert cell_name(sheets[2].first_row + 1, 2) == "B10"


def test_what_stands_before_the_first_table_of_a_csv_is_not_lost() -> None:
    sheets = read_file("2027년 보고,제출\n실적\nA,1\n".encode(), "서울.csv").sheets
    assert [(sheet.name, sheet.rows) for sheet in sheets] == [
        ("서울", [["2027년 보고", "제출"]]),
        ("실적", [["A", "1"]]),
    ]


def test_a_csv_whose_name_a_mac_took_apart_has_the_name_put_together() -> None:
    assert only(b"a,b\n", "보내기/\u1109\u1175\u11af\u110c\u1165\u11a8.csv").name == "실적"


def test_a_line_break_and_marks_within_quotes_belong_to_the_cell() -> None:
    assert only('가,"줄\n바꿈 ""인용"", 쉼표"\n다,5" 관\n'.encode()).rows == [
        ["가", '줄\n바꿈 "인용", 쉼표'],
        ["다", '5" 관'],
    ]


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="cp949", exclude_categories=("C",))), min_size=2),
        min_size=1,
    )
)
@settings(max_examples=examples(25))
def test_any_table_written_as_csv_comes_back(rows: list[list[str]]) -> None:
    import csv

    from monitor.intake.reading_worker.text import read_text

    width = max(map(len, rows))
    full = [["머리", *row, *[""] * (width - len(row)), "끝"] for row in rows]
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(full)
    read = read_text(stream.getvalue().encode("utf-8"), "이름", FORM)
    assert [sheet.rows for sheet in read.sheets] == [full]


# ── headings ─────────────────────────────────────────────────────────────────────────────────────


HEADINGS = "실적/□ 실적/[실적]/< 실 적 >/2. 실적/나. 실적 (단위: 명)/<표 3> 실적/Ⅱ. 실적/③ 실적"


@pytest.mark.parametrize("heading", HEADINGS.split("/"))
def test_a_heading_names_a_sheet_whatever_marks_stand_around_it(heading: str) -> None:
    assert sheet_named(heading, FORM) == "실적"


@pytest.mark.parametrize("heading", ["", "실적 설명", "사업번호", "총괄", "1.", "(단위: 명)"])
def test_another_heading_names_none(heading: str) -> None:
    assert sheet_named(heading, FORM) is None


@pytest.mark.parametrize(
    "text", ["(단위: 천원)", "예산 (단위: 천원)", "[단위 : 천원]", "단위: 천원"]
)
def test_the_note_on_the_unit_is_found(text: str) -> None:
    assert "천원" in unit_note(text)
    assert unit_note("단위사업 예산") == ""


# ── names ────────────────────────────────────────────────────────────────────────────────────────


def test_cells_are_named_as_in_a_spreadsheet() -> None:
    assert [cell_name(7, column) for column in (1, 26, 27, 52, 702, 703, 16384)] == [
        "A7",
        "Z7",
        "AA7",
        "AZ7",
        "ZZ7",
        "AAA7",
        "XFD7",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("보고.xlsx", "보고.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\비밀\\보고.xlsx", "보고.xlsx"),
        ("가\0나\x1b[31m.xlsx", "가나[31m.xlsx"),
        ("보고\u202excod.xlsx", "보고xcod.xlsx"),
        ("\udcff\u200b", "?"),
        ("..", ".."),
        ("", "?"),
    ],
)
def test_a_name_is_shown_without_what_could_harm(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_a_long_name_keeps_its_beginning_and_its_ending() -> None:
    shown = shown_name("가" * 1000 + ".xlsx")
    assert len(shown) == 60 and shown.startswith("가가") and shown.endswith("가.xlsx")


def test_a_refusal_shows_the_name_harmlessly() -> None:
    with pytest.raises(Refused, match=r"^보고xcod\.csv는 빈 파일입니다"):
        read_file(b"", "../\0보고\u202excod.csv")


def test_a_file_beyond_the_limit_is_refused_unread() -> None:
    with pytest.raises(Refused, match="20 MB"):
        read_file(bytes(MAXIMUM_BYTES + 1), "a.xlsx")


# ── the process that reads ───────────────────────────────────────────────────────────────────────


@pytest.fixture
def own() -> Iterator[Pool]:
    """Give a pool of the test's own, with one process."""
    made = Pool(workers=1)
    yield made
    made.close()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_process_is_kept_for_the_next_file(own: Pool) -> None:
    own.read(b"a,b\n", "a", FORM)
    first = own.processes()
    own.read(sample(), "a", FORM)
    assert own.processes() == first and len(first) == 1


def test_a_process_that_died_in_between_is_replaced_and_leaves_no_zombie(own: Pool) -> None:
    own.read(b"a,b\n", "a", FORM)
    (first,) = own.processes()
    os.kill(first, signal.SIGKILL)
    time.sleep(0.1)
    assert own.read(b"a,b\n", "a", FORM).received is not None
    assert not _is_running(first)


@pytest.mark.parametrize(
    ("name", "value"), [("sys.executable", "/nowhere/python"), ("_MODULE", "monitor.nothing")]
)
def test_a_reader_that_does_not_start_is_said_in_a_sentence(
    name: str, value: str, own: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"monitor.intake.reading_pool.{name}", value)
    monkeypatch.setattr("monitor.intake.reading.pool", lambda: own)
    with pytest.raises(Refused, match="시작되지 않았습니다"):
        read_file(b"a,b\n", "a.csv")
    monkeypatch.undo()
    assert own.read(b"a,b\n", "a", FORM).received is not None


def test_every_problem_of_the_process_has_its_sentence_and_fills_all_its_fields() -> None:
    entries = tomllib.loads((ROOT / "monitor/wording/catalogue.toml").read_text(encoding="utf-8"))
    for file in (ROOT / "monitor/intake/reading_worker").glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != "Problem":
                continue
            if not isinstance(call.args[0], ast.Constant):
                continue
            sentence = entries["refused"][call.args[0].value]["ko"]
            fields = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
            assert fields == {"file"} | {str(given.arg) for given in call.keywords}, file.name


def test_nothing_is_left_when_the_pool_is_closed(own: Pool) -> None:
    own.read(b"a,b\n", "a", FORM)
    (process,) = own.processes()
    own.close()
    assert not _is_running(process)


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    hasty = Pool(workers=1, seconds=0.001)
    try:
        answer = hasty.read(b"a,b\n" * 2_000_000, "a", FORM)
        assert (answer.key, answer.values) == ("reading_too_slow", {"seconds": 0})
        hasty.seconds = 20
        assert hasty.read(b"a,b\n", "a", FORM).received is not None
    finally:
        hasty.close()


def test_twenty_at_once_are_all_read() -> None:
    names = [f"이름{number}" for number in range(20)]
    with ThreadPoolExecutor(20) as threads:
        read = list(
            threads.map(lambda name: read_file(f"{name},b\n".encode(), f"{name}.csv"), names)
        )
    assert [received.sheets[0].rows[0][0] for received in read] == names
    assert len(pool().processes()) <= 2


def test_waiting_for_a_free_process_does_not_count_as_reading() -> None:
    slow = Pool(workers=1, seconds=5)
    content = b"a,b\n" * 100_000
    try:
        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(lambda _: slow.read(content, "a", FORM), range(8)))
        assert all(answer.received is not None for answer in answers)
    finally:
        slow.close()


def test_a_forked_child_reads_with_a_process_of_its_own() -> None:
    script = (
        "import os, threading\n"
        "from monitor.intake.reading import read_file\n"
        "from monitor.intake.reading_pool import pool\n"
        "read_file(b'a,b\\n', 'a.csv'); mine = pool().processes()\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "child = os.fork()\n"
        "read_file(b'a,b\\n', 'a.csv'); same = pool().processes() == mine\n"
        "pool().close()\n"
        "if not child: os._exit(3 if same else 0)\n"
        "assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 and same\n"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", script], cwd=ROOT, check=True, timeout=60)


def test_the_process_ends_with_its_parent() -> None:
    script = (
        "import os\nfrom monitor.intake.reading import read_file\n"
        "from monitor.intake.reading_pool import pool\n"
        "read_file(b'a,b\\n', 'a.csv'); print(pool().processes()[0], flush=True); {end}"
    )
    for end in ("pass", "os._exit(0)", "os.kill(os.getpid(), 9)"):
        made = subprocess.run(
            [sys.executable, "-c", script.format(end=end)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        until = time.monotonic() + 10
        while _is_running(int(made.stdout)) and time.monotonic() < until:
            time.sleep(0.05)
        assert not _is_running(int(made.stdout)), end
        assert made.stderr == ""


def test_the_process_starts_without_what_reading_does_not_need() -> None:
    script = (
        "import sys, monitor.intake.reading_worker.__main__\n"
        "heavy = {'pandas', 'numpy', 'duckdb', 'hwpx', 'lxml', 'olefile', 'monitor.wording'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    made = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == "[]"


def test_a_thread_that_gives_up_leaves_the_pool_usable(own: Pool) -> None:
    class GaveUp(BaseException):
        pass

    own.read(b"a,b\n", "a", FORM)
    worker = own._free.get()
    own._free.put(worker)

    def give_up(*_: object) -> None:
        raise GaveUp

    worker.ask = give_up  # type: ignore[union-attr, method-assign, assignment]
    with pytest.raises(GaveUp):
        own.read(b"a,b\n", "a", FORM)
    assert own.read(b"a,b\n", "a", FORM).received is not None
    assert threading.active_count() < 100
