"""사업 카드: a known project, an unknown one, and what the search shows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from monitor.figures.files import file_table
from monitor.figures.view import View, vocabulary
from monitor.store import Release, ask, question
from monitor.wording import date_text, number_text
from tests.pages.reading import LANGUAGES, Shown, words

Open = Callable[..., Shown]
PROJECT = "2026-GAN-03"


@pytest.fixture(scope="module")
def name(newest: Release) -> str:
    projects = ask("project/all", release=newest).set_index("project")
    return str(projects.loc[PROJECT, "name"])


def search(shown: Shown, typed: str) -> Shown:
    """Type into the sidebar's search."""
    shown.app.text_input(key="search box").set_value(typed).run()
    return shown


def links(app: AppTest) -> list[str]:
    """Return the addresses that the cells of tables lead to."""
    cells = [
        str(cell)
        for element in app.get("table")
        for cell in element.value.to_numpy().ravel()  # type: ignore[attr-defined]  # a table
    ]
    return [link for cell in cells for link in re.findall(r"\]\((/[^)]*)\)", cell)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_has_every_part(open_page: Open, language: str) -> None:
    shown = open_page("project", project=PROJECT, language=language)
    parts = "facts status stages money indicators partners evaluation findings corrections"
    assert shown.failed == []
    assert {f"sheet_{part}" for part in [*parts.split(), "documents"]} <= set(shown.tables)


def test_a_card_says_the_numbers_of_its_questions(open_page: Open, newest: Release) -> None:
    shown = open_page("project", project=PROJECT, year="2027")
    facts = ask("project/facts", release=newest, project=PROJECT, year=2027).iloc[0]
    assert shown.tiles["집행률 (%)"] == number_text(facts["execution_rate"], 1)
    history = ask("project/history", release=newest, project=PROJECT)
    jobs = history[history["indicator"] == "jobs"].set_index("year")["actual"]
    label = vocabulary().indicators["jobs"].name_ko
    table = shown.tables["sheet_indicators"].set_index("성과지표")
    assert table.loc[label, "2026년"] == number_text(jobs[2026])
    assert table.loc[label, "2027년"] == number_text(jobs[2027])
    assert "2028년 상반기" not in table


def test_a_card_tells_every_correction_with_its_file(open_page: Open, newest: Release) -> None:
    shown = open_page("project", project=PROJECT)
    told = ask("project/corrections", release=newest, project=PROJECT)
    assert len(told) == len(shown.tables["corrections"]) > 0
    files = list(shown.tables["corrections"]["파일"])
    assert [each.split(" · ")[0] for each in files] == list(map(str, told["submission"]))
    documents = ask("project/documents", release=newest, project=PROJECT)
    assert list(shown.tables["documents"]["SHA-256"]) == list(documents["sha256"])


BEYOND = ("application", "products", "adoptions", "awards", "aftercare")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("project", ["2026-SEO-01", "2026-JEJ-02"])
def test_below_a_card_stands_how_it_began_and_what_came_of_it(
    open_page: Open, newest: Release, project: str, language: str
) -> None:
    shown = open_page("project", project=project, language=language)
    assert shown.failed == []
    told = {part: ask(f"project/{part}", release=newest, project=project) for part in BEYOND}
    # One has a model, awards and products, the other aftercare; what has no rows is left out.
    expected = ["application", "products", "adoptions", "awards"]
    if project == "2026-JEJ-02":
        expected = ["application", "products", "aftercare"]
    assert [part for part in BEYOND if part in shown.tables] == expected
    assert all(len(shown.tables[part]) == len(told[part]) > 0 for part in expected)
    applied, row = shown.tables["application"].iloc[0], told["application"].iloc[0]
    assert row["name"] in set(applied)
    assert number_text(row["score"], 1) in set(applied)
    products = shown.tables["products"]
    assert list(products.iloc[:, 0]) == list(told["products"]["product"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_leads_to_its_model_and_its_call(
    open_page: Open, newest: Release, language: str
) -> None:
    project, english = "2026-SEO-01", "&language=en" * (language == "en")
    shown = open_page("project", project=project, language=language)
    adopted = ask("project/adoptions", release=newest, project=project)
    call = ask("project/application", release=newest, project=project)["call"].iloc[0]
    assert {
        f"/spread?model={adopted['model'].iloc[0]}{english}",
        f"/selection?part=applications&call={call}{english}",
    } <= set(links(shown.app))
    table = shown.tables["adoptions"]
    users = [number_text(value) for value in adopted["users"]]
    assert list(table[words(language)("project.adopted_users")]) == users
    given = ask("project/awards", release=newest, project=project).iloc[0]
    day = date_text(given["awarded_on"].date(), "en" if language == "en" else "ko")
    assert shown.tables["awards"].iloc[0, 0].replace("\N{NO-BREAK SPACE}", " ") == day
    assert given["award"] in set(shown.tables["awards"].iloc[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_quarters_after_support_that_were_not_reported_say_so(
    open_page: Open, language: str
) -> None:
    shown = open_page("project", project="2026-GYB-02", language=language)
    table, said = shown.tables["aftercare"], words(language)
    first, silent, last = table.iloc[0], table.iloc[1], table.iloc[-1]
    assert said("spread.base_column") in set(first)
    assert said("spread.no_report") not in set(first)
    assert said("spread.no_report") in set(silent)
    assert list(silent)[3:] == ["–", "–", "–"]
    assert list(last)[3:] == ["0", "0", "0"]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("ko", "사업명 '2026-XXX-99'는 여기에 없는 값이라"), ("en", "‘2026-XXX-99’ in the address")],
)
def test_an_unknown_project_is_named_and_the_list_shown(
    open_page: Open, language: str, sentence: str
) -> None:
    shown = open_page("project", project="2026-XXX-99", language=language)
    (announced,) = shown.announced
    assert sentence in announced
    assert (shown.failed, "projects" in shown.tables) == ([], True)


def test_every_project_can_be_opened_in_every_year(open_page: Open, newest: Release) -> None:
    for project in ask("project/all", release=newest)["project"][::12]:
        shown = open_page("project", project=project)
        for year in ask("project/years", release=newest, project=project)["year"]:
            shown.choose("year", str(year))
            assert shown.failed == []


def test_lists_lead_to_cards_in_the_readers_language_and_basis(open_page: Open) -> None:
    shown = open_page("overview", language="en", basis="16")
    assert links(shown.app)
    assert all(link.startswith("/project?project=") for link in links(shown.app))
    assert all(link.endswith("&language=en&basis=16") for link in links(shown.app))


def test_a_link_keeps_an_earlier_release(open_page: Open) -> None:
    shown = open_page("overview", release="2027-12-31-final-2")
    assert all(link.endswith("&release=2027-12-31-final-2") for link in links(shown.app))


def test_initials_typed_into_any_page_lead_to_the_card(open_page: Open, name: str) -> None:
    first = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
    typed = "".join(
        first[(ord(letter) - 0xAC00) // 588] for letter in name if "가" <= letter <= "힣"
    )
    shown = search(open_page("overview"), typed)
    assert shown.title == words("ko")("project.title")
    assert shown.address["search"] == typed
    assert f"/project?project={PROJECT}" in links(shown.app)


@pytest.mark.parametrize(
    ("typed", "where"),
    [("전라북도", "region=jeonbuk"), ("yangyang", "region=gangwon"), ("광주전남", "basis=16")],
)
def test_regions_lead_to_the_map(open_page: Open, typed: str, where: str) -> None:
    shown = open_page("project", search=typed)
    assert any(link.startswith("/region_map?") and where in link for link in links(shown.app))


def test_a_misspelt_name_is_found(open_page: Open, name: str) -> None:
    last = name[-1]
    typed = name[:-1] + chr(ord(last) + (1 if (ord(last) - 0xAC00) % 28 == 0 else -1))
    shown = open_page("project", search=typed)
    assert name in set(shown.tables["found_projects"]["사업"])


def test_a_partner_leads_to_its_projects(open_page: Open, newest: Release) -> None:
    partners = ask("project/partners", release=newest, project=PROJECT)
    partner = partners["organisation"].iloc[0]
    shown = open_page("project", search=partner)
    found = shown.tables["found_organisations"].set_index("조직")
    assert partner in found.index
    assert f"/project?project={PROJECT}" in links(shown.app)


def test_a_search_from_a_card_leaves_the_card(open_page: Open) -> None:
    shown = search(open_page("project", project=PROJECT), "서울")
    assert (shown.failed, shown.address["project"]) == ([], "all")
    assert "found_regions" in shown.tables


@pytest.mark.parametrize("typed", ["<i>[x](http://a.b)", "없는이름없는이름", "'; drop table x"])
def test_what_finds_nothing_is_said_and_shown_as_text(open_page: Open, typed: str) -> None:
    shown = open_page("project", search=typed)
    assert (shown.failed, shown.tables.keys()) == ([], {"projects"})
    (said,) = [info.value for info in shown.app.info]
    assert "](" not in said.replace("\\](", "").replace("\\]\\(", "")
    assert "<i>" not in said
    (plain,) = shown.announced
    assert f"'{typed}'" in plain


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("part", "project"),
    [
        *((part, PROJECT) for part in ("corrections", "documents", "findings", "partners")),
        *((part, "2026-SEO-01") for part in ("application", "products", "adoptions", "awards")),
        ("aftercare", "2026-GYB-02"),
    ],
)
def test_every_list_below_the_card_can_be_taken_along(
    newest: Release, part: str, project: str, language: str
) -> None:
    view = View("en" if language == "en" else "ko", newest, 17, dark=False)
    table = file_table(view, view.ask(f"project/{part}", project=project))
    assert len(table) > 0
    raw = {column.name for column in question(f"project/{part}").columns} - {"sha256"}
    # A single word is in English what its id is.
    told = {name for name in raw if language == "ko" or "_" in name}
    assert told.isdisjoint(table.columns)
