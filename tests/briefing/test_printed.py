"""Documents as PDF: a screen reader can follow them, every page says what it is, data stay data."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from monitor.briefing.exhibit import Document
from monitor.briefing.images import image
from monitor.briefing.printed import document_html, document_pdf, exhibit_html, exhibit_pdf
from monitor.briefing.printed.documents import _sentences
from monitor.briefing.printed.sheet import Form
from monitor.wording import LANGUAGES, Language, Words
from tests.briefing.exhibits import sample_document, sample_exhibit

HOSTILE = '<script>x</script> "><img src=x onerror=y> </style> } body{display:none} 가&amp;나'
POINTS_AN_INCH = 72


def changed_document(language: Language = "ko") -> Document:
    """Return a document in which a cell and a sentence differ from the last one."""
    made = sample_document(language, since="2028. 3. 31.")
    section, *others = made.sections
    item = replace(section.items[0], changed=("12,345 → 12,500",))
    heading = list(item.exhibit.columns)[1]
    item = replace(item, changed_cells=frozenset({(1, heading)}))
    return replace(made, sections=(replace(section, items=(item,)), *others))


def tags(node: Any) -> Iterator[dict[str, Any]]:
    """Yield the elements of a PDF's structure, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for part in node:
            yield from tags(part)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node["/K"])


def opened(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def names(found: list[dict[str, Any]]) -> list[str]:
    return [str(tag["/S"]) for tag in found]


@pytest.mark.parametrize("form", ["report", "slides"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_reader_can_follow_a_document(language: Language, form: Form) -> None:
    document = changed_document(language)
    read = opened(document_pdf(document, form))
    root: Any = read.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == language
    assert read.metadata and read.metadata.title == document.title
    found = list(tags(root["/StructTreeRoot"]))
    for kind in ("/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/Caption", "/TR", "/TH", "/TD"):
        assert kind in names(found), f"no {kind}"
    (figure,) = [tag for tag in found if tag["/S"] == "/Figure"]
    assert figure["/Alt"] == document.sections[0].items[0].exhibit.alternative_text


def test_headings_of_columns_and_rows_are_headings() -> None:
    read: Any = opened(document_pdf(sample_document())).trailer["/Root"]
    scopes = [
        part["/Scope"]
        for tag in tags(read["/StructTreeRoot"])
        if tag["/S"] == "/TH"
        for part in tag["/A"]
        if "/Scope" in part
    ]
    assert scopes[:4] == ["/Column"] * 4
    assert scopes.count("/Row") == 17 + 1  # provinces, and the figure in the list of codes


def test_the_outline_leads_to_each_section_and_figure() -> None:
    document = sample_document()
    told: list[str] = []

    def walk(entries: Any) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            else:
                told.append(entry.title)

    walk(opened(document_pdf(document)).outline)
    assert told[:3] == [document.title, "Ⅰ. 성과", "〈그림 1〉 시·도별 서비스 이용자 수"]


@pytest.mark.parametrize("form", ["report", "slides"])
def test_every_page_says_its_number_its_code_and_that_data_are_made_up(form: Form) -> None:
    document = sample_document()
    pages = opened(document_pdf(document, form)).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert "시연용 가상 자료" in text
        assert f"- {number} -" in text
        assert document.code in text


def test_a_report_is_a4_and_slides_are_16_to_9() -> None:
    document = sample_document()
    sizes = {
        form: {
            (round(page.mediabox.width), round(page.mediabox.height))
            for page in opened(document_pdf(document, form)).pages
        }
        for form in ("report", "slides")
    }
    assert sizes["report"] == {(595, 842)}
    assert sizes["slides"] == {(960, 540)}


def test_a_slide_is_headed_by_its_title_with_what_it_says_below() -> None:
    document = sample_document()
    (item,) = document.sections[0].items
    images = {item.exhibit.code: image(item.exhibit.chart, "svg", bare=True)}  # type: ignore[arg-type]
    html = document_html(document, images, "slides")
    assert f"<article><h3>{item.exhibit.title}</h3>" in html
    assert html.index(item.exhibit.title) < html.index(f"<li>{item.sentences[0][1]}")


def test_letters_are_embedded_and_ours() -> None:
    fonts = [
        font.get_object()
        for page in opened(document_pdf(changed_document())).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]
    assert {font["/BaseFont"][8:] for font in fonts} == {"Pretendard-Regular", "Pretendard-Bold"}
    for font in fonts:
        (descendant,) = font["/DescendantFonts"]
        assert "/FontFile2" in descendant.get_object()["/FontDescriptor"]


def test_what_changed_is_marked_and_explained() -> None:
    document = changed_document()
    html = document_html(document, {})
    item = document.sections[0].items[0]
    (_, heading), *_ = item.changed_cells
    assert f"<mark>{item.exhibit.columns[heading][1]}</mark>" in html
    assert html.count("<mark>") == 1
    assert "이전 보고(2028. 3. 31.)" in html and "※ 12,345 → 12,500" in html


def test_nothing_from_data_is_markup_or_style() -> None:
    exhibit = sample_exhibit(
        title=HOSTILE,
        unit=HOSTILE,
        source=(HOSTILE,),
        notes=(HOSTILE,),
        definitions=(HOSTILE,),
        alternative_text=HOSTILE,
        columns={HOSTILE: (HOSTILE,), "나": (HOSTILE,)},
    )
    svg = image(exhibit.chart, "svg", bare=True) if exhibit.chart else b""
    made = sample_document(exhibits=[exhibit], title=HOSTILE, office=HOSTILE, code=HOSTILE)
    made = replace(made, unchanged=(HOSTILE,))
    for html in (
        document_html(made, {exhibit.code: svg}),
        document_html(made, {exhibit.code: svg}, "slides"),
        exhibit_html(exhibit, svg),
    ):
        assert "<script" not in html and "<img" not in html
        assert html.count("</style>") == 1
        assert "display:none" not in html[html.index("<style>") : html.index("</style>")]
    text = opened(document_pdf(made)).pages[0].extract_text()
    assert "<script>x</script>" in text and "가&amp;나" in text


def test_a_table_wider_than_the_page_goes_on_below_with_its_first_column() -> None:
    columns = {"시·도": ("서울", "부산")} | {
        f"열 {number}": (f"{number},001,234", f"{number},009,876") for number in range(24)
    }
    exhibit = sample_exhibit(columns=columns, numeric=frozenset(list(columns)[1:]))
    html = exhibit_html(exhibit, None)
    assert html.count("<table") > 1
    assert html.count(">서울</th>") == html.count("<table")
    text = "".join(page.extract_text() for page in opened(exhibit_pdf(exhibit)).pages)
    assert [cell for cells in columns.values() for cell in cells if cell not in text] == []


def test_an_exhibit_alone_has_its_figure_numbers_code_and_definitions() -> None:
    exhibit = sample_exhibit()
    read = opened(exhibit_pdf(exhibit))
    text = "".join(page.extract_text() for page in read.pages)
    assert exhibit.title in text and exhibit.definitions[0] in text
    assert Words("ko")("document.code", code=exhibit.code) in text
    found = names(list(tags(read.trailer["/Root"]["/StructTreeRoot"])))  # type: ignore[index]
    assert found.count("/H1") == 1 and "/Figure" in found and "/Table" in found


def test_sentences_are_lists_within_lists() -> None:
    told = _sentences([(0, "가"), (1, "나"), (2, "다"), (1, "라"), (0, "마")])
    assert told == (
        '<ul class="depth-0"><li>가<ul class="depth-1"><li>나<ul class="depth-2"><li>다</li></ul>'
        "</li><li>라</li></ul></li><li>마</li></ul>"
    )


def test_a_detail_without_what_it_is_of_is_still_told() -> None:
    assert _sentences([(1, "가"), (0, "나")]) == (
        '<ul class="depth-1"><li>가</li></ul><ul class="depth-0"><li>나</li></ul>'
    )
    assert _sentences([(1, "가")]) == '<ul class="depth-1"><li>가</li></ul>'
    assert _sentences([]) == ""
