"""Whatever comes: sheets, or one clear sentence; within bounds of memory and time."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.intake import reading
from monitor.intake.reading import MAXIMUM_BYTES, read_file
from monitor.intake.reading_pool import Pool
from monitor.intake.reading_worker.answer import Answer
from monitor.intake.reading_worker.cells import place_of
from monitor.intake.received import Sheet
from monitor.wording import Refused
from tests.examples import examples
from tests.hostile.books import ods, ods_text, xls, zipped
from tests.hostile.collection import CASES, MEGABYTE
from tests.hostile.documents import hwpx
from tests.intake.books import sample

FORM = ("표지", "사업", "추진 단계", "예산", "목표", "실적", "자율지표")
HASTE = 10.0  # seconds after which a changed workbook counts as hanging


class Watched(Pool):
    """A pool of one process that remembers its last answer."""

    last = Answer()

    def read(self, content: bytes, stem: str, form_sheets: tuple[str, ...]) -> Answer:
        self.last = super().read(content, stem, form_sheets)
        return self.last


@pytest.fixture(scope="module")
def watched() -> Iterator[Watched]:
    """Give the pool that all files of this module go through, one after the other."""
    made = Watched(workers=1)
    yield made
    made.close()


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_hostile_file_costs_its_sender_one_sentence(
    name: str, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES[name]
    monkeypatch.setattr(reading, "pool", lambda: watched)
    content = case.make()
    assert len(content) <= MAXIMUM_BYTES
    begun = time.perf_counter()
    if case.key:
        with pytest.raises(Refused) as refusal:
            read_file(content, case.name)
        expected = Refused(case.key, file=case.name, **case.values)
        assert refusal.value.say("ko") == expected.say("ko")
        assert refusal.value.say("en") == expected.say("en")
    else:
        sheet = read_file(content, case.name).sheets[0]
        assert str(sheet.rows[0][0]).startswith("사업번호") and float(sheet.rows[0][1]) == 7
        assert len(sheet.rows) * len(sheet.rows[0]) <= 4
    assert time.perf_counter() - begun < case.seconds
    assert watched.last.peak <= case.memory


def test_a_file_of_50_mb_is_refused_unread() -> None:
    with pytest.raises(Refused, match=r"^보고\.csv는 너무 큽니다\(한도 20 MB\)"):
        read_file(b"1,2\n" * 12_500_000, "보고.csv")


def test_a_workbook_that_keeps_the_searches_busy_is_given_up_in_time() -> None:
    from tests.hostile.books import xlsx

    quick = Watched(workers=1, seconds=1)
    try:
        begun = time.perf_counter()
        answer = quick.read(xlsx("<row " * 2_000_000 + "hidden"), "a", FORM)
        assert answer.key == "reading_too_slow"
        assert time.perf_counter() - begun < 5
        assert quick.processes() == []
    finally:
        quick.close()


def test_the_last_file_of_the_largest_size_that_is_read_leaves_room(watched: Watched) -> None:
    rows = b"2026-GYG-01,\xbd\xc5\xb1\xd4 \xc0\xcf\xc0\xda\xb8\xae,2027,1,12.5,,,\r\n"
    content = rows * (MAXIMUM_BYTES // len(rows))
    answer = watched.read(content, "실적", FORM)
    assert answer.received is not None
    assert answer.peak < 1000 * MEGABYTE


# ── good files, changed at random ────────────────────────────────────────────────────────────────


@cache
def good(kind: str) -> bytes:
    """Return a good file of a format."""
    rows = [["사업번호", "지표", "값"], ["2026-GYG-01", "신규 일자리", "12"]]
    if kind == "xlsx":
        return sample()
    if kind == "xls":
        return xls(*rows, sheets=FORM)
    if kind == "ods":
        cells = ("".join(map(ods_text, row)) for row in rows)
        return ods("".join(f"<table:table-row>{row}</table:table-row>" for row in cells))
    if kind == "hwpx":
        return hwpx("실적", rows, "예산", "(단위: 천원)", rows)
    text = "\r\n".join(",".join(row) for row in [["표지"], *rows, ["실적"], *rows])
    return text.encode("cp949" if kind == "cp949" else "utf-8-sig")


def _is_answered(answer: Answer) -> bool:
    """Say whether there are sheets, or a sentence in both languages; a hang is no answer."""
    if answer.received is not None:
        return all(map(_is_whole, answer.received.sheets))
    refusal = Refused(answer.key, file="a", **answer.values)
    return bool(refusal.say("ko") and refusal.say("en")) and answer.key != "reading_too_slow"


def _is_whole(sheet: Sheet) -> bool:
    """Say whether rows are equally long, and every mark within them."""
    height, width = len(sheet.rows), len(sheet.rows[0]) if sheet.rows else 0
    places = {*sheet.percents, *map(place_of, sheet.unvalued)}
    places |= {(row, 1) for row in sheet.hidden_rows}
    places |= {(1, column) for column in sheet.hidden_columns}
    places |= {corner for block in sheet.merged for corner in (block[:2], block[2:])}
    return all(len(row) == width for row in sheet.rows) and all(
        1 <= row <= height and 1 <= column <= width for row, column in places
    )


KINDS = ("xlsx", "xls", "ods", "hwpx", "csv", "cp949")
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 6)), min_size=1)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=examples(20))
@given(changes=CHANGES)
def test_a_file_changed_anywhere_is_read_or_refused(
    kind: str, changes: list[tuple[float, bytes, int]], watched: Watched
) -> None:
    content = good(kind)
    for at, put, instead_of in changes:
        place = int(at * len(content))
        content = content[:place] + put + content[place + instead_of :]
    assert _is_answered(watched.read(content, "a", FORM))


@pytest.mark.parametrize("kind", ["xlsx", "ods", "hwpx"])
@settings(max_examples=examples(20))
@given(data=st.data())
def test_a_part_changed_within_its_archive_is_read_or_refused(
    kind: str, data: st.DataObject, watched: Watched
) -> None:
    with zipfile.ZipFile(io.BytesIO(good(kind))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = data.draw(st.lists(st.sampled_from(sorted(parts)), min_size=1, max_size=3))
    for name in names:
        place = int(data.draw(st.floats(0, 1)) * len(parts[name]))
        put = data.draw(st.one_of(st.binary(max_size=12), st.sampled_from(PIECES)))
        cut = data.draw(st.sampled_from([0, 0, 1, len(put), 10_000]))
        parts[name] = parts[name][:place] + put + parts[name][place + cut :]
    gone = data.draw(st.sampled_from([None, *sorted(parts)]))
    parts = {name: content for name, content in parts.items() if name != gone}
    assert _is_answered(watched.read(zipped(parts), "a", FORM))


PIECES = (
    b"<!DOCTYPE a>", b"</c>", b"<c/>", b'<c r="XFD1048576"><v>1</v></c>', b'r="ZZZ9999999"', b'"',
    b'<row r="99999999">', b'<row r="0">', b'<c r="A0"><v>1</v></c>', b'<v>1e999</v>', b"]]>",
    b'<mergeCell ref="B2:A1"/>', b'<mergeCell ref="A1"/>', b"<f>", b"&#0;", b"&a;", b"\xff\xfe",
    b' t="s"', b' t="d"', b' t="b"', b' s="99999"', b"<v>-1</v>", b"\0",
    b'table:number-columns-repeated="-1"', b'table:number-rows-repeated="99999999999999999999"',
    b'table:number-columns-spanned="x"', b'colSpan="99999"', b'rowAddr="-5"', b"<hp:tbl>",
)  # fmt: skip


@settings(max_examples=examples(60))
@given(content=st.one_of(st.binary(max_size=3000), st.text(max_size=1000).map(str.encode)))
def test_any_bytes_are_read_or_refused(content: bytes, watched: Watched) -> None:
    assert _is_answered(watched.read(content, "a", FORM))
