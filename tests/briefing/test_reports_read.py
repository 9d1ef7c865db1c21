"""A report read again for verification: the numbers stand under their codes, whoever saved it."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.briefing.contents import Part, contents
from monitor.briefing.report import write_report
from monitor.briefing.verify_file import verify_file
from monitor.charts.native import Plot
from monitor.store import Store
from monitor.store.stamps import keep_file, stamp_document
from monitor.wording import LANGUAGES, Language, Refused
from tests.acting import LOCAL
from tests.briefing.exhibits import sample_document, sample_exhibit
from tests.stamping import stamped
from tests.tiny import Tiny

CODES = ("K7F3-9QMX", "AJCV-Q89J")


def report(language: Language = "ko") -> bytes:
    exhibits = [sample_exhibit(language, code=code) for code in CODES]
    return write_report(sample_document(language, exhibits=exhibits), {})


def changed(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """Return a report with one part rewritten, as another program would."""
    saved = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(saved, "w") as after,
    ):
        for each in before.namelist():
            text = before.read(each)
            after.writestr(each, change(text.decode()).encode() if each == name else text)
    return saved.getvalue()


def resaved(content: bytes) -> bytes:
    """Return a report as Hancom saves it: its own ids, its own names of charts, runs split."""
    saved = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(saved, "w") as after,
    ):
        for name in before.namelist():
            text = before.read(name)
            if name == "Contents/section0.xml":
                body = re.sub(r'(?<= id=")\d+', lambda found: f"9{found[0]}", text.decode())
                body = body.replace("Chart/chart", "Chart/oleChart")
                body = body.replace("9,700</hp:t>", "9,</hp:t></hp:run><hp:run><hp:t>700</hp:t>")
                text = body.encode()
            after.writestr(name.replace("Chart/chart", "Chart/oleChart"), text)
    return saved.getvalue()


def parts(content: bytes) -> list[Part]:
    return list(contents(content, "보고.hwpx").parts)


def only(found: list[Part], code: str, kind: str) -> tuple[tuple[str, ...], ...]:
    (rows,) = [each.rows for each in found if (each.code, each.kind) == (code, kind)]
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_has_its_lines_its_chart_and_its_table(language: Language) -> None:
    found = parts(report(language))
    document = sample_document(language)
    assert [(each.code, each.kind) for each in found] == [
        (document.code, "sentences"),
        (document.code, "table"),
        *((code, kind) for code in CODES for kind in ("sentences", "chart", "table")),
        (document.code, "sentences"),
        (document.code, "table"),
    ]
    exhibit = sample_exhibit(language)
    assert only(found, CODES[1], "table") == (
        tuple(exhibit.columns),
        *zip(*exhibit.columns.values(), strict=True),
    )


def test_the_lines_of_a_figure_are_its_sentences_titles_source_and_notes() -> None:
    lines = [line for (line,) in only(parts(report()), CODES[1], "sentences")]
    assert lines[0] == "Ⅱ. 예산"
    assert lines[1].startswith("□ 서비스 이용자 수는")
    assert lines[-1] == "※ 목표가 없는 시·도는 달성률을 내지 않음"
    assert lines[-2].endswith(f"확인번호: {CODES[1]}")


def test_the_values_of_a_chart_are_those_of_the_plot() -> None:
    exhibit = sample_exhibit()
    assert exhibit.chart is not None
    plot = exhibit.chart.native
    assert isinstance(plot, Plot)
    heading, *rows = only(parts(report()), CODES[0], "chart")
    rows.reverse()  # lying bars are written from the last to the first
    series_drawn = plot.series[::-1]
    assert heading == ("", *(series.name for series in series_drawn))
    assert [row[0] for row in rows] == list(plot.categories)
    for place, series in enumerate(series_drawn, start=1):
        values = [float(row[place]) if row[place] else None for row in rows]
        assert values == list(series.values)


def test_nothing_is_lost_when_hancom_saves_the_file_again() -> None:
    content = report()
    assert parts(resaved(content)) == parts(content)


def test_one_digit_altered_in_a_cell_is_seen_under_its_code_alone() -> None:
    content = report()
    section = "Contents/section0.xml"
    spoilt = changed(content, section, lambda body: body.replace("8,369", "8,360", 1))
    before, after = parts(content), parts(spoilt)
    differing = [(a.code, a.kind) for a, b in zip(before, after, strict=True) if a != b]
    assert differing == [(CODES[0], "table")]


def test_one_digit_altered_in_a_chart_is_seen() -> None:
    content = report()
    spoilt = changed(content, "Chart/chart2.xml", lambda xml: xml.replace("8369", "8360"))
    before, after = parts(content), parts(spoilt)
    differing = [(a.code, a.kind) for a, b in zip(before, after, strict=True) if a != b]
    assert differing == [(CODES[1], "chart")]


def test_a_sentence_altered_is_seen() -> None:
    content = report()
    section = "Contents/section0.xml"
    spoilt = changed(content, section, lambda body: body.replace("61.3%", "71.3%", 1))
    before, after = parts(content), parts(spoilt)
    differing = [(a.code, a.kind) for a, b in zip(before, after, strict=True) if a != b]
    assert differing == [(CODES[0], "sentences")]


def test_verify_tells_which_number_was_altered_and_where(tiny: Tiny, tmp_path: Path) -> None:
    shutil.copytree(tiny.store.folder, tmp_path / "store")
    store = Store(tmp_path / "store", LOCAL)
    codes = [stamped(store, store.release(), basis=basis) for basis in (16, 17)]
    document = stamp_document(
        store.ledger, title="1분기 보고", language="ko", release="2027-12-31-final-2",
        figures=codes, by="김", at=dt.datetime(2028, 3, 2, tzinfo=dt.UTC),
    )  # fmt: skip
    exhibits = [sample_exhibit(code=code) for code in codes]
    content = write_report(sample_document(code=document, exhibits=exhibits), {})
    said = contents(content, "보고.hwpx").by_code()
    keep_file(store.ledger, document, "hwpx", content, said, by="김")
    assert verify_file(store, resaved(content), "보고.hwpx").is_same

    spoilt = changed(content, "Contents/section0.xml", lambda xml: xml.replace("8,369", "8,360", 1))
    found = verify_file(store, spoilt, "보고.hwpx")
    states = {each.code: each.state for each in found.figures}
    assert states == {document: "same", codes[0]: "altered", codes[1]: "same"}
    (altered,) = next(each.alterations for each in found.figures if each.code == codes[0])
    assert (altered.recorded, altered.found) == ("8,369", "8,360")


def test_a_part_with_a_doctype_is_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'
    with pytest.raises(Refused, match="확인할 수 있는 파일이 아닙니다"):
        parts(changed(report(), "Contents/section0.xml", lambda _: bomb))
