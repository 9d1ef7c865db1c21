"""The map: every province once, its value or the reason in words, 독도 always, nothing fetched."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
import shapely
from playwright.sync_api import Page
from shapely.geometry import shape

from monitor.charts.classes import classify, classify_change
from monitor.charts.land import DOKDO_AT, ULLEUNGDO_AT, land_of
from monitor.charts.legend import absences, hatch
from monitor.charts.lettering import contrast, text_on, text_width, wrapped
from monitor.charts.map import LATITUDES, LONGITUDES, MAP_CONFIG, choropleth
from monitor.charts.theme import DARK, LIGHT, Caption, Chart, Palette
from monitor.vocabulary import Basis, Vocabulary
from monitor.wording import Language, number_text
from tests.browser.gate import foreign_fonts, next_frames, overflowing_text
from tests.charts.gate import problems

ROOT = Path(__file__).resolve().parents[2]
VOCABULARY = Vocabulary()
BASES = VOCABULARY.bases
KINDS = [row["absence"] for row in VOCABULARY.rows("absences")]
ATTRIBUTION: dict[str, str] = {
    "ko": "경계: 국토지리정보원(공공데이터포털), 기준일 2023. 9. 15., 군위군은 대구광역시로 옮김",
    "en": "Boundaries: National Geographic Information Institute (data.go.kr), base date "
    "2023-09-15; Gunwi-gun moved to Daegu, lines simplified",
}
SOURCE = {
    "ko": "자료: 시·도 제출 자료 · 기준일: 2028. 6. 30. (잠정)<br>시연용 가상 자료",
    "en": "Source: province workbooks · As of 30 June 2028 (provisional)<br>Made-up data",
}


def names(language: Language = "ko") -> dict[str, str]:
    return {r.region: getattr(r, f"short_{language}") for r in VOCABULARY.regions.values()}


def absence_names(language: Language = "ko") -> dict[str, str]:
    return {row["absence"]: row[f"name_{language}"] for row in VOCABULARY.rows("absences")}


def regions(basis: Basis) -> list[str]:
    return [unit.region for unit in VOCABULARY.units_of(basis)]


def values(basis: Basis, *, empty: int = 0, change: bool = False) -> pd.DataFrame:
    """Return a frame; the first ``empty`` provinces are empty, the kinds of emptiness in turn."""
    shown = regions(basis)
    amounts = [((n * 7919) % 23_000) - (11_000 if change else 0) for n in range(len(shown))]
    return pd.DataFrame(
        {
            "region": shown,
            "value": [math.nan if n < empty else float(v) for n, v in enumerate(amounts)],
            "absence": [KINDS[n % len(KINDS)] if n < empty else None for n in range(len(shown))],
            "hover": [f"{region} hover" for region in shown],
        }
    )


def caption(language: Language = "ko", *, dark: bool = False) -> Caption:
    title = {"ko": "서비스 이용자 수, 2028년 상반기", "en": "Service users, first half of 2028"}
    unit = {"ko": "명", "en": "people"}
    return Caption(title[language], unit[language], SOURCE[language], language, dark)


def drawn(
    basis: Basis = 17,
    *,
    frame: pd.DataFrame | None = None,
    language: Language = "ko",
    dark: bool = False,
    change: bool = False,
    **more: Any,
) -> Chart:
    frame = values(basis, change=change) if frame is None else frame
    given: dict[str, Any] = {
        "basis": basis,
        "names": names(language),
        "write": number_text,
        "classes": (classify_change if change else classify)(frame["value"]),
        "absence_names": absence_names(language),
        "attribution": ATTRIBUTION[language],
    }
    return choropleth(frame, caption(language, dark=dark), **(given | more))


def provinces(chart: Chart) -> go.Choropleth:
    (trace,) = [trace for trace in chart.figure.data if trace.type == "choropleth"]
    return trace


def traces(chart: Chart, mode: str) -> list[go.Scattergeo]:
    return [t for t in chart.figure.data if t.type == "scattergeo" and t.mode == mode]


def written(chart: Chart) -> list[str]:
    """Return every text that stands in the figure."""
    texts = [str(text) for trace in traces(chart, "text") for text in trace.text]
    return [*texts, *(str(note.text) for note in chart.figure.layout.annotations)]


def label_of(chart: Chart, name: str) -> str:
    (label,) = [text for text in written(chart) if text.split("<br>")[0] == name]
    return label


# ── provinces ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("basis", BASES)
def test_every_province_is_drawn_once_and_named_once(basis: Basis) -> None:
    chart = drawn(basis)
    assert sorted(provinces(chart).locations) == sorted(regions(basis))
    assert [f["id"] for f in provinces(chart).geojson["features"]] == list(
        provinces(chart).locations
    )
    for region in regions(basis):
        assert label_of(chart, names()[region])


def test_a_frame_without_each_province_once_is_refused() -> None:
    frame = values(17)
    with pytest.raises(ValueError, match="expected"):
        drawn(17, frame=frame.iloc[1:])
    with pytest.raises(ValueError, match="expected"):
        drawn(17, frame=pd.concat([frame, frame.iloc[:1]]))


def test_each_province_says_its_value_or_why_there_is_none() -> None:
    frame = values(17, empty=5)
    chart = drawn(17, frame=frame)
    for region, value, absence in zip(frame.region, frame.value, frame.absence, strict=True):
        expected = number_text(value) if pd.isna(absence) else absence_names()[absence]
        assert expected in label_of(chart, names()[region])


def test_an_empty_place_without_a_reason_says_so() -> None:
    frame = values(17).assign(absence=None)
    frame.loc[0, "value"] = math.nan
    assert "수치 없음" in label_of(drawn(17, frame=frame), "서울")


def test_class_colours_follow_the_classes() -> None:
    frame = values(17, empty=2)
    trace = provinces(drawn(17, frame=frame))
    classes = classify(frame["value"])
    expected = {
        region: -1 if math.isnan(value) else classes.class_of(value)
        for region, value in zip(frame.region, frame.value, strict=True)
    }
    assert dict(zip(trace.locations, trace.z, strict=True)) == expected
    assert {colour for _, colour in trace.colorscale} == {LIGHT.faint, *LIGHT.classes}
    assert trace.showscale is False


@pytest.mark.parametrize("basis", BASES)
def test_rings_run_clockwise_so_that_no_province_floods_the_globe(basis: Basis) -> None:
    for feature in land_of(basis).geojson["features"]:
        for polygon in shapely.get_parts(shape(feature["geometry"])):
            assert not polygon.exterior.is_ccw
            assert all(ring.is_ccw for ring in polygon.interiors)


@pytest.mark.parametrize("dark", [False, True])
def test_a_click_on_province_or_label_names_the_region(dark: bool) -> None:
    chart = drawn(17, dark=dark)
    clickable = [trace for trace in chart.figure.data if trace.hoverinfo != "skip"]
    assert [row[0] for row in provinces(chart).customdata] == list(provinces(chart).locations)
    assert all(trace.customdata is not None for trace in clickable)
    beside = {row[0] for trace in clickable[1:] for row in trace.customdata}
    assert {"seoul", "incheon", "sejong", "daejeon", "gwangju", "ulsan", "busan"} <= beside


def test_the_chosen_province_is_outlined() -> None:
    plain, chosen = drawn(17), drawn(17, selected="gyeongnam")
    lines = [line for line in traces(chosen, "lines") if line.line.color == LIGHT.ink]
    assert len(chosen.figure.data) == len(plain.figure.data) + 2
    assert max(line.line.width for line in lines) > 2
    assert len(drawn(17, selected="nowhere").figure.data) == len(plain.figure.data)


# ── 울릉도·독도 ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize(
    "frame", ["values", "change", "all empty"], ids=["values", "change", "all empty"]
)
@pytest.mark.parametrize(("language", "label"), [("ko", "울릉도·독도"), ("en", "Ulleungdo·Dokdo")])
def test_ulleungdo_and_dokdo_are_always_there_framed_and_named(
    basis: Basis, frame: str, language: Language, label: str
) -> None:
    shown = values(basis, empty=99 if frame == "all empty" else 0, change=frame == "change")
    chart = drawn(basis, frame=shown, change=frame == "change", language=language)
    assert label in written(chart)
    (gyeongbuk,) = [
        shape(feature["geometry"])
        for feature in provinces(chart).geojson["features"]
        if feature["id"] == "gyeongbuk"
    ]
    for place in (ULLEUNGDO_AT, DOKDO_AT):
        assert gyeongbuk.distance(shapely.Point(place)) < 0.05
        assert LONGITUDES[0] < place[0] < LONGITUDES[1] and LATITUDES[0] < place[1] < LATITUDES[1]
    dokdo = [p for p in gyeongbuk.geoms if p.distance(shapely.Point(DOKDO_AT)) < 0.2]
    assert len(dokdo) == 2, "both islands of 독도"
    rings = [trace for trace in traces(chart, "markers") if trace.marker.symbol]
    assert [(ring.lon[0], ring.lat[0]) for ring in rings] == [DOKDO_AT]


# ── emptiness ────────────────────────────────────────────────────────────────────────────────────


def test_every_kind_of_emptiness_has_a_pattern_of_its_own() -> None:
    patterns = [absences()[kind].pattern for kind in KINDS]
    assert len(set(patterns)) == len(KINDS) == 7
    area = shapely.box(0, 0, 10, 10)
    drawings = {hatch(pattern, area, 1).wkt for pattern in patterns}
    assert len(drawings) == 7
    assert all(not hatch(p, area, 1).is_empty for p in patterns)
    assert all(area.covers(hatch(p, area, 1)) for p in patterns)


@pytest.mark.parametrize("basis", BASES)
def test_each_kind_of_emptiness_is_counted_in_the_legend(basis: Basis) -> None:
    frame = values(basis, empty=12)
    text = " ".join(written(drawn(basis, frame=frame)))
    for kind, count in frame["absence"].value_counts().items():
        assert (
            f"{absence_names()[str(kind)]} <span style='color:{LIGHT.soft_ink}'>({count}곳)" in text
        )


def test_the_legend_counts_every_province_once() -> None:
    chart = drawn(17, frame=values(17, empty=4))
    counts = [
        int(text.split("(")[1].split("곳")[0]) for text in written(chart) if "곳)</span>" in text
    ]
    assert sum(counts) == 17


def test_legend_and_heading_name_ranges_and_method() -> None:
    chart = drawn(17)
    labels = classify(values(17)["value"]).labels(number_text)
    assert all(any(text.startswith(label) for text in written(chart)) for label in labels)
    assert any("분위수 5단계" in text for text in written(chart))


def test_a_map_without_any_figure_still_says_why() -> None:
    chart = drawn(17, frame=values(17, empty=17))
    assert "집계된 자료 없음" in chart.alternative_text
    assert "수치 없는 곳 17곳" in chart.alternative_text


# ── words ────────────────────────────────────────────────────────────────────────────────────────


def test_unit_source_and_attribution_stand_in_the_figure() -> None:
    texts = written(drawn(17))
    assert "(단위: 명)" in texts
    assert SOURCE["ko"] in texts
    assert ATTRIBUTION["ko"] in " ".join(texts).replace("<br>", " ")


def test_the_alternative_text_states_highest_lowest_and_what_is_empty() -> None:
    frame = values(17, empty=3)
    frame.loc[9, "value"], frame.loc[16, "value"] = 99_000.0, 1.0
    text = drawn(17, frame=frame).alternative_text
    assert "최고는 강원 99,000명, 최저는 제주 1명" in text
    assert "수치 없는 곳 3곳(미제출 1, 반려 1, 검토 중 1)" in text
    english = drawn(17, frame=frame, language="en").alternative_text
    assert "99,000 people" in english and "no figure for 3 (Not submitted 1" in english


def test_those_who_share_a_value_are_named_together() -> None:
    text = drawn(17, frame=values(17).assign(value=5.0)).alternative_text
    assert "서울·부산·대구 외 14곳 5명" in text


def test_markup_in_names_values_and_hover_is_shown_as_text() -> None:
    evil = "<b>A&B</b>"
    chart = drawn(
        17,
        frame=values(17, empty=1).assign(hover=f"{evil}\nsecond line"),
        names=names() | {"busan": evil},
        absence_names=absence_names() | {"not_submitted": evil},
        attribution=evil,
    )
    safe = "&lt;b&gt;A&amp;B&lt;/b&gt;"
    texts = written(chart)
    assert not any(evil in text for text in texts)
    assert sum(safe in text for text in texts) >= 3
    assert provinces(chart).text[0] == f"{safe}<br>second line"


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_is_readable_on_every_class(palette: Palette) -> None:
    for fill in (*palette.classes, *palette.diverging):
        assert contrast(text_on(fill), fill) >= 4.5, fill
    assert contrast(palette.ink, palette.faint) >= 4.5


def test_lines_are_broken_at_spaces_only() -> None:
    lines = wrapped("one two three four", 60, 12)
    assert " ".join(lines) == "one two three four"
    assert all(text_width(line, 12) <= 60 for line in lines)


def test_the_figure_is_sound() -> None:
    for chart in cases().values():
        go.Figure(chart.figure.to_dict())
        assert problems(chart) == []


# ── size and network ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("kind", [None, *KINDS])
def test_the_figure_stays_small(basis: Basis, kind: str | None) -> None:
    frame = values(basis, empty=99 if kind else 0)
    if kind:
        frame["absence"] = kind
    assert len(drawn(basis, frame=frame, selected="gyeonggi").figure.to_json()) < 250_000


def test_the_map_asks_for_its_outlines_at_home() -> None:
    assert MAP_CONFIG["topojsonURL"] == "app/static/"
    assert json.loads((ROOT / "static" / "world_110m.json").read_text())["objects"] == {}
    assert drawn(17).figure.layout.geo.visible is False


# ── in the browser ───────────────────────────────────────────────────────────────────────────────


_SHOW = """async ({figure, config, width}) => {
  const load = (weight) => document.fonts.load(`${weight} 12px Pretendard`, JSON.stringify(figure));
  await Promise.all([load(400), load(700)]);
  const place = document.getElementById('figure');
  Plotly.purge(place);
  place.removeAllListeners?.();
  place.style.width = `${width}px`;
  await Plotly.newPlot(place, figure.data, {...figure.layout, width, clickmode: 'event+select'},
    config);
  window.chosen = [];
  place.on('plotly_selected', (event) => {
    window.chosen = (event?.points ?? []).map((point) => point.customdata);
  });
}"""
_CLIPPED = """() => {
  const inside = document.querySelector('#figure').getBoundingClientRect();
  return [...document.querySelectorAll('#figure .geo text')].filter((text) => {
    const box = text.getBoundingClientRect();
    return box.left < inside.left + 8 || box.right > inside.right - 8;
  }).map((text) => text.textContent);
}"""

_OPACITIES = """() => [...new Set([...document.querySelectorAll(
  '#figure .choroplethlayer path, #figure .geo text')].map((shape) => {
    const style = getComputedStyle(shape);
    return style.opacity * style.fillOpacity;
  }))]"""


def show(page: Page, chart: Chart, width: int) -> None:
    page.set_viewport_size({"width": width, "height": chart.figure.layout.height})
    figure = json.loads(chart.figure.to_json())
    page.evaluate(_SHOW, {"figure": figure, "config": dict(MAP_CONFIG), "width": width})
    next_frames(page)


def drawn_in_each_way(
    draw: Callable[..., Chart], frames: Mapping[str, Callable[[Basis], pd.DataFrame]]
) -> dict[tuple[Basis, Language, str], Chart]:
    """Draw values, changes and what else is given, on each basis and in each language."""
    languages: tuple[Language, ...] = ("ko", "en")
    return {
        (basis, language, kind): draw(basis, language=language, **options)
        for basis in BASES
        for language in languages
        for kind, options in {
            "values": {},
            "change": {"change": True},
            **{kind: {"frame": frame(basis)} for kind, frame in frames.items()},
        }.items()
    }


@cache
def cases() -> dict[tuple[Basis, Language, str], Chart]:
    return drawn_in_each_way(
        drawn,
        {
            "five kinds": lambda basis: values(basis, empty=13),
            "not counted": lambda basis: values(basis, empty=99).assign(absence="not_collected"),
        },
    )


@pytest.mark.browser
@pytest.mark.parametrize(("width", "bases"), [(510, BASES), (700, BASES[:1])])
def test_no_text_lies_on_another_or_is_cut_off(
    paper: Page, width: int, bases: tuple[Basis, ...]
) -> None:
    found = []
    for name, chart in cases().items():
        if name[0] not in bases:
            continue
        show(paper, chart, width)
        wrong = [*overflowing_text(paper), *paper.evaluate(_CLIPPED)]
        found += [f"{name}: {problem}" for problem in wrong]
    assert found == []


@pytest.mark.browser
def test_all_glyphs_are_in_our_font(paper: Page) -> None:
    for chart in (drawn(17, change=True), drawn(16, frame=values(16, empty=9), language="en")):
        show(paper, chart, 560)
        assert foreign_fonts(paper, "#figure") == []


@pytest.mark.browser
def test_a_click_returns_the_province_and_dims_nothing(paper: Page) -> None:
    show(paper, drawn(17), 560)
    for name, region in {
        "서울": "seoul",
        "세종": "sejong",
        "부산": "busan",
        "강원": "gangwon",
    }.items():
        box = paper.locator(f"#figure .geo text:has-text('{name}')").bounding_box()
        assert box is not None
        paper.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        paper.wait_for_timeout(400)
        assert paper.evaluate("window.chosen") == [[region]]
    assert paper.evaluate(_OPACITIES) == [1]
