"""Briefing: what a release's numbers say, in sentences as government briefings write them."""

from monitor.briefing.sentences import (
    KINDS,
    Line,
    Sentence,
    answers_of,
    left_out,
    sentences,
    text_of,
)
from monitor.briefing.speaker import Speaker

__all__ = [
    "KINDS",
    "Line",
    "Sentence",
    "Speaker",
    "answers_of",
    "left_out",
    "sentences",
    "text_of",
]
