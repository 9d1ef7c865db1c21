"""The basket: figures put aside for a briefing, in the order in which they were put there.

A reader has one, however many windows they look through: it is what is kept, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from monitor.briefing.recipe import Piece, content_of_piece, piece_of
from monitor.figures.register import Choice, figure_named
from monitor.figures.view import View
from pages.shared.kept_work import kept_work, take_up

_ITEM: Final = "basket"


def basket(view: View) -> list[Piece]:
    """Return what was put aside, the first first."""
    return take_up(view, _ITEM, _pieces) or []


def add(view: View, figure_name: str, choices: Mapping[str, Choice]) -> bool:
    """Put a figure with its choices into the basket; return whether it was not there yet.

    Raises:
        Refused: ``work_not_kept``.
    """
    piece, known = Piece(figure_name, dict(choices), view.basis), basket(view)
    is_new = piece not in known
    if is_new:
        fill([*known, piece])
    return is_new


def fill(pieces: Sequence[Piece]) -> None:
    """Let the basket hold these, and nothing else.

    Raises:
        Refused: ``work_not_kept``.
    """
    if pieces:
        kept_work().write(_ITEM, list(map(content_of_piece, pieces)))
    else:
        kept_work().drop(_ITEM)


def _pieces(told: Any) -> list[Piece]:
    pieces = list(map(piece_of, told))
    for piece in pieces:
        figure_named(piece.figure)
    return pieces
