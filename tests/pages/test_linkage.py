"""연계·협력 shows what the release answers, on the tiny linked programme worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import plotly.graph_objects as go
import pytest

from monitor.figures.files import file_table
from monitor.figures.linkage_network import province_network
from monitor.figures.linkage_policy_lists import unlinked
from monitor.figures.view import View
from tests.charts.gate import missing_glyphs, texts_of, told_by_colour_alone
from tests.linked import Linked
from tests.pages.reading import FOLDS, LANGUAGES, Shown, plain
from tests.tiny import Tiny

Open = Callable[..., Shown]
PARTS = ("policies", "partners", "network", "co_production")


@pytest.fixture
def open_linkage(linked: Linked, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens the page with the table under every figure."""
    monkeypatch.setenv("MONITOR_STORE", str(linked.store.folder))
    return partial(Shown.to_read, "linkage")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("region", ["all", "seoul", "busan", "jeju"])
def test_every_part_is_shown(open_linkage: Open, part: str, language: str, region: str) -> None:
    shown = open_linkage(part=part, language=language, region=region)
    assert (shown.failed, shown.announced) == ([], [])


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("chosen", [{"year": "2026"}, {"basis": "16"}, {"model_type": "community"}])
def test_every_part_follows_year_basis_and_type(
    open_linkage: Open, part: str, chosen: dict[str, str]
) -> None:
    shown = open_linkage(part=part, **chosen)
    assert (shown.failed, shown.announced) == ([], [])
    assert shown.address.items() >= chosen.items()


@pytest.mark.parametrize("part", PARTS)
def test_every_part_stands_where_nothing_is_reported(
    tiny: Tiny, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setenv("MONITOR_STORE", str(tiny.store.folder))
    assert Shown.opened("linkage", unfold=FOLDS, part=part).failed == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("part", "money"), ("year", "1999"), ("region", "atlantis"), ("amount", "love")],
)
def test_what_the_address_invents_is_named(open_linkage: Open, key: str, value: str) -> None:
    shown = open_linkage(**{key: value})
    assert shown.failed == []
    assert any(value in sentence for sentence in shown.announced)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("region", ["all", "seoul"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_can_be_read(
    open_linkage: Open, part: str, region: str, language: str
) -> None:
    shown = open_linkage(part=part, region=region, language=language)
    assert shown.figures
    assert set(shown.figures) <= set(shown.tables)
    lead = "(단위: " if language == "ko" else "(Unit: "
    for figure in shown.figures.values():
        drawn = go.Figure(figure.spec)
        assert told_by_colour_alone(drawn) == [], figure.title
        assert missing_glyphs(drawn) == set(), figure.title
        assert any(note.startswith(lead) for note in figure.annotations), figure.title
        told = figure.alternative_text.replace(figure.title, "")
        assert any(letter.isdigit() for letter in told), figure.alternative_text


@pytest.mark.parametrize("part", PARTS)
def test_no_heading_of_a_file_is_an_id(linked: Linked, part: str) -> None:
    view = View("ko", linked.release, 17, dark=False)
    questions = {
        "policies": ["links", "unlinked"],
        "partners": ["partners_by_quarter", "shared_organisations", "partner_list"],
        "network": ["networks", "ties", "members"],
        "co_production": [
            "products_by_sides",
            "products_by_kind",
            "products_by_quarter",
            "products",
        ],
    }
    for name in questions[part]:
        headings = list(file_table(view, linked.ask(f"linkage/{name}")))
        assert [heading for heading in headings if heading.isascii()] == [], name


def test_tiles_say_the_indicators_and_what_differs_by_definition(open_linkage: Open) -> None:
    tiles = open_linkage().tiles
    assert (tiles["연계 부처사업"], tiles["서로 다른 정책"]) == ("4건", "2건")
    assert tiles["연계 사업비 (백만원)"] == "135"
    assert (tiles["연계 없는 사업"], tiles["미보고 사업"]) == ("1개", "1개")
    tiles = open_linkage(part="partners").tiles
    assert tiles["사회연대경제조직"] == "6개"
    assert tiles["서로 다른 사회연대경제조직"] == "3개"
    assert tiles["참여 / 탈퇴"] == "+2 / △1"
    tiles = open_linkage(part="co_production").tiles
    assert (tiles["개발 완료"], tiles["누적 완료"], tiles["개발 중"]) == ("2건", "3건", "2건")
    assert tiles["세 주체 공동생산, 완료"] == "50.0%"


@pytest.mark.parametrize("part", PARTS)
def test_what_is_not_known_is_never_shown_as_none(open_linkage: Open, part: str) -> None:
    tiles = open_linkage(part=part, region="busan").tiles
    known = {"사업", "연계 없는 사업", "미보고 사업"}
    assert {text for label, text in tiles.items() if label not in known} == {"–"}


def test_a_project_without_a_link_stands_apart_from_one_not_reported(open_linkage: Open) -> None:
    tables = open_linkage().tables
    assert list(tables["without"]["사업명"]) == ["사업 G1"]
    assert list(tables["unknown"]["사업명"]) == ["사업 B1"]
    assert list(tables["unknown"]["알 수 없는 까닭"]) == ["미제출"]
    shown = open_linkage(region="seoul")
    assert {"without", "unknown"}.isdisjoint(shown.tables)
    assert any("보고한 사업은 모두 연계되어" in text for text in shown.texts)


def test_a_file_holds_the_projects_without_a_link_beside_those_not_reported(
    linked: Linked,
) -> None:
    shown = unlinked(View("ko", linked.release, 17, dark=False), year=2027).numbers.columns
    rows = zip(shown["사업명"], shown["연계"], shown["알 수 없는 까닭"], strict=True)
    assert {(plain(name), link, why) for name, link, why in rows} == {
        ("사업 G1", "없음", "–"),
        ("사업 B1", "알 수 없음", "미제출"),
    }


def test_a_network_of_the_whole_country_asks_for_a_province(linked: Linked) -> None:
    view = View("ko", linked.release, 17, dark=False)
    drawn = province_network(view, year=2027, region="all")
    assert (drawn.chart, drawn.nothing) == (None, view.words("linkage.choose_province"))


@pytest.mark.parametrize(
    ("amount", "written"), [("linked_money", ["100", "25"]), ("linked_policies", ["2", "2"])]
)
def test_flow_and_matrix_show_the_amount_chosen(
    open_linkage: Open, amount: str, written: list[str]
) -> None:
    shown = open_linkage(amount=amount, across="region")
    table = shown.tables["ministry-matrix"].set_index("부처")
    assert list(table.loc[["보건복지부", "국토교통부"], "계"]) == written
    ends = shown.figures["ministry-flow"].annotations
    assert f"복지부 {written[0]}" in ends
    # A link that ended has money, but is no longer one of the links.
    assert any(end.startswith("고용부") for end in ends) is (amount == "linked_money")


def test_money_of_links_that_ended_is_said(open_linkage: Open) -> None:
    assert any("올해 연계가 끝난 정책의 10백만원" in text for text in open_linkage().texts)


def test_a_province_is_drawn_between_ministries_and_shared_organisations(
    open_linkage: Open,
) -> None:
    shown = open_linkage(part="network", region="seoul")
    written = shown.figures["network"].annotations
    assert {"복지부", "국토부", "가"} <= set(written)
    assert "사업 S1단독 참여 1개 ●" in written
    assert "사업 S2단독 참여 1개 ○" in written
    assert {"마", "구청"}.isdisjoint(written)  # theirs alone: a mark each


def test_all_provinces_are_drawn_as_rings(open_linkage: Open) -> None:
    shown = open_linkage(part="network")
    written = shown.figures["rings"].annotations
    assert {"서울", "부산", "광주", "전남"} <= set(written)
    assert "사업 2 · 이어진 사업 2" in written
    measures = shown.tables["measures"].set_index("시·도")
    assert list(measures.loc["전국", ["이어진 사업", "사업 묶음"]]) == ["4", "1"]
    assert list(measures.loc["광주", ["이어진 사업", "사업 묶음"]]) == ["0", "1"]
    assert measures.loc["부산", "사업당"] == "–"


def test_a_network_of_social_organisations_alone_says_so(open_linkage: Open) -> None:
    shown = open_linkage(part="network", region="seoul", among="social")
    assert shown.figures["network"].title.endswith("서울, 사회연대경제조직만")
    assert "사업 S2단독 참여 0개" in shown.figures["network"].annotations
    assert (
        open_linkage(part="network")
        .tables["measures"]
        .set_index("시·도")
        .loc["서울", "서로 다른 조직"]
        == "3"
    )
    assert shown.tables["measures"].set_index("시·도").loc["서울", "서로 다른 조직"] == "2"


def test_an_organisation_in_several_projects_links_to_each(open_linkage: Open) -> None:
    table = open_linkage(part="partners").tables["shared"].set_index("조직")
    assert table.loc["가", "사업명"] == "사업 S1 · 사업 S2 · 사업 J1"
    assert table.loc["가", "역할"] == "주관, 공동 생산·제공, 평가·연구"


def test_what_was_not_yet_completed_says_so(open_linkage: Open) -> None:
    table = open_linkage(part="co_production").tables["products"].set_index("제품·서비스")
    assert table.loc["장터", "완료일"] == "개발 중"
    assert table.loc["앱", "세 주체 모두"] == "예"
    assert table.loc["돌봄", "부처"] == "–"


def test_english_is_not_on_the_korean_page(open_linkage: Open) -> None:
    for part in PARTS:
        for figure in open_linkage(part=part).figures.values():
            texts = {note for note in figure.annotations if note.isascii() and note.isalpha()}
            assert texts == set(), list(texts_of(figure.spec))[:3]
