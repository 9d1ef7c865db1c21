"""A good sample workbook, and copies of it that are spoilt on purpose."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from openpyxl import Workbook, load_workbook

from monitor.demonstration import SAMPLES
from monitor.intake.check import Checked, check
from monitor.intake.form import COVER as COVER_TABLE
from monitor.intake.form import PROGRAMME, Form
from monitor.store import Ledger, Store
from monitor.vocabulary import Vocabulary
from tests.acting import LOCAL

GOOD = "2026Q4_gyeonggi.xlsx"
MERGED = "2026Q4_jeonnam_gwangju.xlsx"
COVER, PROJECT, STAGE, BUDGET = "표지", "사업", "추진 단계", "예산"
TARGET, OBSERVATION, OWN = "목표", "실적", "자율지표"
PLAN, PARTNER, LINKAGE = "집행 계획", "참여조직", "연계 사업"
PRODUCT, ADOPTION, AFTERCARE = "공동생산", "모델 도입", "지원 종료 후"
CALL, SESSION, APPLICATION = "공모", "설명회", "신청"
MODEL, COUNCIL, AWARD = "표준 모델", "범정부협의체", "포상"
Edit = Callable[[Workbook], object]
_OPEN: Final = ExitStack()  # for as long as the tests run


@cache
def vocabulary() -> Vocabulary:
    """Return the reference data, read once."""
    return Vocabulary()


@cache
def _empty_ledger() -> Ledger:
    """Return an empty ledger."""
    ledger = Store(Path(mkdtemp()), LOCAL).ledger
    assert ledger.position() == 0
    return settled(ledger)


def settled(ledger: Ledger) -> Ledger:
    """Keep a ledger that is only read from now on open: it keeps its plans between checks."""
    ledger._kept = ledger._connect(_OPEN, read_only=True)
    return ledger


def checked(content: bytes, name: str = "sent.xlsx", ledger: Ledger | None = None) -> Checked:
    """Check a file against a ledger, an empty one when none is given."""
    return check(content, name, vocabulary(), ledger or _empty_ledger())


@cache
def sample(name: str = GOOD) -> bytes:
    """Return a sample workbook's bytes."""
    return (SAMPLES / name).read_bytes()


def spoilt(edit: Edit, name: str = GOOD) -> bytes:
    """Return a copy of a sample that ``edit`` has changed."""
    book = load_workbook(io.BytesIO(sample(name)))
    edit(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return a workbook's bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write(sheet: str, cell: str, value: Any) -> Edit:
    """Return an edit that writes one cell."""

    def edit(book: Workbook) -> None:
        book[sheet][cell] = value

    return edit


def add(sheet: str, *row: Any) -> Edit:
    """Return an edit that appends a row to a sheet."""

    def edit(book: Workbook) -> None:
        book[sheet].append(row)

    return edit


def together(*edits: Edit) -> Edit:
    """Return an edit that makes several."""

    def edit(book: Workbook) -> None:
        for each in edits:
            each(book)

    return edit


def only(sheet: str, *rows: tuple[Any, ...]) -> Edit:
    """Return an edit that leaves of a sheet its headings and puts these rows below."""

    def edit(book: Workbook) -> None:
        book[sheet].delete_rows(2, book[sheet].max_row)
        for row in rows:
            book[sheet].append(row)

    return edit


def day(text: str) -> date:
    """Return a day written 2026-07-01."""
    return date.fromisoformat(text)


# A sound register: by sheet, its rows.
REGISTER: dict[str, list[tuple[Any, ...]]] = {
    CALL: [("C2026", "2026년 공모", day("2026-03-02"), day("2026-04-10"), day("2026-05-20"),
            600_000_000)],
    SESSION: [("C2026", day("2026-03-10"), "세종컨벤션센터", "충청권", 120)],
    APPLICATION: [
        ("C2026", "C2026-001", "마을 반찬·세탁 생활돌봄 모델", "경기", "양평군",
         "생활서비스 제공형", "두물살림사회적협동조합", 220_000_000, day("2026-04-01"), "적격",
         88.5, "선정", "2026-GYG-01"),
        ("C2026", "C2026-002", "다른 모델", "전남", "나주시", "지역순환경제 구축형", "나주협동조합",
         150_000_000, day("2026-04-10"), "부적격", None, "미선정", None),
        ("C2026", "C2026-003", "또 다른 모델", "서울", "종로구", "지역공동체 강화형", "종로조합",
         150_000_000, day("2026-03-02"), None, None, None, None),
    ],
    MODEL: [("SM-01", "2026-GYG-01", "생활돌봄 표준 모델", day("2026-11-20"), "요지", "조건")],
    COUNCIL: [(day("2026-12-10"), "표준 모델 확산", "SM-01", "도입 지자체 지원")],
    AWARD: [(day("2026-12-20"), "장관 표창", "경기", "양평군", "2026-GYG-01", "우수 지자체", None)],
}  # fmt: skip


def register(edit: Edit = lambda _book: None, **cover: Any) -> bytes:
    """Return the ministry's register for the last quarter of 2026, spoilt by ``edit``."""
    form = Form(vocabulary(), PROGRAMME)
    told = {
        "year": 2026,
        "quarter": 4,
        "submitted_on": day("2027-01-20"),
        "office": "사회연대경제과",
        "form_version": form.version,
        "data_kind": "실제 자료",
    } | cover
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet: Any = book.create_sheet(form.of(COVER_TABLE)[0].sheet)
    for column in form.of(COVER_TABLE):
        sheet.append((column.label_ko, told[column.field]))
    for table in form.tables:
        sheet = book.create_sheet(form.of(table)[0].sheet)
        sheet.append([column.label_ko for column in form.of(table)])
        for row in REGISTER[sheet.title]:
            sheet.append(row)
    edit(book)
    return saved(book)
