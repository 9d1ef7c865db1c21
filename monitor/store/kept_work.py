"""Kept work: what a person has in hand and has not finished, so that it outlives its session."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from monitor.disk import written_whole
from monitor.wording import Refused

KEPT_DAYS: Final = 30
_MOST_BYTES: Final = 1_000_000
_SECONDS_A_DAY: Final = 86_400
_PUT_ASIDE: Final = ".put-aside"

_Understood = TypeVar("_Understood")


@dataclass(frozen=True)
class KeptWork:
    """The work of one account, an item a file; of two sessions, the last to write an item wins.

    A file is named by digests: neither the folder nor a backup's list of names says who works here.
    """

    folder: Path
    account: str

    def read(self, item: str, understand: Callable[[Any], _Understood]) -> _Understood | None:
        """Return what was kept under a name, None where nothing was or it is too old.

        Args:
            item: what it is, as the one who keeps it calls it.
            understand: makes of what JSON held what it is; refuses what has another shape.

        Raises:
            Refused: ``kept_work_put_aside`` where it cannot be read: its file no longer is in the
                way.
        """
        file = self._file(item)
        try:
            content = _content(file) if self.account else None
            return None if content is None else understand(json.loads(content)["content"])
        except (Refused, OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            aside = file.with_suffix(f".{uuid.uuid4().hex[:8]}{_PUT_ASIDE}")
            with suppress(OSError):
                file.replace(aside)
            raise Refused("kept_work_put_aside", file=aside.name) from error

    def write(self, item: str, content: Any) -> None:
        """Keep what JSON can hold under a name, whole or not at all.

        Raises:
            Refused: ``work_not_kept``; ``sign_in_first`` where it would be nobody's.
        """
        if not self.account:
            raise Refused("sign_in_first")
        file = self._file(item)
        text = json.dumps({"item": item, "content": content}, ensure_ascii=False)
        try:
            if not file.exists():
                forget_old_work(self.folder)
                file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with written_whole(file) as target:
                target.write(text.encode())
        except OSError as error:
            raise Refused("work_not_kept") from error

    def drop(self, item: str) -> None:
        """Forget what was kept under a name: it is done with."""
        with suppress(OSError):
            self._file(item).unlink(missing_ok=True)

    def forget(self) -> None:
        """Forget everything that the account has in hand."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _folder(self) -> Path:
        return _root(self.folder) / _digest(self.account)

    def _file(self, item: str) -> Path:
        return self._folder / f"{_digest(item)[:16]}.json"


def forget_old_work(folder: Path) -> int:
    """Remove what nobody touched for 30 days from a store's folder; return how many files."""
    too_old = time.time() - KEPT_DAYS * _SECONDS_A_DAY
    removed = 0
    for file in _root(folder).glob("*/*"):
        with suppress(OSError):  # another replica was faster
            if file.lstat().st_mtime < too_old:
                file.unlink()
                removed += 1
    return removed


def _root(folder: Path) -> Path:
    return folder / "kept"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _content(file: Path) -> bytes | None:
    """Return what an ordinary file of an ordinary size holds, None where there is none."""
    try:
        # Neither a link's target is read nor a pipe waited for.
        opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    with os.fdopen(opened, "rb") as source:
        about = os.fstat(opened)
        if not stat.S_ISREG(about.st_mode) or about.st_size > _MOST_BYTES:
            raise ValueError(file.name)
        if about.st_mtime < time.time() - KEPT_DAYS * _SECONDS_A_DAY:
            return None
        return source.read(_MOST_BYTES)
