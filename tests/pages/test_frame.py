"""The frame around every page: language, release, basis, address, and an empty store."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from monitor.store import Release, Store, publish
from monitor.wording import date_text
from pages.shared.releases import release_names
from tests.acting import LOCAL
from tests.evaluated import Evaluated
from tests.pages.reading import LANGUAGES, PAGES, Shown, plain, words

Open = Callable[..., Shown]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_failing(open_page: Open, name: str, language: str) -> None:
    assert open_page(name, language=language).failed == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_its_own_title(open_page: Open, name: str, language: str) -> None:
    assert open_page(name, language=language).title == words(language)(f"{name}.title")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_made_up_data_are_marked_on_every_page(open_page: Open, name: str, language: str) -> None:
    mark = words(language)("common.demonstration")
    assert any(mark in text for text in open_page(name, language=language).texts)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_as_of_when_and_in_which_state(
    open_page: Open, newest: Release, name: str
) -> None:
    line = open_page(name).texts
    as_of = date_text(newest.manifest.as_of, "ko")
    state = words("ko")(f"release.{newest.manifest.release_state}")
    assert any(as_of in text and state in text for text in line)


def test_korean_is_spoken_unless_the_address_asks_otherwise(open_page: Open) -> None:
    assert open_page().address["language"] == "ko"


def test_the_newest_release_is_shown_unless_another_is_chosen(
    open_page: Open, newest: Release
) -> None:
    assert open_page().address["release"] == newest.manifest.release


def test_releases_of_the_same_day_are_told_apart(newest: Release) -> None:
    again = replace(newest.manifest, release="again", release_number=77)
    names = release_names(words("ko"), [newest.manifest, again])
    assert names["again"].endswith("77번")
    assert len(set(names.values())) == 2
    assert "번" not in release_names(words("ko"), [again])["again"]


@pytest.mark.parametrize("name", PAGES)
def test_every_release_can_be_shown(open_page: Open, demonstration: Store, name: str) -> None:
    shown = open_page(name)
    for release in demonstration.releases():
        shown.choose("release", release.manifest.release)
        assert shown.failed == []
        as_of = date_text(release.manifest.as_of, "ko")
        assert any(as_of in text for text in shown.texts)


@pytest.mark.parametrize("name", PAGES)
def test_both_bases_can_be_shown(open_page: Open, name: str) -> None:
    shown = open_page(name)
    for basis in ("16", "17"):
        shown.choose("basis", basis)
        assert (shown.failed, shown.address["basis"]) == ([], basis)


def test_switching_the_language_keeps_the_filters(open_page: Open) -> None:
    shown = open_page("region_map", year="2027", indicator="jobs", region="busan")
    shown.choose("language", "en")
    kept = {key: shown.address[key] for key in ("language", "year", "indicator", "region")}
    assert kept == {"language": "en", "year": "2027", "indicator": "jobs", "region": "busan"}


LINKS = {
    "overview": {"year": "2026", "basis": "16", "language": "en"},
    "progress": {
        "part": "money",
        "year": "2027",
        "region": "busan",
        "model_type": "living_service",
        "funding_source": "local",
    },
    "region_map": {
        "layer": "indicator",
        "year": "2027",
        "indicator": "jobs",
        "model_type": "public_service",
        "measure": "change",
        "method": "jenks",
        "breaks": "fixed",
        "region": "busan",
    },
    "model_types": {"year": "2027", "indicator": "satisfaction"},
    "year_on_year": {
        "year": "2027",
        "indicator": "partner_sales",
        "model_type": "living_service",
        "region": "gangwon",
    },
    "linkage": {
        "part": "policies",
        "year": "2027",
        "amount": "linked_policies",
        "across": "region",
    },
    "spread": {"part": "after", "year": "2027", "result": "jobs", "region": "gyeongbuk"},
    "selection": {"basis": "16"},
    "evaluation": {"part": "project", "year": "2026", "project": "2026-GAN-03"},
    "panel": {"member": "m09", "task": "scores", "year": "2028", "board": "member"},
    "project": {"project": "2026-GAN-03", "year": "2027"},
    "verify": {"language": "en"},
    "builder": {"basis": "16", "language": "en"},
    "dictionary": {"earlier": "2026-12-31-final-1", "later": "2027-12-31-final-2"},
}


@pytest.mark.parametrize("name", PAGES)
def test_a_link_reproduces_the_view(open_page: Open, name: str) -> None:
    shown = open_page(name, **LINKS[name])
    again = open_page(name, **shown.address)
    assert shown.address.items() >= LINKS[name].items()
    assert again.tiles == shown.tiles
    assert {key: each.to_csv() for key, each in again.tables.items()} == {
        key: each.to_csv() for key, each in shown.tables.items()
    }
    assert {key: each.spec for key, each in again.figures.items()} == {
        key: each.spec for key, each in shown.figures.items()
    }


@pytest.mark.parametrize("name", PAGES)
def test_what_an_address_invents_is_passed_over_and_corrected(open_page: Open, name: str) -> None:
    usual = open_page(name).address
    shown = open_page(name, **dict.fromkeys(usual, "=nothing'"))
    assert (shown.failed, shown.address) == ([], usual)


def test_a_choice_carries_to_every_page_that_understands_it(open_page: Open) -> None:
    chosen = {"year": "2027", "indicator": "jobs", "region": "busan", "basis": "16"}
    shown = open_page("region_map", **chosen)
    shown.turn_to("year_on_year")
    assert shown.address.items() >= chosen.items()
    shown.turn_to("overview")
    assert (shown.address["year"], shown.failed) == ("2027", [])
    shown.turn_to("dictionary").turn_to("model_types")
    assert (shown.address["year"], shown.address["indicator"]) == ("2027", "jobs")


def test_what_a_page_shows_by_itself_is_no_choice(open_page: Open) -> None:
    shown = open_page("region_map")
    assert shown.address["region"] == "seoul"
    assert shown.turn_to("year_on_year").address["region"] == "all"


def test_a_choice_taken_back_is_not_carried(open_page: Open) -> None:
    shown = open_page("year_on_year", region="busan").choose("region", "all")
    assert shown.turn_to("region_map").address["region"] == "seoul"


def test_a_link_says_more_than_what_was_chosen_before(open_page: Open) -> None:
    shown = open_page("year_on_year", year="2026", indicator="jobs")
    shown.turn_to("model_types").follow(year="2027", indicator="satisfaction")
    assert (shown.address["year"], shown.address["indicator"]) == ("2027", "satisfaction")


@pytest.mark.parametrize(
    ("language", "asked", "sentence"),
    [
        ("ko", {"year": "1999"}, "주소에 적힌 기간 '1999'는 여기에 없는 값이라 '2028년 상반기'를"),
        ("ko", {"indicator": "xyz"}, "'xyz'는 여기에 없는 값이라 '서비스 이용자 수'를 보입니다."),
        ("en", {"year": "1999"}, "Period ‘1999’ in the address is not known here"),
        ("ko", {"language": "fr"}, "언어 'fr'"),
        ("ko", {"release": "none"}, "공표 'none'"),
        ("ko", {"region": "jeonnam_gwangju"}, "시·도 '전남광주'는"),
    ],
)
def test_a_value_that_is_not_understood_is_named(
    open_page: Open, language: str, asked: dict[str, str], sentence: str
) -> None:
    shown = open_page("year_on_year", **{"language": language} | asked)
    (announced,) = shown.announced
    assert sentence in announced
    assert shown.choose("basis", "16").announced == []


def test_a_sound_link_announces_nothing(open_page: Open) -> None:
    assert [open_page(name, **LINKS[name]).announced for name in PAGES] == [[]] * len(PAGES)


def test_what_an_address_does_not_know_stays_as_it_is(open_page: Open) -> None:
    assert open_page(utm_source="mail").address["utm_source"] == "mail"


@pytest.mark.parametrize("name", ["region_map", "year_on_year"])
def test_a_province_of_the_other_basis_falls_back(open_page: Open, name: str) -> None:
    shown = open_page(name, basis="17", region="jeonnam_gwangju")
    assert (shown.failed, shown.address["region"]) == ([], open_page(name).address["region"])


def test_a_province_that_a_change_of_basis_takes_away_falls_back(open_page: Open) -> None:
    shown = open_page("region_map", region="jeonnam").choose("basis", "16")
    assert (shown.failed, shown.address["region"]) == ([], "seoul")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_an_empty_store_is_a_sentence_on_every_page(
    open_empty: Open, name: str, language: str
) -> None:
    shown = open_empty(name, language=language)
    sentence = words(language)("refused.no_release")
    assert (shown.failed, [info.value for info in shown.app.info]) == ([], [sentence])


def test_a_file_that_is_no_release_is_named_and_passed_over(
    open_empty: Open, demonstration: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "empty" / "releases"
    folder.mkdir(parents=True)
    sound = demonstration.release().path
    (folder / sound.name).write_bytes(sound.read_bytes())
    (folder / "torn.duckdb").write_bytes(b"torn")
    shown = open_empty("dictionary")
    assert shown.failed == []
    assert any("torn" in text for text in shown.texts)


def test_what_is_not_published_yet_is_offered_to_the_panel_alone(
    open_empty: Open, evaluated: Evaluated, tmp_path: Path
) -> None:
    shutil.copytree(evaluated.store.folder, tmp_path / "empty")
    day = dt.date(2026, 12, 31)
    preview = publish(
        Store(tmp_path / "empty", LOCAL), as_of=day, final=False, publisher="tester", preview=True
    ).manifest.release
    newest = evaluated.second.manifest.release
    assert open_empty("overview", release=preview).address["release"] == newest
    assert open_empty("panel").address["release"] == newest
    shown = open_empty("panel", release=preview)
    assert (shown.failed, shown.address["release"]) == ([], preview)
    assert any("공표 전 열람본" in text for text in shown.texts)


def test_a_release_older_than_the_page_is_said_to_be_so(
    open_page: Open, demonstration: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "releases" / demonstration.release().path.name
    older.parent.mkdir()
    shutil.copy(demonstration.release().path, older)
    older.chmod(0o644)
    with duckdb.connect(older) as connection:
        connection.execute("drop table standard_model")
        # Another release: what was answered of the sound one is kept under its name.
        connection.execute("update manifest set content_digest = 'older'")
    monkeypatch.setenv("MONITOR_STORE", str(tmp_path))
    (told,) = Shown.opened("spread").failed
    assert older.stem in plain(told)
    assert Shown.opened("region_map").failed == []
