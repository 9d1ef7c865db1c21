"""Documents of Hangul, made with python-hwpx."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hwpx import HwpxDocument

Rows = Sequence[Sequence[str]]


def filled(owner: Any, rows: Rows) -> Any:
    """Add a table to a document, a paragraph or a cell, and fill it."""
    table = owner.add_table(len(rows), len(rows[0]))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.set_cell_text(row, column, text)
    return table


def hwpx(*parts: str | Rows) -> bytes:
    """Return a document: texts are paragraphs, rows are tables."""
    document = HwpxDocument.new()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            filled(document, part)
    content = document.to_bytes()
    assert isinstance(content, bytes)
    return content
