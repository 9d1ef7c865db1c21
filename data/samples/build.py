"""Write the demonstration workbooks of the provinces, quarter by quarter, and of the ministry.

Sheets, columns and words come from ``data/reference``; projects and numbers are made up in the
modules beside this one. ``contents.py`` puts them into the workbooks of the provinces,
``register.py`` into those of the ministry.
The same seed gives the same bytes.
Run with ``python data/samples/build.py``; ``--out FOLDER`` writes elsewhere, ``--only NAME``
(such as ``2026Q2_seoul``) writes one file.
"""

from __future__ import annotations

import argparse
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from contents import cover, tables
from form import MARK, Cell, Row, Tables, reference, words
from register import FORM, register_cover, register_tables, registers
from schedule import Workbook, workbooks

HERE: Final = Path(__file__).resolve().parent
WIDE_FIELDS: Final = {
    "name": 34,
    "purpose": 58,
    "lead_organisation": 28,
    "indicator": 28,
    "definition": 38,
    "region": 20,
    "model_type": 20,
    "stage": 18,
    "organisation": 30,
    "organisation_kind": 16,
    "policy": 32,
    "content": 44,
    "ministry": 20,
    "product": 30,
    "local_government": 22,
    "adaptation": 36,
    "report": 44,
    "applicant": 28,
    "place": 22,
    "area": 18,
    "summary": 58,
    "conditions": 58,
    "agenda": 38,
    "outcome": 44,
    "partner_role": 16,
}
WIDTH_OF_KIND: Final = {"identifier": 15, "date": 13, "won": 18, "number": 16}
FORMATS: Final = {"date": "yyyy-mm-dd", "won": "#,##0", "integer": "0", "text": "@"}


class Pen:
    """Writes typed cells in one style."""

    def __init__(self, book: Any) -> None:
        """Prepare the styles of a workbook."""
        font = {"font_name": "맑은 고딕", "font_size": 10, "valign": "vcenter"}
        filled = {"bold": True, "bg_color": "#dfe9fd", "border": 1, "align": "center"}
        self.head = book.add_format(font | filled)
        self.kinds = {
            kind: book.add_format(font | {"num_format": code}) for kind, code in FORMATS.items()
        }
        self.whole = book.add_format(font | {"num_format": "#,##0"})
        self.decimal = book.add_format(font | {"num_format": "#,##0.0"})

    def write(self, sheet: Any, row: int, column: int, kind: str, cell: Cell) -> None:
        """Write a cell as what it is."""
        if isinstance(cell, str):
            sheet.write_string(row, column, cell, self.kinds["text"])
        elif isinstance(cell, date):
            moment = datetime(cell.year, cell.month, cell.day)
            sheet.write_datetime(row, column, moment, self.kinds["date"])
        elif cell is not None:
            plain = self.decimal if isinstance(cell, float) else self.whole
            sheet.write_number(row, column, cell, self.kinds.get(kind, plain))


def columns(table: str, form: str = "form_columns") -> list[dict[str, str]]:
    """Columns of a sheet of a form."""
    return [row for row in reference(form) if row["table"] == table]


def add_sheet(book: Any, title: str, mark: str) -> Any:
    """Add a marked sheet with a frozen header."""
    sheet = book.add_worksheet(title)
    sheet.set_tab_color("#9e6a00")
    sheet.set_header(f"&C{mark}")
    sheet.set_footer(f"&L{title}&C{mark}&R&P / &N")
    sheet.set_landscape()
    sheet.freeze_panes(1, 0)
    return sheet


def write_cover(sheet: Any, pen: Pen, row: Row, form: str = "form_columns") -> None:
    """Write the cover: a label and its value on each row."""
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 34)
    for place, label in enumerate(("항목", "내용")):
        sheet.write_string(0, place, label, pen.head)
    for line, column in enumerate(columns("cover", form), start=1):
        pen.write(sheet, line, 0, "text", column["label_ko"])
        pen.write(sheet, line, 1, column["kind"], row[column["field"]])


def kind_of_submission(book: Workbook) -> Row:
    """The cover's line that tells a correction from the whole report of a quarter."""
    kinds = words("submission_kinds", "submission_kind")
    return {"submission_kind": kinds["correction" if book.is_correction else "regular"]}


def write_table(
    sheet: Any, pen: Pen, table: str, rows: list[Row], form: str = "form_columns"
) -> None:
    """Write a table: labels on the first row, records below."""
    for place, column in enumerate(columns(table, form)):
        field, kind = column["field"], column["kind"]
        sheet.set_column(place, place, WIDE_FIELDS.get(field, WIDTH_OF_KIND.get(kind, 12)))
        sheet.write_string(0, place, column["label_ko"], pen.head)
        for line, row in enumerate(rows, start=1):
            pen.write(sheet, line, place, kind, row.get(field))


def write_workbook(path: Path, first: Row, content: Tables, form: str = "form_columns") -> None:
    """Write one workbook, its cover first; nothing in it depends on the clock."""
    mark = words("data_kinds", "data_kind")[MARK]
    sheets = dict.fromkeys((row["table"], row["sheet_ko"]) for row in reference(form))
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as file:
        file.set_properties({"title": f"{mark} {path.stem}", "created": datetime(2026, 1, 1)})
        pen = Pen(file)
        for table, title in sheets:
            sheet = add_sheet(file, title, mark)
            if table == "cover":
                write_cover(sheet, pen, first, form)
            else:
                write_table(sheet, pen, table, content[table], form)


def write_all(folder: Path, only: list[str] | None) -> list[Path]:
    """Write the workbooks, or those that are named, and return where they are."""
    written: list[Path] = []
    for book in workbooks():
        if not only or book.name in only:
            written.append(folder / f"{book.name}.xlsx")
            write_workbook(written[-1], cover(book) | kind_of_submission(book), tables(book))
    for register in registers():
        if not only or register.name in only:
            written.append(folder / f"{register.name}.xlsx")
            write_workbook(written[-1], register_cover(register), register_tables(register), FORM)
    return written


def main() -> None:
    """Write the workbooks and say how many."""
    parser = argparse.ArgumentParser(description="Write the demonstration workbooks.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write into")
    parser.add_argument("--only", action="append", help="name of a file, such as 2026Q2_seoul")
    chosen = parser.parse_args()
    written = write_all(chosen.out, chosen.only)
    size = sum(path.stat().st_size for path in written)
    print(f"{len(written)} workbooks, {size / 1e6:.2f} MB, in {chosen.out}")


if __name__ == "__main__":
    main()
