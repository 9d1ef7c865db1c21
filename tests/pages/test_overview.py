"""종합 현황 shows what the release answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qsl

import pytest

from monitor.figures.view import vocabulary
from monitor.store import Release, Store, ask
from monitor.wording import Words, number_text
from tests.pages.reading import PAGES, Shown, plain, written, written_change

Open = Callable[..., Shown]
YEARS = ("2026", "2027", "2028")


def quarter(release: Release, year: str) -> int:
    return release.manifest.last_quarter_of(int(year))


@pytest.mark.parametrize("year", YEARS)
def test_tiles_show_the_totals_of_the_year(open_page: Open, newest: Release, year: str) -> None:
    tiles = open_page(year=year).tiles
    (total,) = ask(
        "programme/totals", release=newest, year=year, quarter=quarter(newest, year)
    ).itertuples()
    expected = {
        "추진 사업": number_text(total.projects),
        "참여 시·도": f"{total.provinces}/17",
        "모델 유형": f"{total.model_types}/6",
        "국비 배정액 (백만원)": number_text(total.national_allocated, 0, 1_000_000),
        "예산 집행률": f"{number_text(total.execution_rate, 1)}%",
        "분기 보고": f"{total.submissions_accepted}/{total.submissions_expected}",
    }
    assert {key: tiles[key] for key in expected} == expected


def test_the_national_money_of_2026_is_8500_million_won(open_page: Open) -> None:
    assert open_page(year="2026").tiles["국비 배정액 (백만원)"] == "8,500"


@pytest.mark.parametrize("year", YEARS)
def test_indicator_tiles_show_the_key_indicators(
    open_page: Open, newest: Release, year: str
) -> None:
    tiles = list(open_page(year=year).tiles.values())
    answer = ask(
        "programme/key_indicators", release=newest, year=year, quarter=quarter(newest, year)
    )
    expected = [written(row.indicator, row.actual) for row in answer.itertuples()]
    assert tiles[6 : 6 + len(expected)] == expected


@pytest.mark.parametrize("year", YEARS)
def test_the_table_under_attainment_shows_the_key_indicators(
    open_page: Open, newest: Release, year: str
) -> None:
    table = open_page(year=year).tables["attainment"]
    answer = ask(
        "programme/key_indicators", release=newest, year=year, quarter=quarter(newest, year)
    )
    rows = list(answer.itertuples())
    assert list(table["실적"]) == [written(row.indicator, row.actual) for row in rows]
    assert list(table["목표"]) == [written(row.indicator, row.target) for row in rows]
    assert list(table["달성률 (%)"]) == [number_text(row.attainment, 1) for row in rows]
    assert list(table["전년 대비"]) == [written_change(row.indicator, row) for row in rows]


@pytest.mark.parametrize("year", YEARS)
def test_bars_are_as_long_as_the_answer(open_page: Open, newest: Release, year: str) -> None:
    drawn = open_page(year=year).figures["attainment"].spec["data"][0]["x"]
    answer = ask(
        "programme/key_indicators", release=newest, year=year, quarter=quarter(newest, year)
    )
    assert drawn == [None if value != value else value for value in answer["attainment"]]


@pytest.mark.parametrize("year", YEARS)
def test_money_by_source_adds_up_to_all_sources(open_page: Open, year: str) -> None:
    shown = open_page(year=year)
    parts = [int(text.replace(",", "")) for text in shown.tables["money"]["배정액 (백만원)"]]
    (total,) = [m.delta for m in shown.app.metric if m.label.startswith("국비")]
    assert total == f"전체 재원 {sum(parts):,}"


@pytest.mark.parametrize("year", YEARS)
def test_projects_of_all_statuses_add_up_to_the_projects(open_page: Open, year: str) -> None:
    tiles = list(open_page(year=year).tiles.values())
    assert sum(int(count) for count in tiles[-4:]) == int(tiles[0])


def test_projects_that_need_attention_come_worst_first(open_page: Open, newest: Release) -> None:
    tables = open_page(year="2028").tables
    answer = ask("programme/attention", release=newest, year=2028, quarter=2)
    assert list(tables["attention"]["사업명"]) == list(answer["name"])[:10]
    assert list(tables["attention_all"]["사업명"]) == list(answer["name"])


def test_provinces_that_the_totals_lack_are_named_right_under_them(
    open_page: Open, newest: Release
) -> None:
    sent = ask("regions/submissions", release=newest, year=2028, quarter=2)
    absent = sent.loc[sent["submission_state"] == "not_submitted", "region"]
    assert len(absent)
    shown = open_page(year="2028")
    note = next(text for text in shown.texts if "합계에 다음 시·도는 없습니다" in text)
    assert all(vocabulary().regions[region].short_ko in note for region in absent)
    captions = [plain(str(caption.value)) for caption in shown.app.caption]
    assert captions.index(note) == 1  # after the page's own line, under the briefing


def test_the_first_year_has_no_year_before(open_page: Open) -> None:
    notes = [str(metric.delta) for metric in open_page(year="2026").app.metric]
    assert notes.count("첫해라 전년이 없습니다") == 2 + 6
    assert not any("–" in note for note in notes)


def test_a_release_shows_only_the_years_it_covers(open_page: Open, demonstration: Store) -> None:
    first = demonstration.releases()[-1].manifest
    assert open_page(release=first.release).options("year") == ["2026년"]


# ── the briefing ─────────────────────────────────────────────────────────────────────────────────


def briefing(shown: Shown) -> str:
    """Return the sentences as they are read: without the addresses of their links."""
    (text,) = [str(each.value) for each in shown.app.markdown if "](" in str(each.value)]
    unlinked = re.sub(r"(?<!\\)\]\([/#][^)\s]*\)", "", text)
    return plain(re.sub(r"(?<!\\)\[|:primary\[|\*\*|(?<!\\)\]", "", unlinked))


def links(shown: Shown) -> list[str]:
    """Return where the lines of the briefing lead."""
    (text,) = [str(each.value) for each in shown.app.markdown if "](" in str(each.value)]
    return re.findall(r"(?<!\\)\]\(([/#][^)\s]*)\)", text)


@pytest.mark.parametrize("year", YEARS)
def test_the_briefing_says_the_numbers_of_the_tiles(open_page: Open, year: str) -> None:
    shown = open_page(year=year)
    text = briefing(shown)
    tiles = {name.replace("\N{NO-BREAK SPACE}", " "): value for name, value in shown.tiles.items()}
    assert f"{tiles['추진 사업']}개 사업 가운데" in text
    assert f"부진 {tiles['■ 부진']}개·지연 {tiles['◆ 지연']}개" in text
    assert f"집행률 {tiles['예산 집행률']}" in text
    execution = [str(metric.delta) for metric in shown.app.metric if metric.label == "예산 집행률"]
    change = execution[0].removeprefix("전년 대비 ")
    assert (f"대비 {change})" in text) == (year != "2026")


@pytest.mark.parametrize("year", YEARS)
def test_the_briefing_names_the_project_that_heads_the_list(open_page: Open, year: str) -> None:
    shown = open_page(year=year)
    first = shown.tables["attention"].iloc[0]
    name = re.sub(r"^\[(.*)\]\(.*\)$", r"\1", str(first["사업명"]))
    assert f"'{name}', {first['상태의 근거']}" in briefing(shown)


def test_the_briefing_says_the_numbers_of_the_page_that_it_links(
    open_page: Open, newest: Release
) -> None:
    shown = open_page(year="2028")
    text = briefing(shown)
    rows = ask("briefing/gains", release=newest, year=2028, quarter=2)
    gains = rows[rows["direction"] == "gain"]
    assert len(gains)
    for row in gains.itertuples():
        there = open_page("year_on_year", year="2028", indicator=str(row.indicator))
        last = there.tables["years"].iloc[-1]
        actual = next(value for name, value in last.items() if str(name).startswith("실적"))
        if vocabulary().indicators[str(row.indicator)].unit != "million_won":
            assert str(actual) in text
        assert f"({last['전년 대비']})" in text


def test_the_briefing_says_the_mean_and_the_counts_of_the_evaluation(open_page: Open) -> None:
    text = briefing(open_page(year="2028"))
    tiles = open_page("evaluation", year="2027").tiles
    assert f"평균 {tiles['평균 점수']}점" in text
    for grade in "SABCD":
        assert f"{grade} {tiles[f'{grade}등급'].removesuffix('개')}" in text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_line_of_the_briefing_leads_to_a_page_or_a_place(
    open_page: Open, language: str
) -> None:
    shown = open_page(language=language, basis="16")
    anchors = {f"#{header.proto.anchor}" for header in shown.app.subheader}
    for address in links(shown):
        if address.startswith("#"):
            assert address in anchors
            continue
        page, _, query = address.removeprefix("/").partition("?")
        asked = dict(parse_qsl(query))
        assert page in PAGES
        assert asked["basis"] == "16" and asked.get("language", "ko") == language
        there = open_page(page, **asked)
        assert (there.failed, there.announced) == ([], [])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_sentence_without_data_is_left_out_and_said_to_be(
    open_page: Open, demonstration: Store, language: str
) -> None:
    first = demonstration.releases()[-1].manifest.release
    shown = open_page(release=first, language=language)
    reason = Words("en" if language == "en" else "ko")("briefing.missing_first_year")
    kind = "Gains" if language == "en" else "성과"
    assert f"({kind})" not in briefing(shown)
    assert any(f"{kind}({reason})" in text.replace(" (", "(") for text in shown.texts)


def test_the_text_to_paste_says_what_the_page_says_with_source_and_date(open_page: Open) -> None:
    shown = open_page()
    (code,) = shown.app.code
    text = str(code.value)
    lines = [line[2:].lstrip() for line in text.splitlines() if line.lstrip()[0] in "□○"]
    said = [line.lstrip(" -") for line in briefing(shown).splitlines()]
    assert [line.removeprefix("○ ") for line in lines] == said
    assert "기준일: 2028. 6. 30. (잠정)" in text
    assert "시연용 가상 자료" in text
