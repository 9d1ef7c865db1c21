"""Every form of a figure says the same, is recorded, and is found again by its code."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from monitor.briefing.asked import figure_of
from monitor.briefing.clip import table_html
from monitor.briefing.files import FORMS, MIMES, file_of, name_of, take
from monitor.briefing.verify_file import FileVerification, verify_file
from monitor.figures import overview
from monitor.figures.view import View
from monitor.store import Store
from monitor.store.stamped import exports
from monitor.wording import Refused
from tests.briefing.exhibits import HOSTILE, sample_exhibit

STARTS = {
    "png": b"\x89PNG",
    "print": b"\x89PNG",
    "svg": b"<svg",
    "pdf": b"%PDF",
    "xlsx": b"PK",
    "csv": b"\xef\xbb\xbf",
    "pptx": b"PK",
    "hwpx": b"PK",
}


@pytest.fixture
def view(demonstration: Store) -> View:
    return View("ko", demonstration.release(), 17, dark=False)


@pytest.mark.parametrize("form", FORMS)
def test_a_figure_is_taken_in_every_form_and_each_is_recorded(
    store: Store, view: View, form: str
) -> None:
    file = take(store.ledger, view, overview.attainment, form, by="김", year=2028)
    assert file.content.startswith(STARTS[form])
    assert file.mime == MIMES[form]
    assert file.exhibit.code in file.name
    (row,) = exports(store.ledger, file.exhibit.code).to_dict("records")
    assert (row["exported_by"], row["form"]) == ("김", "png" if form == "print" else form)


@pytest.mark.parametrize("form", ["xlsx", "csv", "pptx", "hwpx"])
def test_a_file_of_numbers_is_verified_as_it_was_taken(store: Store, view: View, form: str) -> None:
    file = take(store.ledger, view, overview.attainment, form, by="김", year=2028)
    verified = verify_file(store, file.content, file.name)
    assert verified.is_exact
    assert [(each.code, each.state) for each in verified.figures] == [(file.exhibit.code, "same")]


def test_every_row_of_a_csv_says_its_code() -> None:
    shown = sample_exhibit(marks={"공표": "2028-06-30.1"})
    rows = list(csv.DictReader(io.StringIO(file_of(shown, "csv").decode("utf-8-sig"))))
    assert list(rows[0])[:2] == ["공표", "확인번호"]
    assert {row["확인번호"] for row in rows} == {shown.code}


def test_a_csv_holds_no_formula() -> None:
    shown = replace(sample_exhibit(), typed=pd.DataFrame({"이름": list(HOSTILE)}))
    assert "\n'=cmd" in file_of(shown, "csv").decode().replace(f"{shown.code},", "")


def test_the_name_of_a_file_is_safe_on_every_system() -> None:
    shown = sample_exhibit(figure="../x/나쁜 이름:*?", release="2028-09-30/../1")
    assert name_of(shown, "xlsx") == "2028-09-30-..-1_-_K7F3-9QMX.xlsx"
    assert name_of(shown, "print").endswith("K7F3-9QMX_print.png")


def test_a_table_alone_has_no_picture() -> None:
    with pytest.raises(Refused, match="표만 있어"):
        file_of(replace(sample_exhibit(), chart=None), "png")


def test_a_table_alone_has_a_pdf() -> None:
    assert file_of(replace(sample_exhibit(), chart=None), "pdf").startswith(b"%PDF")


def test_the_answer_to_a_question_leaves_as_a_table_with_a_code(store: Store, view: View) -> None:
    asked = figure_of("indicators/by_region")
    choices = asked.fitting({"indicator": "jobs", "year": "2027"})
    narrow = replace(view, basis=16)
    file = take(store.ledger, narrow, asked, "csv", by="김", **choices)
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert len(rows) == 16
    assert rows[0]["확인번호"] == file.exhibit.code


def test_what_a_question_needs_is_said(view: View, store: Store) -> None:
    with pytest.raises(Refused, match="선택 indicator가 필요"):
        take(store.ledger, view, figure_of("indicators/by_region"), "csv", by="김", year=2027)


# ── the clipboard ────────────────────────────────────────────────────────────────────────────────


def test_a_copied_table_carries_title_unit_source_and_code() -> None:
    html = table_html(sample_exhibit())
    for said in (
        "시·도별 서비스 이용자 수",
        "(단위: 명)",
        "기준일: 2028. 6. 30. (잠정)",
        "K7F3-9QMX",
    ):
        assert said in html
    assert "시연용 가상 자료" in html
    assert html.count("<tr>") == 18


def test_names_in_a_copied_table_are_neither_markup_nor_formulas() -> None:
    shown = replace(
        sample_exhibit(),
        columns={"이름": tuple(HOSTILE), "보고": ("45/48", "=1", *"12345")[: len(HOSTILE)]},
    )
    html = table_html(replace(shown, numeric=frozenset({"보고"})))
    assert "<a:t>" not in html
    assert ">&#x27;=cmd" in html
    assert ">&#x27;=1" in html
    # A spreadsheet would make a day of it.
    assert "mso-number-format:'\\@'\">45/48" in html


def test_a_workbook_saved_by_another_program_is_verified_cell_by_cell(
    store: Store, view: View
) -> None:
    file = take(store.ledger, view, overview.attainment, "xlsx", by="김", year=2028)

    def saved(**changed: object) -> FileVerification:
        book = openpyxl.load_workbook(io.BytesIO(file.content))
        for cell, value in changed.items():
            book["표"][cell] = value
        stream = io.BytesIO()
        book.save(stream)
        return verify_file(store, stream.getvalue(), file.name)

    again, altered = saved(), saved(C5=26263)
    assert (again.is_exact, again.is_same) == (False, True)
    (figure,) = altered.figures
    assert figure.state == "altered"
    (change,) = figure.alterations
    assert (change.recorded, change.found) == ("26262", "26263")
