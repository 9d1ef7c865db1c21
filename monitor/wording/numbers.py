"""Numbers, dates and periods as government briefings write them. Rounding happens only here."""

from __future__ import annotations

import datetime as dt
import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import pandas as pd

NEGATIVE_MARK: Final = "△"


def number_text(value: float | int | None, decimals: int = 0, divisor: int = 1) -> str:
    """Write ``value / divisor`` with thousands separators, half rounded up, △ for negatives.

    Nothing is written as an en dash: an absent number is never a zero.
    """
    if value is None or pd.isna(value) or not math.isfinite(value):
        return "–"
    step = Decimal(1).scaleb(-decimals)
    rounded = (Decimal(str(value)) / divisor).quantize(step, rounding=ROUND_HALF_UP)
    sign = NEGATIVE_MARK if rounded < 0 else ""
    return f"{sign}{abs(rounded):,}"


def signed_text(value: float | int | None, decimals: int = 1, unit: str = "") -> str:
    """Write a change: ``+3.2%p``, ``△3.2%p``, ``0.0%p``, or an en dash when there is none."""
    text = number_text(value, decimals)
    if text == "–":
        return text
    is_zero = not text.strip("0.,△")
    if is_zero:
        return text.lstrip(NEGATIVE_MARK) + unit
    return (text if text.startswith(NEGATIVE_MARK) else f"+{text}") + unit


def date_text(day: dt.date, language: str = "ko") -> str:
    """Write a day: ``2027. 3. 31.`` in Korean, ``31 March 2027`` in English."""
    if language == "en":
        return f"{day.day} {day:%B} {day.year}"
    return f"{day.year}. {day.month}. {day.day}."


def money_text(won: float | int | None, language: str = "ko") -> str:
    """Write an amount of 원 in a sentence: ``85억 원``, ``168.3억 원``, ``72백만 원``, ``600원``.

    In English in million KRW, as in tables.
    """
    if won is None or pd.isna(won) or not math.isfinite(won):
        return "–"
    if language == "en":
        return f"KRW {number_text(won, 0, 1_000_000)} million"
    is_hundred_million = abs(won) >= 99_950_000  # what rounds to a hundred million and more
    if is_hundred_million:
        return f"{number_text(won, 1, 100_000_000).removesuffix('.0')}억 원"
    text = number_text(won, 0, 1_000_000)
    return f"{number_text(won)}원" if text == "0" else f"{text}백만 원"


def as_of_text(day: dt.date, language: str = "ko") -> str:
    """Write the as-of line of a figure."""
    return f"As of {date_text(day, 'en')}" if language == "en" else f"기준일: {date_text(day)}"


def period_text(year: int, quarter: int, language: str = "ko") -> str:
    """Write a year up to a quarter: ``2028년 상반기``, ``2027년``; ``2028 H1`` in English."""
    if language == "en":
        spans = {1: f"{year} Q1", 2: f"{year} H1", 3: f"{year} Q1–Q3", 4: f"{year}"}
    else:
        spans = {
            1: f"{year}년 1분기",
            2: f"{year}년 상반기",
            3: f"{year}년 1~3분기",
            4: f"{year}년",
        }
    return spans[quarter]
