"""Days, years and quarters as people write them: 2027.3.31., '27.3월, 2027-1Q, 1/4분기, 46112.

Every rule's name is a row of ``normalising_rules.csv``. A day in doubt is no day: 3/4/27 may be
March or April.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any, Final

from monitor.intake.tabulating.cells import CellProblem, Read, tidied

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MARK: Final = r"(?P<mark>['’‘`]?)"
_YEAR: Final = _MARK + r"(?P<year>[0-9]{4}|[0-9]{2})"
_DAY: Final = re.compile(
    _YEAR + r" ?(?P<between>[.\-/년]) ?(?P<month>[0-9]{1,2}) ?[.\-/월] ?(?P<day>[0-9]{1,2}) ?[.일]?"
    r"(?: ?\([월화수목금토일]\))?(?: 00:00(?::00)?)?"
)
_COMPACT: Final = re.compile(r"(?P<year>20[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_MONTH: Final = re.compile(
    _YEAR + r" ?(?P<between>[.\-/년]) ?(?P<month>[0-9]{1,2}) ?(?P<word>월|\.|)"
)
_YEAR_ALONE: Final = re.compile(r"(?:FY ?)?" + _YEAR + r" ?(?P<word>년도|년|)", re.IGNORECASE)
# 2027-1Q, 2027Q1, '27.1Q, 2027년 1분기, 2027.1/4, 1Q, 제1분기, 1/4분기
_QUARTER: Final = re.compile(
    r"(?:" + _YEAR + r" ?(?:년도?|[.\-/])? ?)?"
    r"(?:제? ?(?P<one>[0-9]) ?(?:분기|Q)|Q ?(?P<two>[0-9])|(?P<three>[0-9])/4 ?(?:분기)?)",
    re.IGNORECASE,
)
_MONTH_ALONE: Final = re.compile(r"(?P<month>[0-9]{1,2}) ?월")
# Days that Excel counts from 1899-12-30: 2000-01-01 to 2099-12-31.
_EPOCH: Final = dt.date(1899, 12, 30)
_SERIALS: Final = range(36526, 73051)
_CENTURY: Final = 2000
_SHORT: Final = 2  # digits of a year without its century
_LARGEST: Final = 10**9


def day(raw: Any, field: str = "") -> Read:
    """Return the day of a cell; a month alone is its first day for a start, its last for an end.

    Args:
        raw: what stands in the cell.
        field: the column's field, which may end in ``_start`` or ``_end``.

    Raises:
        CellProblem: ``not_a_date``; ``month_only`` where a month is no day.
    """
    if isinstance(raw, dt.datetime):
        return Read(raw.date())
    if isinstance(raw, dt.date):
        return Read(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _counted(raw)
    if not isinstance(raw, str):
        raise CellProblem("not_a_date")
    if _ISO.fullmatch(raw):
        return Read(_date(raw[:4], raw[5:7], raw[8:]))
    text, rules = tidied(raw)
    return _written_day(text, field).after(*rules)


def _counted(raw: float) -> Read:
    """Read a number: 20270331, or the days since 1899-12-30 by which Excel keeps a day."""
    if not abs(raw) < _LARGEST or raw != int(raw):
        raise CellProblem("not_a_date")
    if int(raw) in _SERIALS:
        return Read(_EPOCH + dt.timedelta(days=int(raw)), ("serial_date",))
    if found := _COMPACT.fullmatch(str(int(raw))):
        return compact_date(found)
    raise CellProblem("not_a_date")


def _written_day(text: str, field: str) -> Read:
    if _ISO.fullmatch(text):
        return Read(_date(text[:4], text[5:7], text[8:]))
    if found := _COMPACT.fullmatch(text):
        return compact_date(found)
    if found := _DAY.fullmatch(text):
        return written_date(found)
    if (found := _MONTH.fullmatch(text)) and not _may_be_a_number(found):
        return month_as_day(found, field)
    raise CellProblem("not_a_date")


def compact_date(found: re.Match[str]) -> Read:
    """20270331 is 2027-03-31."""
    return Read(_date(found["year"], found["month"], found["day"]), ("compact_date",))


def written_date(found: re.Match[str]) -> Read:
    """2027. 3. 31., '27.3.31 and 2027년 3월 31일 are 2027-03-31; 03/04/27 is in doubt."""
    if len(found["year"]) == _SHORT and not found["mark"] and found["between"] not in ".년":
        raise CellProblem("not_a_date")
    return Read(_date(_full_year(found["year"]), found["month"], found["day"]), ("written_date",))


def _may_be_a_number(found: re.Match[str]) -> bool:
    """27.3 may be a number, 12/3 a day of the year; '27.3 and 27.3월 are months."""
    return len(found["year"]) == _SHORT and not (
        found["mark"] or found["word"] == "월" or found["between"] == "년"
    )


def month_as_day(found: re.Match[str], field: str) -> Read:
    """'27.3월 is 2027-03-01 where something starts and 2027-03-31 where it ends."""
    year, month = int(_full_year(found["year"])), int(found["month"])
    first = _date(year, month, 1)
    if field.endswith("_start"):
        return Read(first, ("month_start",))
    if field.endswith("_end"):
        last = calendar.monthrange(year, month)[1]
        return Read(first.replace(day=last), ("month_end",))
    raise CellProblem("month_only")


def _full_year(written: str) -> str:
    return f"{_CENTURY + int(written)}" if len(written) == _SHORT else written


def _date(year: str | int, month: str | int, day_of_month: str | int) -> dt.date:
    try:
        return dt.date(int(year), int(month), int(day_of_month))
    except ValueError:
        raise CellProblem("not_a_date") from None


def year_of(text: str) -> Read | None:
    """2027년, '27 and FY2027 are the year 2027; None when it is none of them."""
    found = _YEAR_ALONE.fullmatch(text)
    if found is None or (len(found["year"]) == _SHORT and not (found["mark"] or found["word"])):
        return None
    return Read(int(_full_year(found["year"])), ("year_written",))


def quarter_of(text: str) -> Read | None:
    """1분기, 1Q and 2027.1/4 are quarter 1, '27.3월 the quarter of March; a year goes along."""
    if found := _QUARTER.fullmatch(text):
        number = int(found["one"] or found["two"] or found["three"])
        year = int(_full_year(found["year"])) if found["year"] else None
        return Read(number, ("quarter_written",), year=year)
    month = _MONTH_ALONE.fullmatch(text) or _MONTH.fullmatch(text)
    if month is None or not 1 <= int(month["month"]) <= 12:
        return None
    if month.re is _MONTH_ALONE:
        return Read(_quarter(month), ("quarter_of_month",))
    if _may_be_a_number(month):
        return None
    return Read(_quarter(month), ("quarter_of_month",), year=int(_full_year(month["year"])))


def _quarter(month: re.Match[str]) -> int:
    return (int(month["month"]) + 2) // 3
