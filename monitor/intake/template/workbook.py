"""The template: the form as a workbook, with a province's own projects in it, for one period."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Final

import xlsxwriter

from monitor.intake import styles
from monitor.intake.form import COVER, Form
from monitor.intake.template.cell_rules import choices_of
from monitor.intake.template.lines import Period, labels
from monitor.intake.template.rows import contents
from monitor.intake.template.sheets import Guide, SheetWriter
from monitor.store import Ledger
from monitor.vocabulary import Region, Vocabulary
from monitor.wording import Refused, Words, date_text

_CELLS: Final = ("needed", "given", "reference", "idle")


def template(
    ledger: Ledger,
    vocabulary: Vocabulary,
    *,
    region: str,
    year: int,
    quarter: int,
    today: dt.date,
) -> bytes:
    """Return the form as xlsx for a province and a period, filled in with what the ledger knows.

    Projects, stages, own indicators and the year's targets stand there as last accepted; money
    and values are left to be filled in, in 원 and in the indicator's unit, with the quarter
    before beside them in locked columns whose headings end in '(참고)'. The day of submission is
    ``today``, or the first day after the period while the period lasts. The same ledger and day
    give the same bytes.

    Args:
        ledger: what has been accepted so far.
        vocabulary: the reference data: labels, units, definitions, the form.
        region: id of the province, which must be in force in the period.
        year: year of the period.
        quarter: quarter of the period, 1 to 4.
        today: the day on which it is made.

    Raises:
        Refused: ``unknown_region``, ``period_out_of_range``, ``region_not_in_force``,
            ``region_not_yet_in_force``.
    """
    period = Period(year, quarter)
    province = _province(vocabulary, region, period)
    ledger.actor.permit("read_submission", region=province.region, on=period.name)
    said = contents(ledger, vocabulary, province, period, today)
    stream = io.BytesIO()
    form, about = Form(vocabulary), (province.name_ko, period.name)
    lists = choices_of(form) | {
        "region": [province.name_ko],
        "municipality": said.municipalities,
        "model": said.models,
    }
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        writer = SheetWriter(book, form, said, about, lists, today)
        writer.write(_guide(vocabulary, period), _CELLS)
    return stream.getvalue()


def _guide(vocabulary: Vocabulary, period: Period) -> Iterator[Guide]:
    """Yield what the guide says of absences, numbers, sending, and when it is due."""
    words, days = Words("ko"), int(vocabulary.setting("reporting_deadline_days"))
    deadline = period.next_day - dt.timedelta(days=1) + dt.timedelta(days=days)
    for absence, label in labels(vocabulary, "absences", "absence").items():
        yield label, words(f"template.absence_{absence}"), ""
    yield words("template.numbers"), words("template.numbers_means"), ""
    yield words("template.sending"), words("template.sending_means"), ""
    yield words("template.deadline"), date_text(deadline), styles.FILL_IN


def _province(vocabulary: Vocabulary, region: str, period: Period) -> Region:
    """Return the province, when it and the period may have a template."""
    check_period(Form(vocabulary), period)
    if region not in vocabulary.regions:
        known = ", ".join(other.short_ko for other in vocabulary.units_of(17))
        raise Refused("unknown_region", region=region, known=known)
    province = vocabulary.regions[region]
    if province.valid_to is not None and province.valid_to < period.first_day:
        row = next(row for row in vocabulary.rows("regions") if row["region"] == region)
        heir = vocabulary.regions[row["successor"]].name_ko
        raise Refused(
            "region_not_in_force", region=province.name_ko, period=period.name, successor=heir
        )
    if province.valid_from >= period.next_day:
        raise Refused(
            "region_not_yet_in_force",
            region=province.name_ko,
            period=period.name,
            day=date_text(province.valid_from),
        )
    return province


def check_period(form: Form, period: Period) -> None:
    """Look whether a form has templates for a period.

    Raises:
        Refused: ``period_out_of_range``.
    """
    limits = {c.field: (c.minimum, c.maximum) for c in form.of(COVER)}
    for value, (low, high) in ((period.year, limits["year"]), (period.quarter, limits["quarter"])):
        if low is not None and high is not None and not low <= value <= high:
            first, last = (int(limit or 0) for limit in limits["year"])
            raise Refused("period_out_of_range", period=period.name, first=first, last=last)
