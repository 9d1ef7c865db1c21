"""The gate itself: each of its questions lets a sound page pass and stops a broken one."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import conftest, gate

FONTS = Path(__file__).resolve().parents[2] / "static" / "pretendard-1.3.9"
LATIN = FONTS / "PretendardVariable.subset.91.woff2"
ALTERNATIVE = "유형별 사업 수: 생활서비스 제공형이 9개로 가장 많음"


def show(page: Page, body: str, style: str = "") -> None:
    page.set_content(
        "<!doctype html><html lang='ko'><head><title>시험</title>"
        f"<style>{style}</style></head><body><main>{body}</main></body></html>"
    )


def figure(*texts: str) -> str:
    """Return the shape of a plotly figure of 300 by 100 pixels."""
    return (
        "<div class='js-plotly-plot' style='position:relative;width:300px;height:100px'>"
        "<svg class='main-svg' width='300' height='100' style='overflow:visible'>"
        + "".join(texts)
        + "</svg></div>"
    )


@pytest.fixture
def our_font() -> str:
    data = base64.b64encode(LATIN.read_bytes()).decode()
    face = f"src:url(data:font/woff2;base64,{data}) format('woff2')"
    return f"@font-face{{font-family:Pretendard;font-weight:45 920;{face}}}"


def test_our_font_alone_passes(page: Page, our_font: str) -> None:
    show(page, "<p>2027</p>", f"{our_font} p{{font-family:Pretendard}}")
    page.evaluate("() => document.fonts.ready")
    assert set(gate.fonts_used(page)) <= gate.OUR_FONTS
    assert gate.foreign_fonts(page) == []


def test_a_glyph_that_our_font_lacks_is_named(page: Page, our_font: str) -> None:
    show(page, "<p>2027</p><p>△ ⚠</p>", f"{our_font} p{{font-family:Pretendard}}")
    page.evaluate("() => document.fonts.ready")
    assert any("⚠" in problem for problem in gate.foreign_fonts(page))


def test_text_in_another_font_is_named(page: Page) -> None:
    show(page, "<p style='font-family:serif'>2027</p>")
    assert len(gate.foreign_fonts(page)) == 1


def test_a_figure_with_alternative_text_passes(page: Page) -> None:
    show(page, f"<div data-testid='stPlotlyChart' aria-label='{ALTERNATIVE}'>{figure()}</div>")
    assert gate.figures_without_alternative_text(page) == []


@pytest.mark.parametrize(
    "body",
    [
        "<div data-testid='stPlotlyChart'></div>",
        "<div data-testid='stPlotlyChart' aria-label='그림'></div>",
        "<img src='data:,'>",
        "<div data-testid='stTable'><table><tr><td>1</td></tr></table></div>",
    ],
)
def test_a_figure_without_alternative_text_is_named(page: Page, body: str) -> None:
    show(page, body)
    assert len(gate.figures_without_alternative_text(page)) == 1


def test_an_accessible_page_passes(page: Page) -> None:
    show(page, "<h1>현황</h1><p style='color:#58616a;background:#fff'>본문</p>")
    assert gate.serious_axe_problems(page) == []


def test_pale_text_is_a_serious_problem(page: Page) -> None:
    show(page, "<h1>현황</h1><p style='color:#ccc;background:#fff'>본문</p>")
    assert [problem.split()[0] for problem in gate.serious_axe_problems(page)] == ["color-contrast"]


def test_an_exclusion_covers_its_own_place_only(page: Page) -> None:
    pale = "style='color:#ccc;background:#fff'"
    show(page, f"<h1>현황</h1><p id='theirs' {pale}>본문</p><p id='ours' {pale}>본문</p>")
    theirs = gate.Exclusion("color-contrast", 'id="theirs"', "a test")
    (problem,) = gate.serious_axe_problems(page, [theirs])
    assert 'id="ours"' in problem


def test_pale_text_is_found_amid_much_that_looks_alike(page: Page) -> None:
    alike = "<span style='color:#58616a'>본문</span> " * 50
    dark = "<div style='background:#333;opacity:0.99'><p style='color:#58616a'>어두움</p></div>"
    show(page, f"<h1>현황</h1>{alike}<p style='color:#ccc'>옅음</p>{alike}{dark}")
    pale, on_dark = gate.serious_axe_problems(page)
    assert "옅음" in pale
    assert "어두움" in on_dark


def test_what_is_off_or_hidden_does_not_stand_for_what_is_to_be_read(page: Page) -> None:
    pale = "color:#ccc;background:#fff;font:400 13px sans-serif"
    off = f"<button disabled style='{pale};opacity:1'>꺼짐</button>" * 9
    away = f"<p style='{pale};position:absolute;left:-999px'>멀리</p>" * 9
    show(page, f"<h1>현황</h1>{off}{away}<p style='{pale}'>읽을 글</p>")
    (problem,) = gate.serious_axe_problems(page)
    assert "읽을 글" in problem


def test_axe_is_asked_for_colours_alone(page: Page) -> None:
    show(page, "<h1>현황</h1><img src='data:,'><p style='color:#ccc;background:#fff'>본문</p>")
    found = {problem.split()[0] for problem in gate.serious_axe_problems(page)}
    assert found == {"color-contrast", "image-alt"}
    (problem,) = gate.serious_axe_problems(page, colours_only=True)
    assert problem.startswith("color-contrast")


def test_text_that_fits_passes(page: Page) -> None:
    texts = ("<text x='10' y='40'>서울</text>", "<text x='100' y='40'>부산</text>")
    show(page, "<p>짧은 글</p>" + figure(*texts))
    assert gate.overflowing_text(page) == []


def test_text_that_is_cut_off_is_named(page: Page) -> None:
    cut = "width:60px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis"
    show(page, f"<p style='{cut}'>8,500백만원 그리고 더 긴 글</p>")
    assert gate.overflowing_text(page) == ["cut off: “8,500백만원 그리고 더 긴 글”"]


def test_text_in_a_scrolling_box_is_not_cut_off(page: Page) -> None:
    show(page, "<div style='width:60px;overflow:auto;white-space:nowrap'>8,500백만원 그리고</div>")
    assert gate.overflowing_text(page) == []


def test_text_that_leaves_its_figure_is_named(page: Page) -> None:
    show(page, figure("<text x='270' y='40'>전남광주통합특별시</text>"))
    assert gate.overflowing_text(page) == ["figure 1: “전남광주통합특별시” leaves the figure"]


def test_texts_that_lie_on_each_other_are_named(page: Page) -> None:
    show(page, figure("<text x='10' y='40'>서울</text>", "<text x='20' y='42'>인천</text>"))
    assert gate.overflowing_text(page) == ["figure 1: “서울” lies on “인천”"]


def test_a_korean_page_passes(page: Page) -> None:
    show(page, "<p>서비스 이용자 수 12 km</p><button>English</button>")
    assert gate.english_leftovers(page) == []


@pytest.mark.parametrize(
    "body",
    [
        "<p>No results</p>",
        "<button aria-label='Collapse sidebar'>접기</button>",
        "<input placeholder='Choose an option'>",
    ],
)
def test_english_on_a_korean_page_is_named(page: Page, body: str) -> None:
    show(page, body)
    assert gate.english_leftovers(page)


def test_english_that_is_allowed_or_hidden_passes(page: Page) -> None:
    show(page, "<p>ISO 3166</p><p style='display:none'>Loading</p>")
    assert gate.english_leftovers(page, ["iso"]) == []


def test_the_watch_tells_home_from_strangers() -> None:
    watch = conftest.RequestsWatch("http://127.0.0.1:8501")
    watch.addresses += ["http://127.0.0.1:8501/x", "ws://127.0.0.1:8501/s", "data:,", "blob:x"]
    assert watch.strangers() == []
    watch.addresses += ["https://cdn.example/x.js", "http://127.0.0.1:9999/"]
    assert len(watch.strangers()) == 2


def test_the_watch_sees_what_a_page_asks_for(
    page: Page, requests_watch: conftest.RequestsWatch
) -> None:
    show(page, "<img src='http://127.0.0.1:9/pixel.png' alt='점'>")
    page.wait_for_timeout(200)
    assert requests_watch.strangers() == ["http://127.0.0.1:9/pixel.png"]
    requests_watch.addresses.clear()
