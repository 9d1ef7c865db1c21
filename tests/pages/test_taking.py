"""The row under a figure: files, the clipboard and the basket, made on a click and not before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.briefing import files
from monitor.briefing.files import FORMS, TABLES
from monitor.store import Store
from monitor.store.kept_work import KeptWork
from monitor.store.stamped import all_stamped, exports
from monitor.wording import Refused
from tests.acting import LOCAL
from tests.pages.reading import Shown

Open = Callable[..., Shown]


def press(shown: Shown, name: str, figure: str = "attainment") -> Shown:
    shown.app.button(key=f"take {name} {figure}").click().run()
    assert not shown.app.exception
    return shown


def offered(shown: Shown, figure: str) -> list[str]:
    keys = [str(button.key) for button in shown.app.button]
    return [
        key.split()[1] for key in keys if key.startswith("take ") and key.endswith(f" {figure}")
    ]


def test_a_closed_fold_holds_nothing_to_take(open_page: Open) -> None:
    del open_page  # its store alone
    assert offered(Shown.opened(), "attainment") == []


def test_every_form_is_offered_under_a_figure_and_tables_under_a_table(open_page: Open) -> None:
    del open_page
    shown = Shown.opened(unfold=("attainment", "take attention"))
    assert offered(shown, "attainment") == [*FORMS, "copy", "keep"]
    assert offered(shown, "attention") == [*TABLES, "copy", "keep"]


def test_a_file_is_made_recorded_and_handed_out_under_its_name(store: Store) -> None:
    shown = press(Shown.opened(unfold=("attainment",)), "csv")
    (stamp,) = all_stamped(store.ledger)
    handed = [e for _, e in shown.elements() if str(e.key or "").startswith("taken")]
    assert [element.proto.label for element in handed] == [
        f"{stamp.release}_attainment_{stamp.code}.csv"
    ]
    assert list(exports(store.ledger, stamp.code)["exported_by"]) == ["현황판"]


@pytest.mark.parametrize(("language", "said"), [("ko", "다시 해 보시고"), ("en", "Try again")])
def test_a_failing_renderer_is_one_sentence_in_the_readers_language(
    store: Store, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    del store

    def fails(*_: object) -> bytes:
        raise Refused("renderer_failed")

    monkeypatch.setattr(files, "image", fails)
    shown = press(Shown.opened(unfold=("attainment",), language=language), "png")
    (failed,) = shown.failed
    assert said in failed


def test_a_table_is_laid_ready_to_be_copied_with_its_code(store: Store) -> None:
    shown = press(Shown.opened(unfold=("attainment",)), "copy")
    (stamp,) = all_stamped(store.ledger)
    laid = [e.proto.body for _, e in shown.elements() if e.type == "html"]
    (table,) = [body for body in laid if "data-clip" in body]
    assert f"확인번호: {stamp.code}" in table
    assert "<td" in table


def test_a_figure_is_put_aside_once(store: Store) -> None:
    shown = Shown.opened(unfold=("attainment",))
    press(press(shown, "keep"), "keep")
    assert KeptWork(store.folder, LOCAL.account).read("basket", list) == [
        {"figure": "overview/attainment", "choices": {"year": 2028}, "basis": 17}
    ]
    assert any("이미 담겨" in text for text in shown.texts)
