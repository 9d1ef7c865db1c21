"""Write the made-up score workbooks of the demonstration panel into ``scores/``: none was given.

One a member and year, one a correction, and one a year for the self-assessments of all provinces.
Points come from ``panel.py``, sheets and words from ``data/reference``. The same seed gives the
same bytes. Run with ``python data/samples/score_books.py``; ``--out FOLDER`` writes elsewhere.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Final

from build import write_workbook
from form import MARK, Row, Tables, reference, words
from panel import scores

HERE: Final = Path(__file__).resolve().parent / "scores"
FORM: Final = "score_form_columns"
SELF: Final = "self"
SELF_KO: Final = "자체평가"


@dataclass
class ScoreBook:
    """One workbook: its name, its cover and the rows of its sheets."""

    name: str
    cover: Row
    tables: Tables = field(default_factory=dict)


def score_books() -> Iterator[ScoreBook]:
    """Every workbook, in the order in which they were filled in."""
    members = words("panel_members", "member") | {SELF: SELF_KO}
    version = next(
        r["value"] for r in reference("settings") if r["setting"] == "score_form_version"
    )
    names = words("evaluation_criteria", "criterion")
    for key, rows in groupby(sorted(scores(), key=_of_book), key=_of_book):
        sheets = list(rows)
        first = sheets[0]
        book = ScoreBook(
            key,
            {
                "scorer": members[str(first["scored_by"])],
                "region": None,
                "year": first["year"],
                "submitted_on": first["given_on"],
                "form_version": version,
                "data_kind": words("data_kinds", "data_kind")[MARK],
            },
        )
        book.tables["score"] = [row | {"criterion": names[row["criterion"]]} for row in sheets]
        firsts = [next(of_one) for _, of_one in groupby(sheets, lambda row: row["project"])]
        book.tables["comment"] = [row | {"reason": row["reason"] or None} for row in firsts]
        yield book


def _of_book(row: Row) -> str:
    """Name of the workbook that a row stands in."""
    return f"{row['year']}_{row['scored_by']}" + ("_correction" if row["reason"] else "")


def main() -> None:
    """Write the workbooks and say how many."""
    parser = argparse.ArgumentParser(description="Write the demonstration panel's workbooks.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write into")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    books = list(score_books())
    for book in books:
        write_workbook(chosen.out / f"{book.name}.xlsx", book.cover, book.tables, FORM)
    print(f"{len(books)} score workbooks in {chosen.out}")


if __name__ == "__main__":
    main()
