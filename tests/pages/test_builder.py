"""보고서 만들기: figures put aside become a document, in the order and words of a person."""

from __future__ import annotations

import time
from typing import Any

import pytest

from monitor.briefing.draft import Draft
from monitor.briefing.making import Named, make
from monitor.briefing.recipe import (
    Piece,
    check,
    content_of,
    content_of_piece,
    piece_of,
    recipe_of,
)
from monitor.figures.register import figures
from monitor.store import Store
from monitor.store.kept_work import KeptWork
from monitor.store.recipes import recipe_named, recipes, save_recipe
from monitor.store.stamped import made
from pages.shared.builder.collect import PAGES
from tests.acting import LOCAL
from tests.briefing.recipes import recipe
from tests.pages.reading import Shown, plain

QUARTERLY = "분기 보고"
BASKET = [
    Piece("overview/money", {"year": 2028}, 17),
    Piece("progress/curve", {"year": 2028, "region": "busan"}, 16),
]


@pytest.fixture
def shown(store: Store) -> Shown:
    """Return the page with two figures that were put aside on other pages."""
    assert store.folder.exists()
    _fill(store, *BASKET)
    return Shown.opened("builder")


def _draft(shown: Shown) -> Draft:
    draft: Draft = shown.app.session_state["draft"]
    return draft


def _kept(store: Store) -> KeptWork:
    return KeptWork(store.folder, LOCAL.account)


def _basket(store: Store) -> list[Piece]:
    return _kept(store).read("basket", lambda told: list(map(piece_of, told))) or []


def _fill(store: Store, *pieces: Piece) -> None:
    _kept(store).write("basket", list(map(content_of_piece, pieces)))


def _press(shown: Shown, key: str) -> None:
    shown.app.button(key=key).click().run()
    assert not shown.app.exception


def _titles(shown: Shown) -> list[str]:
    lines = [plain(str(each.value)) for each in shown.app.markdown]
    return [line.strip("*") for line in lines if line.startswith("**")]


def test_an_empty_builder_says_how_to_begin(store: Store) -> None:
    assert store.folder.exists()
    opened = Shown.opened("builder")
    assert any("보고서에 담기" in plain(str(each.value)) for each in opened.app.caption)
    assert opened.app.button(key="make").disabled


def test_what_was_put_aside_stands_under_its_page_with_its_choices(shown: Shown) -> None:
    assert _titles(shown) == [
        "1. 재원별 집행액, 2028년 상반기",
        "2. 2028년 분기별 집행 누계: 전체 재원, 부산",
    ]
    draft = _draft(shown)
    assert [group.heading for group in draft.groups] == ["종합 현황", "추진·예산"]
    assert [entry.piece.choices["year"] for entry in draft.entries] == ["last", "last"]
    assert [entry.piece.basis for entry in draft.entries] == [17, 16]
    shown.app.run()
    assert len(_draft(shown).entries) == 2


def test_figures_change_places_and_leave(shown: Shown) -> None:
    first, second = _draft(shown).entries
    _press(shown, f"down {first.number}")
    assert [len(group.entries) for group in _draft(shown).groups] == [0, 2]
    _press(shown, f"down {first.number}")
    assert [entry.number for entry in _draft(shown).entries] == [second.number, first.number]
    _press(shown, f"remove {second.number}")
    assert _titles(shown) == ["1. 재원별 집행액, 2028년 상반기"]


def test_a_figure_that_was_taken_out_can_be_put_aside_again(shown: Shown, store: Store) -> None:
    _press(shown, f"remove {_draft(shown).entries[0].number}")
    assert _basket(store) == BASKET[1:]
    _fill(store, *_basket(store), BASKET[0])
    shown.app.run()
    assert [entry.piece.figure for entry in _draft(shown).entries] == [
        "overview/money",
        "progress/curve",
    ]
    _press(shown, "anew")
    assert (_basket(store), _draft(shown).entries) == ([], [])


def test_a_draft_is_found_again_by_the_next_session(shown: Shown, store: Store) -> None:
    first = _draft(shown).entries[0]
    _press(shown, f"down {first.number}")
    shown.app.text_input(key=f"draft title {_draft(shown).number} ko").set_value("이어서").run()
    again = Shown.opened("builder")
    found = _draft(again)
    assert found.recipe == _draft(shown).recipe
    assert found.title == "이어서"
    assert found.entries[0].number not in {entry.number for entry in _draft(shown).entries}
    _fill(store, *_basket(store), Piece("overview/attainment", {"year": 2028}, 17))
    again.app.run()
    assert len(_draft(again).entries) == 3, "what was taken once is not taken twice"
    _press(again, "anew")
    assert _draft(Shown.opened("builder")).entries == []


@pytest.mark.parametrize("item", ["draft", "basket"])
def test_kept_work_that_is_spoilt_is_said_once_and_stops_nobody(store: Store, item: str) -> None:
    _kept(store).write(item, {"recipe": {"title": ["<b>"]}})
    opened = Shown.opened("builder")
    (warning,) = opened.app.warning
    assert "새로 시작합니다" in str(warning.value)
    assert _draft(opened).entries == []
    assert not opened.app.run().warning


def test_sentences_are_changed_line_by_line_and_come_back(shown: Shown) -> None:
    entry = _draft(shown).entries[0]
    fold = f"fold entry {entry.number}"
    shown.app.session_state[fold] = True
    shown.app.run()
    release = "2028-06-30-provisional-3"
    area = shown.app.text_area(key=f"sentences {entry.number} ko {release}")
    assert area.value.startswith("□ ")
    area.set_value("□ 예산\n- <b>자세히</b>\n\n표시 없음").run()
    kept = _draft(shown).entries[0].piece.edited_at(release, "ko")
    assert kept == ((0, "예산"), (2, "<b>자세히</b>"), (1, "표시 없음"))
    area = shown.app.text_area(key=f"sentences {entry.number} ko {release}")
    area.set_value("가" * 601).run()
    assert "600자까지" in plain(str(shown.app.error[0].value))
    area = shown.app.text_area(key=f"sentences {entry.number} ko {release}")
    assert area.value == "가" * 601, "what was typed stays"
    _press(shown, f"by rule {entry.number}")
    assert _draft(shown).entries[0].piece.edited == {}
    assert not shown.app.error


def test_an_edit_of_an_earlier_release_is_shown_as_such(store: Store) -> None:
    saved = recipe_named(store.ledger, QUARTERLY)
    draft = Draft.of(recipe_of(dict(saved.content)))
    entry = draft.entries[0]
    entry.piece = entry.piece.with_sentences("2027-12-31-final-2", "ko", ((0, "그때의 말"),))
    opened = Shown.opened("builder")
    opened.app.session_state["draft"] = draft
    opened.app.session_state[f"fold entry {entry.number}"] = True
    opened.app.run()
    area = opened.app.text_area(key=f"sentences {entry.number} ko 2028-06-30-provisional-3")
    assert "그때의 말" not in area.value
    assert "□ 그때의 말" in [each.value for each in opened.app.text]
    _press(opened, f"take earlier {entry.number}")
    area = opened.app.text_area(key=f"sentences {entry.number} ko 2028-06-30-provisional-3")
    assert area.value == "□ 그때의 말"


def test_a_draft_is_saved_loaded_and_not_overwritten(store: Store, shown: Shown) -> None:
    draft = _draft(shown)
    shown.app.text_input(key=f"name {draft.number} 0").set_value("두 그림")
    _press(shown, "save")
    assert [each.name for each in recipes(store.ledger)] == ["두 그림", QUARTERLY]
    save_recipe(store.ledger, "두 그림", {"title": "다름", "sections": []}, by="이담당")
    _press(shown, f"remove {draft.entries[0].number}")
    _press(shown, "save")
    assert "이담당 님이" in plain(str(shown.app.error[0].value))


def test_a_loaded_recipe_says_what_changed_since_its_last_document(store: Store) -> None:
    saved = recipe_named(store.ledger, QUARTERLY)
    quarterly = recipe_of(dict(saved.content))
    earlier = store.release("2027-12-31-final-2")
    make(store, quarterly, earlier, "ko", by="t", named=Named(QUARTERLY, saved.version))
    opened = Shown.opened("builder")
    opened.app.selectbox(key="recipe ko").set_value(QUARTERLY)
    _press(opened, "load")
    said = [plain(str(each.value)) for each in opened.app.caption]
    (stages,) = [line for line in said if "이전 보고 대비 사업 수" in line]
    assert "전남 · 실증사업 4 → 0(△100.0%)" in stages
    assert "시·도 ·" not in stages


def test_a_briefing_is_made_in_the_background_and_handed_out(store: Store, shown: Shown) -> None:
    shown.app.radio(key="form ko").set_value("pptx")
    _press(shown, "make")
    _until_over(shown)
    (document,) = made(store.ledger)
    assert document.code in plain(str(shown.app.success[0].value))
    assert len(document.figures) == 2


def test_a_saved_briefing_is_made_of_the_shown_release_in_one_click(store: Store) -> None:
    save_recipe(store.ledger, "두 그림", content_of(recipe(*BASKET)), by="김담당")
    opened = Shown.opened("builder")
    opened.app.selectbox(key="recipe ko").set_value("두 그림").run()
    _press(opened, "load and make")
    _until_over(opened)
    (document,) = made(store.ledger)
    assert document.recipe == "두 그림"
    assert document.release == store.release().manifest.release
    opened.app.run()
    assert len(made(store.ledger)) == 1, "it is made once"


def _until_over(shown: Shown) -> Any:
    deadline = time.monotonic() + 30
    while not shown.app.success and not shown.app.error:
        assert time.monotonic() < deadline, "the briefing is still being made"
        time.sleep(0.2)
        shown.app.run()


def test_every_figure_of_a_page_can_be_added_from_the_list() -> None:
    assert set(PAGES) == {each.page for each in figures().values()} - {"panel"}


@pytest.mark.parametrize("page", PAGES)
def test_a_figure_of_the_list_is_added_with_its_choices(store: Store, page: str) -> None:
    assert store.folder.exists()
    opened = Shown.opened("builder")
    opened.app.session_state["fold add"] = True
    opened.app.run()
    opened.app.selectbox(key="add page").set_value(page).run()
    _press(opened, "add")
    (entry,) = _draft(opened).entries
    assert entry.piece.figure.startswith(f"{page}/")
    assert not opened.app.error
    check(_draft(opened).recipe)
