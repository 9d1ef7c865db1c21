"""Korean (default) and English: one catalogue, numbers as briefings write them, particles."""

from monitor.wording.catalogue import LANGUAGES, Language, Refused, Words, language_of
from monitor.wording.cells import harmless
from monitor.wording.filling import EMPHASIS
from monitor.wording.numbers import (
    NEGATIVE_MARK,
    as_of_text,
    date_text,
    money_text,
    number_text,
    period_text,
    signed_text,
)
from monitor.wording.particles import with_particle

__all__ = [
    "EMPHASIS",
    "LANGUAGES",
    "NEGATIVE_MARK",
    "Language",
    "Refused",
    "Words",
    "as_of_text",
    "date_text",
    "harmless",
    "language_of",
    "money_text",
    "number_text",
    "period_text",
    "signed_text",
    "with_particle",
]
