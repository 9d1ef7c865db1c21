"""The head of a figure's slide: its title, and below it what the figure says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.util import Inches

from monitor.briefing.native_chart import Box
from monitor.briefing.slides.template import MESSAGE, MESSAGE_SIZES, TITLE
from monitor.briefing.slides.texts import (
    sentences_height,
    shortened,
    smaller_by,
    write_sentences,
    write_title,
)

Sentences = Sequence[tuple[int, str]]

TITLES: Final = (24, 22, 20, 18, 16)
_MOST_SMALLER: Final = 3  # points: what fits only smaller goes to the notes
_MORE: Final = int(Inches(0.7))  # of room, where changes are told besides
_LONGEST: Final = int(Inches(0.95))  # that one sentence may be high
_AFTER: Final = int(Inches(0.06))


@dataclass(frozen=True)
class Head:
    """What stands on top of a slide.

    Attributes:
        title: of the figure.
        shown: sentences for which there is room.
        less: how many points smaller they are.
        left_out: texts for which there is none.
        bottom: where the head ends.
    """

    title: str
    shown: tuple[tuple[int, str], ...]
    less: int
    left_out: tuple[str, ...]
    bottom: int


def head_of(title: str, told: Sentences, changes: Sentences = ()) -> Head:
    """Return the head of a slide, its sentences as large as they fit.

    What changed goes before further sentences, the first of which always stands.
    """
    height = MESSAGE.height + (_MORE if changes else 0)
    box = Box(MESSAGE.left, MESSAGE.top, MESSAGE.width, height)
    kept, also = list(told), list(changes)
    while (less := smaller_by([*kept, *also], box, _MOST_SMALLER, MESSAGE_SIZES)) is None:
        (kept if len(kept) > 1 or not also else also).pop()
    left_out = [text for _, text in (*told[len(kept) :], *changes[len(also) :])]
    shown = [*kept, *also]
    if left_out and not shown:
        depth, text = [*told, *changes][0]
        line = Box(0, 0, MESSAGE.width - int(Inches(0.8)), _LONGEST)
        shown, less = [(depth, shortened(text, line, MESSAGE_SIZES[depth]))], 0
    used = sentences_height(shown, box, less, MESSAGE_SIZES) + _AFTER if shown else 0
    return Head(title, tuple(shown), less, tuple(left_out), MESSAGE.top + used)


def write_head(slide: Any, head: Head) -> None:
    """Write title and sentences into the placeholders of a slide."""
    write_title(slide, head.title, TITLE, TITLES)
    holder = slide.placeholders[1]
    if not head.shown:
        holder._element.getparent().remove(holder._element)
        return
    write_sentences(holder, head.shown, head.less, MESSAGE_SIZES)
    holder.left, holder.top, holder.width = MESSAGE.left, MESSAGE.top, MESSAGE.width
    holder.height = head.bottom - MESSAGE.top
