"""A small programme over the turn of a year: 2028 by the rules of before, 2029 by the edited ones.

=======  ================  ===================  ==========  =======================================
project  province          type                 jobs        what it shows
=======  ================  ===================  ==========  =======================================
S1       서울              local_choice         4 → 6       year 2 in 2029
D1       대전              public_service       5 → 7       reported by the merged province in 2029
C1       충남              circular_economy     8 → 9       reported by the merged province in 2029
K1       경북, renamed     community            2 → 3       the same province under another name
T1       충남, new         climate (the 7th)    – → 10      year 1 in 2029; comes in a workbook
=======  ================  ===================  ==========  =======================================

All is reported of the fourth quarter. The merged province fills in the template that it is given.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pandas as pd
from openpyxl import load_workbook

from monitor.briefing.exhibiting import Wanted, exhibits
from monitor.briefing.files import file_of
from monitor.evaluation import Sheet, keep_sheet
from monitor.figures.register import figure_named
from monitor.figures.view import View
from monitor.intake.board import board
from monitor.intake.check import Checked, check
from monitor.intake.form import Form
from monitor.intake.submit import submit
from monitor.intake.template import template
from monitor.store import Ledger, Release, Store, ask, decide, publish
from monitor.vocabulary import Vocabulary
from monitor.wording import LANGUAGES, Language, Refused
from tests.evaluated import moment
from tests.making import project, send, value

MERGED: Final = "daejeon_chungnam"
PLACES: Final = {
    "S1": ("seoul", "seoul_jongno", "local_choice"),
    "D1": ("daejeon", "daejeon_dong", "public_service"),
    "C1": ("chungnam", "chungnam_nonsan", "circular_economy"),
    "K1": ("gyeongbuk", "gyeongbuk_gyeongju", "community"),
}
JOBS: Final = {2028: {"S1": 4, "D1": 5, "C1": 8, "K1": 2}, 2029: {"S1": 6, "K1": 3}}
FIGURES: Final[dict[str, dict[str, str | int]]] = {
    "region_map/map": {"subject": "jobs", "year": 2028, "region": "gyeongbuk"},
    "year_on_year/regions": {"indicator": "jobs", "year": 2028},
    "model_types/type-indicator": {"indicator": "jobs", "year": 2028},
    "evaluation/results": {"year": 2028},
}
FILLED_IN: Final = {"D1": 7, "C1": 9, "T1": 10}
_GIVEN: Final[dict[str, dict[str, Any]]] = {
    "stage": {"planned_start": dt.date(2028, 4, 1), "planned_end": dt.date(2030, 12, 31)},
    "budget": {"allocated": 100, "granted": 90, "executed": 80},
}
_SHARES: Final = {
    "m03": 70,
    "m06": 80,
    "m09": 90,
    "m15": 80,
    "m02": 50,
    "m05": 60,
    "m08": 70,
    "m14": 70,
}


@dataclass(frozen=True)
class Taken:
    """A figure as it went out: its code and what its workbook holds, to the byte."""

    code: str
    sha256: str


@dataclass(frozen=True)
class Before:
    """What was published before the edit, and what had gone out of it by language and figure."""

    release: Release
    sha256: str
    taken: dict[Language, dict[str, Taken]]


@dataclass
class Story:
    """The store, its releases, and the workbook that was filled in.

    ``too_late`` is a report of an ended indicator, ``not_assigned`` why a former member may not
    score. ``before`` was published before the edit; ``still`` after it, while nothing of 2029 was
    reported; ``last`` with 2029.
    """

    store: Store
    still: Release
    last: Release
    edited: Vocabulary
    checked: Checked
    before: Before
    too_late: Checked
    not_assigned: str
    board: pd.DataFrame

    def ask(self, question: str, **parameters: Any) -> pd.DataFrame:
        """Ask the newest release."""
        return ask(question, release=self.last, **parameters)

    def view(self, release: Release, language: Language = "ko", basis: int = 17) -> View:
        """Look at a release."""
        return View(language, release, basis, dark=False)

    @cached_property
    def workbook(self) -> Any:
        """Return the template that the merged province is given after the edit."""
        content = made(self.store.ledger, self.edited)
        return load_workbook(io.BytesIO(content))


def digest_of(release: Release) -> str:
    """Return the SHA-256 of a release's file."""
    return hashlib.sha256(release.path.read_bytes()).hexdigest()


def before(store: Store) -> Before:
    """Report and judge 2028, and publish it."""
    ledger, vocabulary = store.ledger, Vocabulary()
    with ledger.kept_open():
        report(ledger, 2028)
        for name in ("S1", "D1"):
            judge(ledger, vocabulary, name, 2028, ("m03", "m06", "m09"))
    release = publish(
        store, as_of=dt.date(2028, 12, 31), final=True, publisher="tester", note="tried"
    )
    taken = {language: taken_of(store, release, language) for language in LANGUAGES}
    return Before(release, digest_of(release), taken)


def taken_of(store: Store, release: Release, language: Language) -> dict[str, Taken]:
    """Take figures of 2028 along, as workbooks."""
    view = View(language, release, 17, dark=False)
    wanted = [Wanted(figure_named(name), dict(choices)) for name, choices in FIGURES.items()]
    return {
        shown.figure: Taken(shown.code, hashlib.sha256(file_of(shown, "xlsx")).hexdigest())
        for shown in exhibits(store.ledger, view, wanted)
    }


def report(ledger: Ledger, year: int) -> None:
    """Send what provinces that are not merged report of a year."""
    with ledger.kept_open():
        for name, jobs in JOBS[year].items():
            region = PLACES[name][0]
            asked = [value(name, "jobs", year, 4, jobs)]
            if year == 2028:
                asked.append(value(name, "council_meetings", year, 4, 3))
            else:
                asked.append(value(name, "volunteer_hours", year, 4, 20))
            send(
                ledger, region, f"{year}Q4", received=f"{year + 1}-01-20",
                project=[project(name, *PLACES[name], 2028)],
                budget=[(name, year, 4, "national", 100, 90, 80)],
                observation=asked,
            )  # fmt: skip


def judge(
    ledger: Ledger, vocabulary: Vocabulary, name: str, year: int, members: tuple[str, ...]
) -> None:
    """Give a project of its nth year the same share of every criterion's points."""
    selected = 2029 if name == "T1" else 2028
    criteria = vocabulary.criteria(year, year - selected + 1)
    for member in members:
        points = {
            row["criterion"]: int(row["maximum_points"]) * _SHARES[member] / 100 for row in criteria
        }
        keep_sheet(ledger, vocabulary, Sheet(year, name, member, points), by=member,
                   at=moment(f"{year + 1}-02-10"))  # fmt: skip


def made(ledger: Ledger, vocabulary: Vocabulary) -> bytes:
    """Make the merged province's template of 2029Q4."""
    return template(
        ledger, vocabulary, region=MERGED, year=2029, quarter=4, today=dt.date(2030, 1, 15)
    )


def filled_in(content: bytes, vocabulary: Vocabulary) -> bytes:
    """Fill the template in: every cell that it asks for, and a new project of the seventh type."""
    book, form = load_workbook(io.BytesIO(content)), Form(vocabulary)
    office = next(row for row in book["표지"].iter_rows() if row[0].value == "작성 부서")
    office[1].value = "지역경제과"
    book["사업"].append(
        ("T1", "사업 T1", "대전충남", "논산시", "기후 대응형", 2029, "조직", "목적", "진행")
    )
    names = {row["name_ko"]: row for row in vocabulary.rows("indicators")}
    for sheet, table in (("추진 단계", "stage"), ("예산", "budget"), ("실적", "observation")):
        at = {cell.value: cell.column - 1 for cell in book[sheet][1] if cell.value}
        place = {column.field: at[column.label_ko] for column in form.of(table)}
        for row in book[sheet].iter_rows(2):
            if row[0].value:
                _fill(table, row, place, names)
    book["실적"].append(("T1", "신규 일자리", 2029, 4, FILLED_IN["T1"]))
    book["예산"].append(("T1", 2029, 4, "국비", 100, 90, 80))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(table: str, row: Any, place: dict[str, int], names: dict[str, dict[str, str]]) -> None:
    if table != "observation":
        for field, given in _GIVEN[table].items():
            row[place[field]].value = given
        return
    how = names[row[place["indicator"]].value]
    given: dict[str, float] = {
        "value": FILLED_IN[row[0].value] if how["indicator"] == "jobs" else 2
    }
    if how["across_projects"] == "ratio":
        given = {"numerator": 1, "denominator": 2}
    elif how["across_projects"] == "weighted_mean":
        given = {"value": 50, "denominator": 10}
    for field, number in given.items():
        row[place[field]].value = number


def after(store: Store, before: Before, folder: Path) -> Story:
    """Publish by the edited reference data, first without and then with what 2029 brought."""
    ledger, edited = store.ledger, Vocabulary(folder)
    still = publish(store, as_of=dt.date(2028, 12, 31), final=False, publisher="tester")
    content = filled_in(made(ledger, edited), edited)
    checked = check(content, "2029Q4.xlsx", edited, ledger)
    receipt = submit(
        ledger, content, "2029Q4.xlsx", submitter="tester", vocabulary=edited,
        received_at=moment("2030-01-20"), reasons="새로 보고함",
    )  # fmt: skip
    decide(
        ledger, receipt.submission, "accepted", by="tester", note="맞음", at=moment("2030-01-21")
    )
    with ledger.kept_open():
        report(ledger, 2029)
        judge(ledger, edited, "S1", 2029, ("m03", "m06", "m15"))
        judge(ledger, edited, "T1", 2029, ("m02", "m05", "m08"))
    last = publish(store, as_of=dt.date(2029, 12, 31), final=False, publisher="tester")
    held = board(ledger, edited, year=2029, quarter=4, today=dt.date(2030, 3, 1))
    return Story(
        store, still, last, edited, checked, before, too_late(ledger, edited, content),
        refused_to(ledger, edited, "m14"), held,
    )  # fmt: skip


def too_late(ledger: Ledger, vocabulary: Vocabulary, content: bytes) -> Checked:
    """Check a report of an indicator that ended the year before."""
    book = load_workbook(io.BytesIO(content))
    book["실적"].append(("D1", "협의체 운영 횟수", 2029, 4, 3))
    stream = io.BytesIO()
    book.save(stream)
    return check(stream.getvalue(), "2029Q4.xlsx", vocabulary, ledger)


def refused_to(ledger: Ledger, vocabulary: Vocabulary, member: str) -> str:
    """Return why a member may not score S1 in 2029."""
    try:
        judge(ledger, vocabulary, "S1", 2029, (member,))
    except Refused as refused:
        return refused.key
    return ""
