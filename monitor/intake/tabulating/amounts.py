"""Numbers as people write them: 1,234명, △3.2, (1,234), 12.3%, 1억 2,300만원.

Every rule is a function of its own; its name is a row of ``normalising_rules.csv``. A number in
doubt is no number: ``12,5``, ``1e3``, ``약 1,200`` and ``10²`` are refused.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from monitor.intake.tabulating.cells import CellProblem, Read, ShownAsPercent, tidied

# Beyond it a computer's number no longer holds every whole one.
_LARGEST: Final = 10**15
_DIGITS: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MINUS: Final = re.compile(r"[-−–—] ?(?=[0-9])")
_TRIANGLE: Final = re.compile(r"[△▲] ?(?=[0-9])")
_PARENTHESES: Final = re.compile(r"\( ?([0-9][^()]*?) ?\)")
_WON_SIGN: Final = re.compile(r"[₩￦] ?(?=[0-9])")
_SPLIT_DIGITS: Final = re.compile(r"[0-9] [0-9]")
# 1억 2,300만원: sections, each worth its scale, greater ones first.
_SECTIONS: Final = re.compile(
    r"(?:(?P<jo>[^조억만원]+)조)?(?:(?P<eok>[^조억만원]+)억)?(?:(?P<man>[^조억만원]+)만)?"
    r"(?P<one>[^조억만원]+)?(?P<won>원)?"
)
_SCALES: Final = {"jo": 10**12, "eok": 10**8, "man": 10**4, "one": 1}
# Within a section: 2천3백, 1.5천, 123백.
_SECTION: Final = re.compile(
    r"(?:(?P<thousand>[0-9.,]+)천)?(?:(?P<hundred>[0-9.,]+)백)?(?:(?P<ten>[0-9.,]+)십)?"
    r"(?P<one>[0-9.,]+)?"
)
_PLACES: Final = {"thousand": 1000, "hundred": 100, "ten": 10, "one": 1}


@dataclass(frozen=True)
class Measure:
    """What a cell's number counts.

    Attributes:
        name: names it, so that a number is read once for each.
        words: unit words that may stand behind the number.
        is_money: whether words like 억 and 만원 may stand there too, and a factor applies.
        is_percent: whether it is a percentage.
        factor: what a number without a unit is multiplied by: 1000 under '배정액(천원)'.
    """

    name: str
    words: frozenset[str] = frozenset()
    is_money: bool = False
    is_percent: bool = False
    factor: int = 1


PLAIN: Final = Measure("plain")


def number(raw: Any, measure: Measure = PLAIN) -> Read:
    """Return the number of a cell as a float; money in 원.

    Raises:
        CellProblem: ``not_a_number``, ``too_large``, ``too_small``.
    """
    if isinstance(raw, str):
        if measure.factor == 1 and not measure.is_percent:
            if _DIGITS.fullmatch(raw):
                return Read(_within(float(raw)))
            if _GROUPED.fullmatch(raw):
                return Read(_within(float(raw.replace(",", ""))), ("thousands",))
        return _written(raw, measure)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise CellProblem("not_a_number")
    if isinstance(raw, ShownAsPercent):
        return percent_format(raw, measure)
    if not _is_finite(raw):
        raise CellProblem("not_a_number")
    if measure.factor != 1:
        return heading_unit(_decimal(raw), measure)
    return _doubted(Read(_within(float(raw))), measure)


def _is_finite(raw: float) -> bool:
    return isinstance(raw, int) or not math.isnan(raw)


def _decimal(raw: float) -> Decimal:
    _within(raw)
    return Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)


def _within(value: float) -> float:
    if abs(value) > _LARGEST:
        raise CellProblem("too_large" if value > 0 else "too_small")
    return float(value)


def whole(raw: Any, measure: Measure = PLAIN) -> Read:
    """Return the whole number of a cell.

    Raises:
        CellProblem: as ``number``, and ``not_an_integer``.
    """
    read = number(raw, measure)
    if not read.value.is_integer():
        if measure.factor == 1 or "heading_unit" not in read.rules:
            raise CellProblem("not_an_integer")
        # 12.3456 천원 came from a division: nobody holds less than a 원.
        return read._replace(value=round(read.value), rules=(*read.rules, "rounded"))
    return read._replace(value=int(read.value))


def _written(raw: str, measure: Measure) -> Read:
    """Read a number that is text, from the outside inwards: sign, unit, digits."""
    if any(each.isnumeric() and not each.isdecimal() for each in raw):
        raise CellProblem("not_a_number")  # 10² and ① would turn into other numbers
    text, rules = tidied(raw)
    sign, text, signs = _signed(text)
    text, currency = won_sign(text, measure)
    rules += signs + currency
    read = _unsigned(text, measure).after(*rules)
    if read.value is None:
        raise CellProblem("not_a_number")
    _within(read.value)
    return read._replace(value=float(sign * read.value) if read.value else 0.0)


def _signed(text: str) -> tuple[int, str, tuple[str, ...]]:
    for rule in (plus, minus, triangle_negative, parentheses_negative):
        found = rule(text)
        if found is not None:
            return found
    return 1, text, ()


def plus(text: str) -> tuple[int, str, tuple[str, ...]] | None:
    """+5 is 5."""
    return (1, text[1:], ()) if re.match(r"\+[0-9]", text) else None


def minus(text: str) -> tuple[int, str, tuple[str, ...]] | None:
    """−5 and –5 are -5, whatever dash was typed; a plain hyphen is no rule."""
    found = _MINUS.match(text)
    if not found:
        return None
    return -1, text[found.end() :], () if found.group() == "-" else ("minus_sign",)


def triangle_negative(text: str) -> tuple[int, str, tuple[str, ...]] | None:
    """△3.2 and ▲3.2 are -3.2, as government tables write it."""
    found = _TRIANGLE.match(text)
    return (-1, text[found.end() :], ("triangle_negative",)) if found else None


def parentheses_negative(text: str) -> tuple[int, str, tuple[str, ...]] | None:
    """(1,234) is -1234, as accounts write it."""
    found = _PARENTHESES.fullmatch(text)
    return (-1, found.group(1), ("parentheses_negative",)) if found else None


def won_sign(text: str, measure: Measure) -> tuple[str, tuple[str, ...]]:
    """₩12,000 is 12000 where money is counted."""
    found = _WON_SIGN.match(text) if measure.is_money else None
    return (text[found.end() :], ("unit_word",)) if found else (text, ())


def _unsigned(text: str, measure: Measure) -> Read:
    """Read digits with what stands behind them; no value when they are none."""
    value, rules = digits(text)
    if value is not None:
        if measure.factor != 1:
            return heading_unit(value, measure).after(*rules)
        return _doubted(Read(float(value), rules), measure)
    for rule in (unit_word, percent_sign, money_words):
        read = rule(text, measure)
        if read is not None:
            return read
    return Read(None)


def digits(text: str) -> tuple[Decimal | None, tuple[str, ...]]:
    """Return 1,234.5 as a number, and the rule ``thousands`` where commas group it."""
    if _DIGITS.fullmatch(text) and not text.startswith("-"):
        return Decimal(text), ()
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", "")), ("thousands",)
    return None, ()


def unit_word(text: str, measure: Measure) -> Read | None:
    """1,234명 is 1234 where 명 is the unit of what is counted."""
    for word in measure.words:
        if text.endswith(word):
            value, _ = digits(text.removesuffix(word).rstrip())
            return None if value is None else Read(float(value), ("unit_word",))
    return None


def percent_sign(text: str, measure: Measure) -> Read | None:
    """12.3% is 12.3 where percentages are asked for."""
    if not measure.is_percent or not text.endswith("%"):
        return None
    value, _ = digits(text[:-1].rstrip())
    return None if value is None else Read(float(value), ("percent_sign",))


def percent_format(raw: ShownAsPercent, measure: Measure) -> Read:
    """0.123 shown as 12.3% is 12.3 where percentages are asked for, and nothing elsewhere."""
    if not measure.is_percent:
        raise CellProblem("not_a_number")
    return Read(_within(float(Decimal(repr(float(raw))) * 100)), ("percent_format",))


def money_words(text: str, measure: Measure) -> Read | None:
    """1억 2,300만원 is 123000000, 123백만원 too; the unit of the heading does not apply then."""
    if not measure.is_money or _SPLIT_DIGITS.search(text):
        return None
    sections = _SECTIONS.fullmatch(text.replace(" ", ""))
    if sections is None or not any(sections.group(*_SCALES)):
        return None
    total, written = Decimal(0), sections.groupdict()
    for name, scale in _SCALES.items():
        if written[name] is not None:
            value = _section(written[name])
            if value is None:
                return None
            total += value * scale
    return Read(float(total), ("money_words",))


def _section(text: str) -> Decimal | None:
    """Return 2천3백 as 2300."""
    found = _SECTION.fullmatch(text)
    if found is None:
        return None
    total = Decimal(0)
    for name, place in _PLACES.items():
        if found[name] is not None:
            value, _ = digits(found[name])
            if value is None:
                return None
            total += value * place
    return total


def heading_unit(value: Decimal, measure: Measure) -> Read:
    """300 under '배정액(천원)' is 300000."""
    return Read(_within(float(value * measure.factor)), ("heading_unit",) if value else ())


def _doubted(read: Read, measure: Measure) -> Read:
    """Doubt 0.123 where percentages are asked for: it may be the fraction of 12.3%."""
    if measure.is_percent and 0 < read.value < 1:
        return read._replace(warning="fraction_or_percent")
    return read
