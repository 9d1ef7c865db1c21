"""Kept work outlives a session, is nobody else's, and never stands in anybody's way."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from monitor.store.kept_work import KEPT_DAYS, KeptWork, forget_old_work
from monitor.wording import Refused

KIM = "local/kim"


@pytest.fixture
def work(tmp_path: Path) -> KeptWork:
    return KeptWork(tmp_path, KIM)


def _as_it_is(told: Any) -> Any:
    return told


def _file(work: KeptWork) -> Path:
    (file,) = (work.folder / "kept").glob("*/*.json")
    return file


def test_what_one_session_keeps_the_next_one_finds(work: KeptWork, tmp_path: Path) -> None:
    assert work.read("draft", _as_it_is) is None
    work.write("draft", {"제목": "초안"})
    assert KeptWork(tmp_path, KIM).read("draft", _as_it_is) == {"제목": "초안"}
    work.drop("draft")
    work.drop("draft")
    assert work.read("draft", _as_it_is) is None


def test_everybody_has_work_of_their_own(work: KeptWork, tmp_path: Path) -> None:
    work.write("draft", "kim's")
    other = KeptWork(tmp_path, "lee@example.go.kr")
    assert other.read("draft", _as_it_is) is None
    other.write("draft", "lee's")
    assert work.read("draft", _as_it_is) == "kim's"


def test_an_account_is_forgotten_with_all_that_it_had_in_hand(
    work: KeptWork, tmp_path: Path
) -> None:
    work.write("draft", 1)
    work.write("basket", 2)
    other = KeptWork(tmp_path, "lee")
    other.write("draft", 3)
    work.forget()
    work.forget()
    assert work.read("draft", _as_it_is) is None
    assert work.read("basket", _as_it_is) is None
    assert other.read("draft", _as_it_is) == 3


def test_nobody_keeps_nothing(tmp_path: Path) -> None:
    nobody = KeptWork(tmp_path, "")
    with pytest.raises(Refused, match="로그인"):
        nobody.write("draft", "whose?")
    nobody.drop("draft")
    assert nobody.read("draft", _as_it_is) is None
    assert not list(tmp_path.iterdir())


def test_the_last_to_write_an_item_wins_and_leaves_the_others(work: KeptWork) -> None:
    work.write("basket", ["first"])
    work.write("draft", "first")
    work.write("basket", ["second"])
    assert work.read("basket", _as_it_is) == ["second"]
    assert work.read("draft", _as_it_is) == "first"


def test_no_name_of_a_file_tells_who_works_on_what(work: KeptWork) -> None:
    work.write("score m01 p-busan-1", 1)
    names = " ".join(str(file.relative_to(work.folder)) for file in work.folder.rglob("*"))
    assert not any(part in names for part in ("kim", "m01", "busan"))
    assert (_file(work).stat().st_mode & 0o777, _file(work).parent.stat().st_mode & 0o777) == (
        0o600,
        0o700,
    )


def _replaced_by(kind: Callable[[Path], object]) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        file.unlink()
        kind(file)

    return spoil


SPOILT: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:-3]),
    "no envelope": lambda file: file.write_text('["content"]'),
    "without content": lambda file: file.write_text("{}"),
    "not UTF-8": lambda file: file.write_bytes(b'{"content": "\xff"}'),
    "nested without end": lambda file: file.write_text("[" * 200_000),
    "a number without end": lambda file: file.write_text('{"content": 1' + "0" * 9000 + "}"),
    "too large": lambda file: file.write_text(json.dumps({"content": "x" * 1_000_001})),
    "a link": _replaced_by(lambda file: file.symlink_to("/etc/hostname")),
    "a pipe": _replaced_by(os.mkfifo),
    "a folder": _replaced_by(lambda file: file.mkdir()),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=list(SPOILT))
def test_what_cannot_be_read_is_put_aside_with_a_sentence(
    work: KeptWork, spoil: Callable[[Path], object]
) -> None:
    work.write("draft", "a day's work")
    spoil(_file(work))
    with pytest.raises(Refused, match="옆으로 치웠습니다"):
        work.read("draft", _as_it_is)
    assert work.read("draft", _as_it_is) is None
    work.write("draft", "a new day")
    assert work.read("draft", _as_it_is) == "a new day"


@pytest.mark.parametrize("error", [Refused("not_a_recipe", where="x"), KeyError("x"), TypeError()])
def test_what_is_not_understood_is_put_aside_too(work: KeptWork, error: Exception) -> None:
    def refuse(_: object) -> None:
        raise error

    work.write("draft", {})
    with pytest.raises(Refused, match="옆으로 치웠습니다"):
        work.read("draft", refuse)
    assert work.read("draft", _as_it_is) is None


def test_what_nobody_touched_for_a_month_is_forgotten(work: KeptWork, tmp_path: Path) -> None:
    work.write("draft", "old")
    old = _file(work)
    long_ago = time.time() - (KEPT_DAYS + 1) * 86_400
    os.utime(old, (long_ago, long_ago))
    assert work.read("draft", _as_it_is) is None
    work.write("basket", "new")
    assert not old.exists()
    assert work.read("basket", _as_it_is) == "new"
    assert forget_old_work(tmp_path) == 0


def test_a_full_disk_is_a_sentence_and_what_was_kept_stays(
    work: KeptWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.write("draft", "before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refused, match="보관하지 못했습니다"):
        work.write("draft", "after")
    assert work.read("draft", _as_it_is) == "before"
    assert len(list(_file(work).parent.iterdir())) == 1


def test_sessions_that_write_at_once_never_show_half_of_anything(work: KeptWork) -> None:
    work.write("draft", ["0"] * 2000)

    def write(number: int) -> None:
        work.write("draft", [str(number)] * 2000)

    def whole(told: Any) -> bool:
        return len(told) == 2000 and len(set(told)) == 1

    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(write, number) for number in range(40)]
        while not all(each.done() for each in writing):
            assert work.read("draft", whole)
    for each in writing:
        each.result()
