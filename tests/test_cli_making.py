"""``brief``: briefings of saved recipes and of files, whole files or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from monitor.store import Store
from monitor.store.recipes import recipes, save_recipe
from monitor.store.stamped import made
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.copying import copied
from tests.test_cli import Run
from tests.test_cli import run as run  # noqa: PLC0414

SMALL = {
    "name": "예산 보고",
    "title": "예산 보고",
    "sections": [
        {
            "heading": "예산",
            "figures": [{"figure": "overview/money", "choices": {"year": "last"}}],
        }
    ],
}


@pytest.fixture
def folder(demonstration: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a store of the test's own, with a recipe file beside it."""
    copied(demonstration.folder, tmp_path / "store")
    monkeypatch.setenv("MONITOR_STORE", str(tmp_path / "store"))
    (tmp_path / "small.json").write_text(json.dumps(SMALL), encoding="utf-8")
    return tmp_path


def test_a_recipe_in_a_file_becomes_slides_that_verify(run: Run, folder: Path) -> None:
    slides = folder / "money.pptx"
    told = run("brief", folder / "small.json", "-o", slides, "--by", "예약")
    assert told.code == 0, told.err
    (document,) = made(Store(who=LOCAL).ledger)
    assert document.code in told.out
    assert (document.made_by, document.recipe) == ("예약", None)
    assert run("verify", slides).code == 0


def test_it_is_saved_listed_exported_and_made_again(run: Run, folder: Path) -> None:
    saved = run("brief", folder / "small.json", "--save")
    assert (saved.code, saved.out) == (0, "예산 보고를 저장했습니다(1판).\n")
    listed = run("brief", "--list")
    assert "예산 보고" in listed.out and "분기 보고" in listed.out
    written = run("brief", "예산 보고", "-o", folder / "again.json")
    assert (written.code, written.out.partition(":")[0]) == (0, "again.json")
    exported = json.loads((folder / "again.json").read_text(encoding="utf-8"))
    assert exported["name"] == "예산 보고"
    told = run(
        *("brief", "예산 보고", "--release", "2027-12-31-final-2", "--language", "en"),
        *("-o", folder / "money.hwpx"),
    )
    assert told.code == 0, told.err
    (document,) = made(Store(who=LOCAL).ledger)
    assert (document.recipe, document.recipe_version) == ("예산 보고", 1)
    assert (document.language, document.release) == ("en", "2027-12-31-final-2")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("없는 것", "-o", "a.hwpx"), "저장한 보고서"),
        (("없는.json", "-o", "a.hwpx"), "열 수 없습니다"),
        (("분기 보고", "-o", "a.docx"), ".hwpx"),
        (("분기 보고", "-o", "there.pptx"), "--force"),
        (("분기 보고", "--release", "2020", "-o", "a.pptx"), "공표 2020"),
    ],
)
def test_what_cannot_be_made_is_refused_and_leaves_no_file(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(folder)
    (folder / "there.pptx").write_text("mine")
    told = run("brief", *words)
    assert told.code == 1
    assert said in told.err
    assert {each.name for each in folder.iterdir()} == {"store", "small.json", "there.pptx"}
    assert (folder / "there.pptx").read_text() == "mine"


def test_a_briefing_without_a_file_to_write_is_wrong_use(run: Run, folder: Path) -> None:
    told = run("brief", "분기 보고")
    assert told.code == 2
    assert "-o" in told.err
    assert folder.exists()


def test_without_chromium_a_report_is_made_of_charts_and_tables(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_more: object) -> bytes:
        raise Refused("renderer_missing")

    monkeypatch.setattr("monitor.briefing.written.image", refuse)
    for form in ("hwpx", "pptx"):
        told = run("brief", "분기 보고", "-o", folder / f"report.{form}")
        assert told.code == 0, told.err
        assert "Chromium" in told.err
        assert run("verify", folder / f"report.{form}").code == 0


def test_whoever_saves_second_is_told(store: Store) -> None:
    first = save_recipe(store.ledger, "분기", {"title": "하나"}, by="kim", after=0)
    with pytest.raises(Refused) as refused:
        save_recipe(store.ledger, "분기", {"title": "둘"}, by="lee", after=0)
    assert refused.value.key == "recipe_name_taken"
    assert save_recipe(store.ledger, "분기", {"title": "둘"}, by="lee", after=first) == 2
    with pytest.raises(Refused) as refused:
        save_recipe(store.ledger, "분기", {"title": "셋"}, by="kim", after=first)
    assert refused.value.key == "recipe_saved_meanwhile"
    assert [each.saved_by for each in recipes(store.ledger)] == ["lee"]
