"""Stamps: the same figure has the same code, and what left the house can be shown for ever."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from monitor.store import Release, Store, publish
from monitor.store import stamps as stamps_module
from monitor.store.codes import read_code
from monitor.store.recipes import recipe_named, recipes, remove_recipe, save_recipe
from monitor.store.stamped import (
    all_stamped,
    contents_of,
    documents_with,
    exports,
    files_of,
    kind_of,
    made,
    recorded,
    stamped,
)
from monitor.store.stamps import keep_file, stamp, stamp_document
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.stamping import ATTAINMENT, answered, shown
from tests.stamping import stamped as stamp_one
from tests.tiny import Tiny

MOMENT = dt.datetime(2028, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def tried(tiny: Tiny, tmp_path: Path) -> Tiny:
    """Give the tiny store to write into."""
    shutil.copytree(tiny.store.folder, tmp_path / "store")
    store = Store(tmp_path / "store", LOCAL)
    releases = [store.release(each.manifest.release) for each in (tiny.first, tiny.second)]
    return Tiny(store, *releases)


# ── codes ────────────────────────────────────────────────────────────────────────────────────────


def test_a_figure_has_the_same_code_each_time(tried: Tiny) -> None:
    code = stamp_one(tried.store, tried.second)
    assert read_code(code) == code
    assert stamp_one(tried.store, tried.second) == code
    assert len(all_stamped(tried.store.ledger)) == 1


def test_and_in_another_store_with_the_same_content(tried: Tiny, tiny: Tiny) -> None:
    assert stamp_one(tried.store, tried.second) == stamp_one(tried.store, tiny.second)


def test_the_order_of_its_parameters_does_not_count_nor_does_a_default_that_is_named(
    tried: Tiny,
) -> None:
    given = {"year": 2026, "indicator": "jobs"}
    other = answered(tried.second, ATTAINMENT, **given, basis=17, quarter=4)
    assert stamp_one(tried.store, tried.second) == stamp_one(
        tried.store, tried.second, parameters=given, answers=[other]
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"figure": "overview/attainment"},
        {"language": "en"},
        {"basis": 16},
        {"parameters": {"indicator": "jobs", "year": 2027}},
        {"answers": []},
    ],
)
def test_everything_else_does(tried: Tiny, changed: dict[str, object]) -> None:
    assert stamp_one(tried.store, tried.second, **changed) != stamp_one(tried.store, tried.second)


def test_another_release_gives_another_code(tried: Tiny) -> None:
    assert stamp_one(tried.store, tried.first) != stamp_one(tried.store, tried.second)


def test_two_figures_that_would_have_one_code_have_two(
    tried: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps_module, "code_from", lambda _, attempt=0: f"0000-000{attempt}")
    ledger = tried.store.ledger
    two = stamp(ledger, tried.second.manifest, shown(tried.second), shown(tried.second, basis=16))
    assert two == ["0000-0000", "0000-0001"]
    again = stamp(ledger, tried.second.manifest, shown(tried.second, basis=16))
    assert again == ["0000-0001"]


def test_figures_are_stamped_together_or_not_at_all(tried: Tiny) -> None:
    ledger = tried.store.ledger
    broken = shown(tried.second, language="fr")
    with pytest.raises(Exception, match=r"(?i)constraint"):
        stamp(ledger, tried.second.manifest, shown(tried.second), broken)
    assert all_stamped(ledger) == []


# ── what is kept ─────────────────────────────────────────────────────────────────────────────────


def test_what_a_figure_said_is_shown_from_the_ledger_alone(tried: Tiny) -> None:
    code = stamp_one(tried.store, tried.first)
    for release in (tried.first, tried.second):
        release.path.unlink()
    figure = stamped(tried.store.ledger, code.lower())
    assert (figure.figure, figure.release) == ("region_map/provinces", "2026-12-31-final-1")
    assert figure.parameters == {"indicator": "jobs", "year": 2026}
    (answer,) = recorded(tried.store.ledger, code)
    assert answer.question == ATTAINMENT and answer.sql.startswith("-- question")
    assert answer.parameters["quarter"] == 4  # what was asked by default is kept too
    seoul = answer.frame.set_index("region").loc["seoul"]
    assert (seoul["actual"], seoul["target"]) == (6, 10)


def test_exporting_moves_neither_the_ledger_nor_a_release(tried: Tiny) -> None:
    ledger, as_of = tried.store.ledger, dt.date(2027, 12, 31)

    def published() -> Release:
        return publish(tried.store, as_of=as_of, final=True, publisher="tester", note="tried")

    before, position = published().manifest, ledger.position()
    code = stamp_one(tried.store, tried.second)
    document = stamp_document(
        ledger, title="브리핑", language="ko", release="r", figures=[code], by="김"
    )
    keep_file(ledger, document, "hwpx", b"file", {code: {"cells": []}}, by="김")
    save_recipe(ledger, "분기", {"sections": []}, by="김")
    assert ledger.position() == position
    after = published().manifest
    assert after.content_digest == before.content_digest
    assert after.ledger_position == before.ledger_position


def test_every_file_is_kept_with_who_and_when_and_what_it_says(tried: Tiny) -> None:
    ledger = tried.store.ledger
    code = stamp_one(tried.store, tried.second)
    keep_file(ledger, code, "png", b"picture", by="김", at=MOMENT)
    document = stamp_document(
        ledger, title="1분기 보고", language="ko", release="2027-12-31-final-2",
        figures=[code, code], by="이", at=MOMENT,
    )  # fmt: skip
    said = {code: {"cells": [["서울", "8"]]}, document: {"texts": ["1분기 보고"]}}
    later = MOMENT + dt.timedelta(hours=1)
    assert keep_file(ledger, document, "pptx", b"slides", said, by="이", at=later) == 1
    assert keep_file(ledger, document, "pptx", b"slides", said, by="박", at=later) == 2
    listed = exports(ledger, code)
    assert listed[["kind", "form", "exported_by"]].values.tolist() == [
        ["figure", "png", "김"],
        ["document", "pptx", "이"],
        ["document", "pptx", "박"],
    ]
    assert contents_of(ledger, code, "pptx") == [said[code]]
    assert contents_of(ledger, document, "pptx") == [said[document]]
    assert contents_of(ledger, code, "hwpx") == []
    assert files_of(ledger, b"slides") == [document]
    assert [each.title for each in documents_with(ledger, [code])[code]] == ["1분기 보고"]
    assert made(ledger)[0].figures == (code, code)


def test_a_document_has_a_code_of_its_own_each_time_it_is_made(tried: Tiny) -> None:
    ledger = tried.store.ledger
    code = stamp_one(tried.store, tried.second)

    def make(at: dt.datetime) -> str:
        return stamp_document(
            ledger, title="보고", language="ko", release="r", figures=[code], by="김",
            recipe=("분기 보고", 2), at=at,
        )  # fmt: skip

    first = make(MOMENT)
    assert make(MOMENT) == first
    assert make(MOMENT + dt.timedelta(seconds=1)) != first
    assert kind_of(ledger, first) == (first, "document")
    assert (made(ledger)[0].recipe, made(ledger)[0].recipe_version) == ("분기 보고", 2)
    with pytest.raises(Refused, match="나간 적이 없습니다"):
        stamped(ledger, first)


def test_a_code_that_was_never_issued_is_told_from_a_mistyped_one(tried: Tiny) -> None:
    code = stamp_one(tried.store, tried.second)
    with pytest.raises(Refused, match="잘못 옮긴 글자"):
        kind_of(tried.store.ledger, ("Z" if code[0] != "Z" else "Y") + code[1:])
    with pytest.raises(Refused, match="나간 적이 없습니다"):
        kind_of(tried.store.ledger, "0000-0000")


def test_nothing_was_stamped_yet(store: Store) -> None:
    assert all_stamped(store.ledger) == made(store.ledger) == all_stamped(store.ledger, []) == []
    assert recorded(store.ledger, "0000-0000") == []
    assert documents_with(store.ledger, []) == {}
    assert exports(store.ledger, "0000-0000").empty


# ── recipes ──────────────────────────────────────────────────────────────────────────────────────


def test_the_newest_version_of_a_recipe_counts_and_a_removed_one_is_gone(store: Store) -> None:
    ledger = store.ledger
    assert save_recipe(ledger, "분기 보고", {"title": "하나"}, by="김") == 1
    assert save_recipe(ledger, "분기 보고", {"title": "둘"}, by="이") == 2
    assert save_recipe(ledger, "분기 보고", {"title": "둘"}, by="박") == 2  # nothing new
    save_recipe(ledger, "가나다", {}, by="김")
    assert [(each.name, each.version) for each in recipes(ledger)] == [
        ("가나다", 1),
        ("분기 보고", 2),
    ]
    assert recipe_named(ledger, "분기 보고").content == {"title": "둘"}
    remove_recipe(ledger, "분기 보고", by="김")
    with pytest.raises(Refused, match="가나다"):
        recipe_named(ledger, "분기 보고")
    assert save_recipe(ledger, "분기 보고", {"title": "셋"}, by="김") == 4
    with pytest.raises(Refused, match="이름"):
        save_recipe(ledger, "  ", {}, by="김")
