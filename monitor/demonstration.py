"""The demonstration store: sample workbooks through the same door as real ones, three releases."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from python_calamine import CalamineWorkbook

from monitor.access import local
from monitor.access.appending import unflushed
from monitor.demonstration_panel import Event, events
from monitor.evaluation import SELF
from monitor.intake.check import Workbook, read_workbook
from monitor.intake.submit import submit
from monitor.store import Ledger, Store, decide, publish
from monitor.store.recipes import save_recipe
from monitor.vocabulary import ROOT, Vocabulary
from monitor.wording import Refused

SAMPLES: Final = ROOT / "data" / "samples"
SEOUL: Final = ZoneInfo("Asia/Seoul")
_OFFICE_OPENS: Final = dt.time(10, tzinfo=SEOUL)
_BRIEFINGS_SAVED: Final = dt.date(2028, 3, 20)
_SUBMITTER: Final = "시연 담당자"
_MANAGER: Final = "시연 관리자"
_NOTE: Final = "경고 확인"


@dataclass(frozen=True)
class _Step:
    """One thing that happened on a day: a workbook came, or a release went out."""

    day: dt.date
    order: int
    name: str
    release: dict[str, str] | None = None
    waits: bool = False
    event: Event | None = None


def _submitted_on(file: Path) -> dt.date:
    """Return the day on a sample's cover, on which it is taken to have arrived."""
    cover = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("표지").to_python()
    day = next(row[1] for row in cover if row[0] == "제출일")
    assert isinstance(day, dt.date), f"{file.name} has no day of submission"
    return day


def _steps() -> list[_Step]:
    with (SAMPLES / "releases.csv").open(encoding="utf-8", newline="") as stream:
        releases = [
            _Step(dt.date.fromisoformat(row["published_on"]), 1, row["as_of"], row)
            for row in csv.DictReader(stream)
        ]
    last = max(step.day for step in releases)
    days = {file.name: _submitted_on(file) for file in SAMPLES.glob("*.xlsx")}
    workbooks = [_Step(day, 0, name, waits=day > last) for name, day in days.items()]
    scores = {f"scores/{file.name}": file for file in (SAMPLES / "scores").glob("*.xlsx")}
    workbooks += [_Step(_submitted_on(file), 2, name) for name, file in scores.items()]
    panel = [_Step(event.day, 2, "자문단", event=event) for event in events()]
    saved = Event(_BRIEFINGS_SAVED, _save_briefings)
    panel.append(_Step(saved.day, 2, "보고서", event=saved))
    return sorted(releases + workbooks + panel, key=lambda step: (step.day, step.order, step.name))


def build(store: Store, progress: Callable[[int, int, str], None]) -> None:
    """Build the demonstration store beside its place, then move it there whole.

    Args:
        store: where it shall lie; the folder must hold no store yet.
        progress: told the steps done, of how many, and the name of the next.

    Raises:
        Refused: ``store_not_empty``.
    """
    if store.folder.exists() and any(store.folder.iterdir()):
        raise Refused("store_not_empty", folder=store.folder.name)
    # The record of it begins in the workshop: nothing may stand where the store shall lie.
    if not store.actor.opens("operate"):
        store.actor.permit("operate", on="demo")
    workshop = Store(store.folder.with_name(f".{store.folder.name}-building"), local("program"))
    shutil.rmtree(workshop.folder, ignore_errors=True)
    with unflushed():
        _fill(workshop, progress)
    store.folder.parent.mkdir(parents=True, exist_ok=True)
    workshop.folder.replace(store.folder)


def _fill(store: Store, progress: Callable[[int, int, str], None]) -> None:
    vocabulary, steps = _vocabulary(), _steps()
    ledger, done = store.ledger, 0
    ahead = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    try:
        # Reading and keeping take about as long: each has a processor of its own.
        read = {
            step.name: ahead.submit(_read, step)
            for step in steps
            if step.release is None and step.event is None
        }
        for is_release, group in groupby(steps, key=lambda step: step.release is not None):
            with nullcontext() if is_release else ledger.kept_open():
                for step in group:
                    progress(done, len(steps), step.name)
                    if step.event:
                        step.event.do(store, vocabulary)
                    else:
                        workbook = read.pop(step.name).result() if step.name in read else None
                        _take(step, store, ledger, vocabulary, workbook)
                    done += 1
    finally:
        ahead.shutdown(cancel_futures=True)  # who breaks off does not wait until all is read
    progress(done, len(steps), "")


def _save_briefings(store: Store, _vocabulary: Vocabulary) -> None:
    """Save the example recipes, as a manager would have."""
    at = dt.datetime.combine(_BRIEFINGS_SAVED, _OFFICE_OPENS)
    for file in sorted((SAMPLES / "briefings").glob("*.json")):
        content = json.loads(file.read_text(encoding="utf-8"))
        name = content.pop("name")
        save_recipe(store.ledger, name, content, by=_MANAGER, at=at)


def _read(step: _Step) -> Workbook | None:
    if step.release is not None or step.event is not None:
        return None
    return read_workbook((SAMPLES / step.name).read_bytes(), step.name, _vocabulary())


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary()


def _submitter(read: Workbook | None) -> str:
    """Return who sends a workbook: a member of the panel their scores, else an officer."""
    scorer = read.tabulated.cover.get("scorer") if read else None
    return scorer if scorer and scorer != SELF else _SUBMITTER


def _take(
    step: _Step, store: Store, ledger: Ledger, vocabulary: Vocabulary, read: Workbook | None
) -> None:
    moment = dt.datetime.combine(step.day, _OFFICE_OPENS)
    if step.release is None:
        receipt = submit(
            ledger,
            (SAMPLES / step.name).read_bytes(),
            step.name,
            submitter=_submitter(read),
            vocabulary=vocabulary,
            received_at=moment,
            read=read,
        )
        # What came after the last release still waits, so that there is something to review.
        if receipt.submission_state == "submitted" and not step.waits:
            decide(
                ledger,
                receipt.submission,
                "accepted",
                by=_MANAGER,
                note=_NOTE if receipt.findings else "",
                at=moment,
            )
    else:
        publish(
            store,
            as_of=dt.date.fromisoformat(step.release["as_of"]),
            final=step.release["release_state"] == "final",
            publisher=_MANAGER,
            note=step.release["note"],
            moment=moment,
        )
