"""The briefing on 종합 현황: sentences as a list whose every line leads to its figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from monitor.briefing import KINDS, Line, Sentence, Speaker, left_out, sentences, text_of
from monitor.figures.keep import kept
from monitor.figures.links import link
from monitor.figures.parts import Marked, escape
from monitor.figures.view import View
from monitor.wording import EMPHASIS

_HERE: Final = "#"


@dataclass(frozen=True)
class Briefing:
    """The briefing as it is shown, and as text to paste."""

    shown: str
    left_out: list[str]
    text: str


@kept
def briefing(view: View, year: int, *answers: pd.DataFrame) -> Briefing:
    """Write the sentences of a year from the answers, in the order of ``KINDS``."""
    say = Speaker(view.words, view.vocabulary, year, view.quarter(year))
    told = sentences(dict(zip(KINDS, answers, strict=True)), say)
    source = view.source_line.split("<br>")
    return Briefing(
        shown="\n".join(_item(view, sentence, say) for sentence in told if sentence.lines),
        left_out=left_out(told, say),
        text=text_of(told, say, source),
    )


def _item(view: View, sentence: Sentence, say: Speaker) -> str:
    head, *details = sentence.lines
    kind = escape(f"({say.kind(sentence.kind)})")
    lines = [f"- **{kind}** {_linked(view, head)}"]
    return "\n".join([*lines, *(f"    - {_linked(view, line)}" for line in details)])


def _linked(view: View, line: Line) -> str:
    """Return a line as a link to its figure, its numbers emphasised."""
    parts = line.text.split(EMPHASIS)
    # Bold alone would not close between a sign and a letter: **53.8%**로.
    text = "".join(
        f":primary[**{escape(part)}**]" if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )
    if line.page.startswith(_HERE):
        return f"[{text}]({line.page})"
    return link(view, line.page, Marked(text), **line.choices)
