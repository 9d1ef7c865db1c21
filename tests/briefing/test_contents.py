"""What files say of figures, read back; and what was altered in them is found."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from monitor.briefing.altered import alterations
from monitor.briefing.contents import Part, contents
from monitor.briefing.verify_file import FileVerification, verify_file
from monitor.store import Store
from monitor.store.codes import code_from
from monitor.store.stamps import keep_file, stamp_document
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.hostile.collection import CASES
from tests.stamping import stamped
from tests.tiny import Tiny

ROWS = [("시·도", "실적 (명)", "달성률 (%)"), ("서울", 6, 60.5), ("광주", 10, None)]


# ── files as the writers make them, in small ─────────────────────────────────────────────────────


def _saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xlsx(*codes: str) -> bytes:
    """Return a workbook with a sheet for each figure, its code in the sheet's foot."""
    book = Workbook()
    book.active.title = "목록"
    for code in codes:
        book.active.append(["일자리", code])
        sheet = book.create_sheet(code)
        sheet.append(["시·도별 신규 일자리"])
        for row in ROWS:
            sheet.append(row)
        sheet.append([f"자료: 시·도 제출 · 확인번호 {code}"])
    return _saved(book)


def pptx(document: str, *codes: str) -> bytes:
    """Return slides with a chart, a table and a sentence for each figure."""
    slides = Presentation()
    blank = slides.slide_layouts[6]
    _write(slides.slides.add_slide(blank), f"1분기 보고 · 확인번호 {document}")
    for code in codes:
        slide = slides.slides.add_slide(blank)
        _write(slide, "서울은 6명으로 목표의 60.5%를 달성함", f"확인번호 {code}")
        data = CategoryChartData()
        data.categories = [row[0] for row in ROWS[1:]]
        data.add_series("실적", [row[1] for row in ROWS[1:]])
        box = [Inches(each) for each in (1, 2, 4, 3)]
        frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data)
        frame.name = f"그림 [{code}]"
        table = slide.shapes.add_table(3, 3, *box).table
        for place, row in enumerate(ROWS):
            for column, value in enumerate(row):
                table.cell(place, column).text = "–" if value is None else str(value)
    stream = io.BytesIO()
    slides.save(stream)
    return stream.getvalue()


def _write(slide: object, *texts: str) -> None:
    for place, text in enumerate(texts):
        box = slide.shapes.add_textbox(Inches(1), Inches(place), Inches(8), Inches(1))  # type: ignore[attr-defined]
        box.text_frame.text = text


@pytest.fixture(scope="module")
def template(tiny: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Give a store that recorded a workbook and slides of two figures; tests only read it."""
    folder = tmp_path_factory.mktemp("exported") / "store"
    shutil.copytree(tiny.store.folder, folder)
    return Store(folder, LOCAL)


@pytest.fixture(scope="module")
def exported(template: Store) -> tuple[Store, str, list[str], dict[str, bytes]]:
    """Give the store, the code of the document, those of its figures, and its files by form."""
    codes = [stamped(template, template.release(), basis=basis) for basis in (16, 17)]
    document = stamp_document(
        template.ledger, title="1분기 보고", language="ko", release="2027-12-31-final-2",
        figures=codes, by="김", at=dt.datetime(2028, 3, 2, tzinfo=dt.UTC),
    )  # fmt: skip
    files = {"xlsx": xlsx(*codes), "pptx": pptx(document, *codes)}
    for form, content in files.items():
        said = contents(content, f"보고.{form}").by_code()
        keep_file(template.ledger, document, form, content, said, by="김")
    return template, document, codes, files


Exported = tuple[Store, str, list[str], dict[str, bytes]]


def _told(found: FileVerification) -> list[tuple[str, ...]]:
    return [
        (each.change, each.kind, each.row, each.column, each.recorded, each.found)
        for figure in found.figures
        for each in figure.alterations
    ]


# ── reading ──────────────────────────────────────────────────────────────────────────────────────


def test_a_workbook_says_its_cells_by_the_code_on_the_sheet(exported: Exported) -> None:
    _, _, codes, files = exported
    found = contents(files["xlsx"], "보고.xlsx")
    assert (found.form, found.codes) == ("xlsx", codes)
    assert found.parts[0].rows[1:3] == (("시·도", "실적 (명)", "달성률 (%)"), ("서울", "6", "60.5"))


def test_slides_say_charts_their_workbooks_tables_and_sentences(exported: Exported) -> None:
    _, document, codes, files = exported
    found = contents(files["pptx"], "보고.pptx")
    assert (found.form, found.codes) == ("pptx", [document, *codes])
    said = {part.kind: part.rows for part in found.parts if part.code == codes[0]}
    assert said["chart"] == (("", "실적"), ("서울", "6"), ("광주", "10"))
    assert said["workbook"] == said["chart"]
    assert said["table"][2] == ("광주", "10", "–")
    assert ("서울은 6명으로 목표의 60.5%를 달성함",) in said["sentences"] + tuple(
        row for part in found.parts if part.code == codes[0] for row in part.rows
    )


def test_points_say_both_their_numbers(tmp_path: Path) -> None:
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[6])
    data = XyChartData()
    for name, places in (("가", [1, 2]), ("나", [3, 4])):
        series = data.add_series(name)
        for x in places:
            series.add_data_point(x, x * 10)
    box = [Inches(each) for each in (1, 2, 4, 3)]
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *box, data)
    frame.name = code_from("a" * 64)
    slides.save(str(tmp_path / "점.pptx"))
    found = contents((tmp_path / "점.pptx").read_bytes(), "점.pptx")
    assert found.parts[0].rows == (
        ("", "가 x", "가", "나 x", "나"),
        ("", "1", "10", "3", "30"),
        ("", "2", "20", "4", "40"),
    )


def test_a_csv_says_its_cells_by_the_code_in_its_rows(exported: Exported) -> None:
    _, _, codes, _ = exported
    text = f"확인번호,시·도,실적\r\n{codes[0]},서울,6\r\n{codes[0]},광주,10\r\n"
    found = contents(text.encode("utf-8-sig"), "수치.csv")
    assert found.form == "csv" and found.codes == [codes[0]]


# ── verifying ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", ["xlsx", "pptx"])
def test_a_file_as_it_was_exported_is_the_same(exported: Exported, form: str) -> None:
    store, document, codes, files = exported
    found = verify_file(store, files[form], f"보고.{form}")
    assert found.is_exact and found.is_same
    assert found.document is not None and found.document.code == document
    assert [each.code for each in found.figures] == codes


def _slides(content: bytes, change: Callable[[object], None]) -> bytes:
    slides = Presentation(io.BytesIO(content))
    change(slides)
    stream = io.BytesIO()
    slides.save(stream)
    return stream.getvalue()


def test_a_file_that_was_only_saved_again_is_the_same(exported: Exported, tmp_path: Path) -> None:
    store, _, _, files = exported
    path = tmp_path / "보고.pptx"
    path.write_bytes(_slides(files["pptx"], lambda slides: None) + b"")
    found = verify_file(store, path)
    assert found.is_same and _told(found) == []
    again = _saved(load_workbook(io.BytesIO(files["xlsx"])))
    assert verify_file(store, again, "보고.xlsx").is_same


def test_a_digit_changed_in_a_workbook_is_found(exported: Exported) -> None:
    store, _, codes, files = exported
    book = load_workbook(io.BytesIO(files["xlsx"]))
    book[codes[1]]["B3"] = 7
    found = verify_file(store, _saved(book), "보고.xlsx")
    assert not found.is_same
    assert [each.state for each in found.figures] == ["same", "altered"]
    assert _told(found) == [("altered", "sheet", "서울", "실적 (명)", "6", "7")]
    (altered,) = found.figures[1].alterations
    assert altered.place == (3, 2)


def test_a_digit_changed_in_a_table_a_chart_or_a_sentence_of_slides_is_found(
    exported: Exported,
) -> None:
    store, _, _, files = exported

    def change(slides: object) -> None:
        for shape in slides.slides[1].shapes:  # type: ignore[attr-defined]
            if shape.has_table:
                shape.table.cell(1, 2).text = "60.6"
            if shape.has_chart:
                data = CategoryChartData()
                data.categories = ["서울", "광주"]
                data.add_series("실적", [6, 11])
                shape.chart.replace_data(data)
            if shape.has_text_frame and "6명" in shape.text_frame.text:
                shape.text_frame.text = "서울은 9명으로 목표의 60.5%를 달성함"

    found = verify_file(store, _slides(files["pptx"], change), "보고.pptx")
    assert [each.state for each in found.figures] == ["same", "altered", "same"]
    told = _told(found)
    assert ("altered", "chart", "광주", "실적", "10", "11") in told
    assert ("altered", "workbook", "광주", "실적", "10", "11") in told
    assert ("altered", "table", "서울", "달성률 (%)", "60.5", "60.6") in told
    assert [row[1:] for row in told if row[1] == "sentences"] == [
        ("sentences", "", "", "서울은 6명으로 목표의 60.5%를 달성함",
         "서울은 9명으로 목표의 60.5%를 달성함"),
    ]  # fmt: skip
    assert len(told) == 4


def test_a_slide_that_was_taken_out_is_missing(exported: Exported) -> None:
    store, _, codes, files = exported

    def change(slides: object) -> None:
        listed = slides.slides._sldIdLst  # type: ignore[attr-defined]
        listed.remove(listed[2])

    found = verify_file(store, _slides(files["pptx"], change), "보고.pptx")
    assert [(each.code, each.state) for each in found.figures][-1] == (codes[1], "missing")
    assert not found.is_same


def test_a_code_that_was_never_issued_is_told(exported: Exported) -> None:
    store, _, _, _ = exported
    found = verify_file(store, xlsx(code_from("f" * 64)), "남의 것.xlsx")
    assert [each.state for each in found.figures] == ["unknown"]
    assert not found.is_same


def test_a_form_in_which_nothing_was_recorded_is_not_said_to_be_the_same(
    exported: Exported,
) -> None:
    store, _, codes, _ = exported
    text = f"확인번호,시·도,실적\r\n{codes[0]},서울,6\r\n"
    found = verify_file(store, text.encode(), "수치.csv")
    assert [each.state for each in found.figures] == ["not_recorded"]
    assert not found.is_same


# ── what counts as altered ───────────────────────────────────────────────────────────────────────


def _part(*rows: tuple[str, ...]) -> list[Part]:
    return [Part("C", "sentences" if len(rows[0]) == 1 else "table", rows)]


@pytest.mark.parametrize(
    ("was", "now"),
    [("1,234", "1234"), ("△3.2", "-3.2"), ("60.50", "60.5"), ("서울 특별시", "서울특별시")],
)
def test_a_number_written_otherwise_is_the_same_number(was: str, now: str) -> None:
    assert alterations(_part(("가", was)), _part(("가", now))) == []


@pytest.mark.parametrize(("was", "now"), [("3.2", "△3.2"), ("1,234", "1,235"), ("–", "0")])
def test_another_number_is_not(was: str, now: str) -> None:
    (told,) = alterations(_part(("가", was)), _part(("가", now)))
    assert (told.recorded, told.found) == (was, now)


def test_a_sentence_in_other_words_with_the_same_numbers_is_no_alteration() -> None:
    was = _part(("서비스 이용자는 12,345명으로 3.2%p 늘어남",))
    assert alterations(was, _part(("서비스 이용자 수가 12,345명으로 3.2%p 증가함",))) == []
    (told,) = alterations(was, _part(("서비스 이용자는 12,345명으로 2.3%p 늘어남",)))
    assert told.change == "altered"


def test_a_sentence_that_stands_twice_must_stand_twice() -> None:
    was = _part(("자료: 시·도 제출 자료 · 기준일: 2028. 6. 30.",)) * 2
    now = [*was[:1], *_part(("자료: 시·도 제출 자료 · 기준일: 2028. 6. 20.",))]
    (told,) = alterations(was, now)
    assert told.change == "altered" and told.found.endswith("6. 20.")


def test_a_row_that_went_and_a_row_that_came_are_told_as_such() -> None:
    was = _part(("시·도", "실적"), ("서울", "6"), ("광주", "10"))
    told = alterations(was, _part(("시·도", "실적"), ("광주", "10")))
    assert [(each.change, each.row) for each in told] == [("missing", "서울")]
    more = _part(("시·도", "실적"), ("서울", "6"), ("광주", "10"), ("부산", "9"))
    assert [(each.change, each.row) for each in alterations(was, more)] == [("added", "부산")]


def test_a_workbook_that_a_program_dropped_is_a_remark_while_its_chart_says_the_same() -> None:
    rows = (("", "실적"), ("서울", "6"))
    chart, workbook = Part("C", "chart", rows), Part("C", "workbook", rows)
    assert [each.change for each in alterations([chart, workbook], [chart])] == ["remark"]
    other = Part("C", "chart", (rows[0], ("서울", "7")))
    told = alterations([chart, workbook], [other])
    assert [each.change for each in told] == ["altered", "missing"]


def test_a_number_on_a_map_is_told_with_its_name() -> None:
    def shapes(number: str) -> list[Part]:
        texts = (("서울", "2,425"), ("부산", number))
        return [Part("C", "sentences", tuple((text,) for text in each)) for each in texts]

    (told,) = alterations(shapes("2,169"), shapes("2,165"))
    assert (told.kind, told.row, told.recorded, told.found) == ("shape", "부산", "2,169", "2,165")
    assert alterations(shapes("2,169"), shapes("2169")) == []


def test_a_row_is_told_by_what_tells_it_apart() -> None:
    was = _part(("공표", "시·도", "실적"), ("2028", "서울", "6"), ("2028", "광주", "10"))
    now = _part(("공표", "시·도", "실적"), ("2028", "서울", "6"), ("2028", "광주", "11"))
    (told,) = alterations(was, now)
    assert (told.row, told.column) == ("광주", "실적")


# ── files from people ────────────────────────────────────────────────────────────────────────────


def _zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


HOSTILE = {
    "nothing": (b"", "file_empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "not_verifiable"),
    "a pdf": (b"%PDF-1.7\n", "not_verifiable"),
    "noise": (bytes(range(256)) * 20, "not_verifiable"),
    "a zip of something": (_zipped(readme=b"hello"), "not_verifiable"),
    "slides without slides": (_zipped(ppt__presentation_xml=b"<p/>"), "not_verifiable"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_what_is_no_such_file_costs_one_sentence(name: str) -> None:
    content, key = HOSTILE[name]
    with pytest.raises(Refused) as refusal:
        contents(content, "../../비밀.pptx")
    assert refusal.value.key == key
    assert "비밀.pptx" in refusal.value.say("ko") and ".." not in refusal.value.say("ko")


def _changed_part(content: bytes, name: str, make: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, make(old.read(part)) if part == name else old.read(part))
    return stream.getvalue()


ENTITY = b'<!DOCTYPE a [<!ENTITY b "&#x41;">]><a>&b;</a>'
SPOILT: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "an entity": ("ppt/slides/slide1.xml", lambda _: ENTITY, "not_verifiable"),
    "broken XML": ("ppt/slides/slide1.xml", lambda xml: xml[:-40], "not_verifiable"),
    "a large slide": ("ppt/slides/slide1.xml", lambda _: b" " * 17_000_000, "too_large_to_verify"),
    "no relations": (
        "ppt/_rels/presentation.xml.rels", lambda _: b"<Relationships/>", "not_verifiable",
    ),
    "a workbook that is none": (
        "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx", lambda _: b"x" * 99, "not_verifiable",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SPOILT))
def test_spoilt_slides_cost_one_sentence(exported: Exported, name: str) -> None:
    part, make, key = SPOILT[name]
    content = exported[3]["pptx"]
    if part not in zipfile.ZipFile(io.BytesIO(content)).namelist():
        part = next(
            each for each in zipfile.ZipFile(io.BytesIO(content)).namelist() if "embeddings" in each
        )
    with pytest.raises(Refused) as refusal:
        contents(_changed_part(content, part, make), "보고.pptx")
    assert refusal.value.key == key


@pytest.mark.parametrize(
    "name",
    [
        "zip_bomb_that_hides_its_size",
        "entity_bomb",
        "archive_of_thousands_of_parts",
        "cut_workbook",
    ],
)
def test_hostile_files_of_the_desk_are_refused_here_too(name: str) -> None:
    case = CASES[name]
    with pytest.raises(Refused) as refusal:
        contents(case.make(), case.name)
    assert refusal.value.key in {"not_verifiable", "too_large_to_verify", "file_cut"}
    assert refusal.value.say("en") and refusal.value.say("ko")


def test_a_file_that_is_not_there_or_carries_no_code_is_told(
    exported: Exported, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="없는"):
        verify_file(exported[0], tmp_path / "없는.xlsx")
    with pytest.raises(Refused, match="확인번호가 없습니다"):
        verify_file(exported[0], xlsx(), "빈.xlsx")
