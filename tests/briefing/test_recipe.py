"""Recipes go out and come back as they were; what is wrong with one is told in one sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from monitor.briefing.making import make
from monitor.briefing.recipe import (
    MOST_FIGURES,
    Edited,
    Part,
    Piece,
    check,
    content_of,
    following,
    recipe_from_file,
    recipe_of,
    said,
    year_of,
)
from monitor.demonstration import SAMPLES
from monitor.store import Store
from monitor.wording import Refused
from tests.briefing.recipes import JOBS, recipe

EXAMPLE = SAMPLES / "briefings" / "quarterly.json"


def _file(**changes: Any) -> bytes:
    told = {"name": "분기", **content_of(recipe())}
    return json.dumps(told | changes).encode()


def _with_figure(**changes: Any) -> bytes:
    figure = {"figure": JOBS.figure, "choices": dict(JOBS.choices), "basis": 17}
    return _file(sections=[{"heading": "성과", "figures": [figure | changes]}])


def test_a_recipe_comes_back_from_json_as_it_went() -> None:
    edited = JOBS.with_sentences("2026-12-31-final-1", "ko", ((0, "일자리"), (2, "자세히")))
    kept = recipe(edited, Piece("progress/gantt", {}, 16), title={"ko": "보고", "en": "Briefing"})
    text = json.dumps(content_of(kept), ensure_ascii=False)
    assert recipe_of(json.loads(text)) == kept
    name, of_file = recipe_from_file(_file())
    assert (name, of_file) == ("분기", recipe())


def test_a_year_follows_the_release_or_stays(demonstration: Store) -> None:
    manifest = demonstration.release().manifest
    assert [year_of(each, manifest) for each in ("last", "last-1", 2027)] == [2028, 2027, 2027]
    assert following({"year": 2028}, manifest) == {"year": "last"}
    assert following({"year": 2027, "region": "seoul"}, manifest)["year"] == 2027
    with pytest.raises(Refused, match="이 공표에 없습니다"):
        year_of("last-9", manifest)


def test_an_edited_sentence_counts_at_the_release_of_its_numbers_alone() -> None:
    piece = JOBS.with_sentences("a", "ko", ((1, "글"),))
    assert piece.edited_at("a", "ko") == ((1, "글"),)
    assert piece.edited_at("b", "ko") is piece.edited_at("a", "en") is None
    assert piece.with_sentences("a", "ko", None) == JOBS


def test_an_edited_sentence_that_says_nothing_is_dropped_and_a_long_one_refused() -> None:
    edited = {"ko": {"release": "a", "sentences": [[2, ""], [1, "글"]]}}
    _, kept = recipe_from_file(_with_figure(edited=edited))
    assert next(iter(kept.pieces)).edited_at("a", "ko") == ((1, "글"),)
    long = {"ko": {"release": "a", "sentences": [[1, "가" * 601]]}}
    with pytest.raises(Refused, match="600자까지"):
        recipe_from_file(_with_figure(edited=long))


def test_a_text_is_the_same_in_both_languages_or_each_its_own() -> None:
    assert said("보고", "en") == "보고"
    assert said({"ko": "보고", "en": "Briefing"}, "en") == "Briefing"
    assert said({"ko": "보고"}, "en") == "보고"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"{", "not_a_recipe"),
        (b"[]", "not_a_recipe"),
        (b"[" * 100_000, "not_a_recipe"),
        (b"\xff\xfe", "not_a_recipe"),
        (b" " * 1_000_001, "not_a_recipe"),
        (_file(title=""), "not_a_recipe"),
        (_file(title="가" * 201), "not_a_recipe"),
        (_file(title={"fr": "Titre"}), "not_a_recipe"),
        (_file(sections="성과"), "not_a_recipe"),
        (_file(sections=[]), "recipe_empty"),
        (_file(sections=[{"figures": [1]}]), "not_a_recipe"),
        (_with_figure(figure="overview/none"), "unknown_figure"),
        (_with_figure(figure="../../etc/passwd"), "unknown_figure"),
        (_with_figure(choices={"indicator": "jobs"}), "missing_choice"),
        (_with_figure(choices={**JOBS.choices, "dark": 1}), "not_its_choice"),
        (_with_figure(choices={**JOBS.choices, "year": "soon"}), "not_a_number_chosen"),
        (_with_figure(choices={**JOBS.choices, "year": True}), "not_a_recipe"),
        (_with_figure(choices={"indicator": ["jobs"], "year": 2026}), "not_a_recipe"),
        (_with_figure(basis=15), "not_a_recipe"),
        (_with_figure(edited={"ko": {"release": "a", "sentences": [[3, "깊음"]]}}), "not_a_recipe"),
        (_with_figure(edited={"ko": {"release": "a", "sentences": [[0]]}}), "not_a_recipe"),
    ],
)
def test_what_is_no_recipe_is_refused(content: bytes, key: str) -> None:
    with pytest.raises(Refused) as refused:
        recipe_from_file(content)
    assert refused.value.key == key
    assert refused.value.say("ko")


def test_a_recipe_has_a_limit() -> None:
    many = recipe(*[JOBS] * (MOST_FIGURES + 1))
    with pytest.raises(Refused, match="60개까지"):
        recipe_of(content_of(many))


def test_texts_lose_what_no_file_can_hold() -> None:
    kept = recipe_of(content_of(recipe(title="보고\x07\n둘째 줄")))
    assert kept.title == "보고\N{REPLACEMENT CHARACTER} 둘째 줄"


def test_what_a_release_cannot_draw_is_left_out_and_said(
    store: Store, demonstration: Store
) -> None:
    wanted = recipe(
        Piece("project/partners", {"project": "2026-XXX-99"}),
        replace(JOBS, choices={"indicator": "jobs", "year": "last"}),
        Piece("overview/gone", {"year": "last"}),
        Piece("year_on_year/regions", {"indicator": "joy", "year": "last"}),
    )
    made = make(store, wanted, demonstration.release(), "ko", by="tester")
    (section,) = made.document.sections
    assert [item.exhibit.figure for item in section.items] == [JOBS.figure]
    assert [line.partition(":")[0] for line in made.left_out] == [
        "project/partners",
        "overview/gone",
        "year_on_year/regions",
    ]
    with pytest.raises(Refused, match="하나도 없어"):
        make(store, recipe(wanted.parts[0].pieces[0]), demonstration.release(), "ko", by="tester")


def test_the_example_is_a_recipe_that_the_newest_release_draws_whole(
    store: Store, demonstration: Store
) -> None:
    name, example = recipe_from_file(EXAMPLE.read_bytes())
    check(example)
    made = make(store, example, demonstration.release(), "en", by="tester")
    assert name == "분기 보고"
    assert made.left_out == ()
    assert [len(section.items) for section in made.document.sections] == [3, 3, 2, 3, 1]
    assert made.document.sections[0].heading == "Overview"
    numbers = [item.number for section in made.document.sections for item in section.items]
    assert numbers == list(range(1, 13))


def test_edited_sentences_stand_in_the_document_of_their_release(
    store: Store, demonstration: Store
) -> None:
    release = demonstration.release()
    piece = Piece("overview/money", {"year": "last"})
    mine = ((0, "예산을 잘 씀"), (1, "자세한 것은 따로"))
    for at, expected in ((release.manifest.release, mine), ("2027-12-31-final-2", None)):
        edited = replace(piece, edited={"ko": Edited(at, mine)})
        made = make(store, recipe(edited), release, "ko", by="tester")
        (item,) = made.document.sections[0].items
        assert (item.sentences == mine) is (expected is not None)


def test_parts_without_a_figure_are_left_out(store: Store, demonstration: Store) -> None:
    parts = (Part("빈 곳"), Part("", (Piece("overview/money", {"year": "last"}),)))
    made = make(store, recipe(parts=parts), demonstration.release(), "ko", by="tester")
    assert [section.heading for section in made.document.sections] == ["현황"]
