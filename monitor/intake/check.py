"""Checking a workbook: read it, normalise every cell, and say what is wrong; keep nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from string import ascii_uppercase
from typing import Any, Final
from zoneinfo import ZoneInfo

import pandas as pd

from monitor.evaluation import SELF
from monitor.intake.checking import own_findings, rule_findings, schema_findings
from monitor.intake.findings import Finding, Normalised
from monitor.intake.form import COVER, PROGRAMME, PROVINCE, SCORE, Form, FormName, forms
from monitor.intake.reading import read_file
from monitor.intake.received import Received
from monitor.intake.returned import ReasonKey, reasons_in
from monitor.intake.scoring import Scoring
from monitor.intake.tabulating import Tabulated, tabulate
from monitor.intake.tabulating.headings import Headings
from monitor.intake.tabulating.normalising import CellProblem, Normaliser
from monitor.store import Ledger, Rows, arrow
from monitor.vocabulary import Vocabulary

SEOUL: Final = ZoneInfo("Asia/Seoul")
_GRAVEST: Final = ("error", "warning", "note")
# Where these are found, the tables are not all there to be held against rules.
_STRUCTURAL: Final = frozenset(
    {"sheet_missing", "column_missing", "column_twice", "money_unit_unclear"}
)
_FILLED_IN: Final[dict[FormName, tuple[str, ...]]] = {
    PROVINCE: ("budget", "observation"),
    SCORE: ("score", "comment"),
    PROGRAMME: ("call", "application", "standard_model", "council_meeting", "award"),
}
# A table that a correction leaves out is not blank.
_ONE: Final = pd.DataFrame({"left out": [True]})


@dataclass(frozen=True)
class Checked:
    """A workbook read and checked: its cover, its tables, and what is wrong with it.

    ``reasons`` are those that came with it in the sheet of findings of an earlier return, by the
    number of the finding from one. ``is_untouched`` is a template in which nothing was filled in.
    ``form`` is the form that it follows.
    """

    cover: dict[str, Any]
    tables: dict[str, pd.DataFrame]
    findings: tuple[Finding, ...]
    normalised: tuple[Normalised, ...]
    reasons: Mapping[int, str]
    is_untouched: bool = False
    form: FormName = PROVINCE

    @property
    def has_errors(self) -> bool:
        """Say whether anything blocks it."""
        return any(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True)
class Workbook:
    """A file read and checked as far as it goes by itself, before the ledger is asked.

    ``rows`` are its tables as DuckDB takes them in, where it is whole.
    """

    tabulated: Tabulated
    findings: tuple[Finding, ...]
    reasons: Mapping[ReasonKey, str]
    form: FormName = PROVINCE
    rows: Mapping[str, Rows] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Say whether its tables are all there, to be held against rules."""
        return not any(finding.code in _STRUCTURAL for finding in self.findings)


def read_workbook(content: bytes, file_name: str, vocabulary: Vocabulary) -> Workbook:
    """Read a file, normalise its cells, and check them one by one.

    Raises:
        Refused: what cannot be read.
    """
    received = read_file(content, file_name)
    form, normaliser = _form_of(received, vocabulary), _normaliser(vocabulary)
    tabulated = tabulate(received, form, normaliser)
    read = Workbook(tabulated, tuple(tabulated.findings), reasons_in(received), form.name)
    if not read.is_whole:
        return read
    findings = list(read.findings)
    if form.name == SCORE:
        findings += Scoring(tabulated, vocabulary).settle()
    for table, rows in tabulated.tables.items():
        findings += schema_findings(form, table, rows, tabulated.places[table])
    findings += _assign_regions(normaliser, tabulated)
    if form.name == SCORE:
        return replace(read, findings=tuple(findings))
    told = {table: arrow(frame) for table, frame in tabulated.tables.items()}
    findings += own_findings(form, tabulated, told, vocabulary)
    return replace(read, findings=tuple(findings), rows=told)


def check(content: bytes, file_name: str, vocabulary: Vocabulary, ledger: Ledger) -> Checked:
    """Read and check a workbook against the form, the rules and the ledger; keep nothing.

    Returns:
        Its cover, its tables (columns of the form and ``source_row``; money in 원; ``project``
        with ``reported_region``, ``region`` of the 17 and municipality id), findings.

    Raises:
        Refused: what cannot be read (``reading``), or what the ledger refuses; ``too_often``.
    """
    ledger.actor.hold_back("check")
    return hold_against(ledger, read_workbook(content, file_name, vocabulary), vocabulary)


def hold_against(
    ledger: Ledger, workbook: Workbook, vocabulary: Vocabulary, day: dt.date | None = None
) -> Checked:
    """Hold a workbook that was read against the rules and what the ledger knows.

    ``day`` is that of its arrival, today when absent: scores have a deadline.
    """
    form = forms(vocabulary)[workbook.form]
    tabulated, findings = workbook.tabulated, list(workbook.findings)
    permit_check(ledger, form.name, tabulated.cover)
    if workbook.is_whole:
        with ledger.reading() as connection:
            if form.name == SCORE:
                arrived = day or dt.datetime.now(SEOUL).date()
                findings += Scoring(tabulated, vocabulary).findings(connection, arrived)
            else:
                findings += rule_findings(connection, form, tabulated, workbook.rows, vocabulary)
    weighed = sorted(_weighed(findings, vocabulary), key=partial(_order, form))
    found = tuple(_one_a_cell(weighed))
    places = ((each.code, each.sheet, each.cell or each.raw_value) for each in found)
    given = workbook.reasons
    return Checked(
        tabulated.cover,
        tabulated.tables,
        found,
        tuple(tabulated.normalised),
        {n: given[place] for n, place in enumerate(places, start=1) if place in given},
        is_untouched=all(
            tabulated.tables.get(table, _ONE).empty for table in _FILLED_IN[form.name]
        ),
        form=form.name,
    )


def scorer_of(checked: Checked) -> str | None:
    """Return the member of the panel whose score workbook it is, None for everything else."""
    return _member(checked.form, checked.cover)


def _member(form: FormName, cover: Mapping[str, Any]) -> str | None:
    scorer = cover.get("scorer")
    return str(scorer) if form == SCORE and scorer and scorer != SELF else None


def permit_check(ledger: Ledger, form: FormName, cover: Mapping[str, Any]) -> None:
    """Refuse to say what the ledger knows of what is not the sender's."""
    if member := _member(form, cover):
        ledger.actor.permit("read_score", member=member, on=form)
    else:
        ledger.actor.permit("read_submission", region=cover.get("region"), on=form)


@lru_cache(maxsize=2)
def _normaliser(vocabulary: Vocabulary) -> Normaliser:
    return Normaliser(vocabulary)


@lru_cache(maxsize=2)
def _names(vocabulary: Vocabulary) -> dict[FormName, Headings]:
    return {name: Headings(form, vocabulary) for name, form in forms(vocabulary).items()}


def _form_of(received: Received, vocabulary: Vocabulary) -> Form:
    """Return the form that a file follows: another than a province's when it has only its sheets.

    Sheets that nobody named tell by their headings.
    """
    known, names = forms(vocabulary), _names(vocabulary)
    called = {
        name: {headings.table_of(sheet.name) for sheet in received.sheets} - {None, "", COVER}
        for name, headings in names.items()
    }
    if called[PROVINCE]:
        return known[PROVINCE]
    for form in (known[PROGRAMME], known[SCORE]):
        if called[form.name]:
            return form
    for form in (known[SCORE], known[PROVINCE], known[PROGRAMME]):
        if any(map(names[form.name].table_like, received.sheets)):
            return form
    return known[PROVINCE]


def _weighed(findings: Iterable[Finding], vocabulary: Vocabulary) -> Iterable[Finding]:
    """Give each finding the severity that ``checks.csv`` gives its code."""
    severities = {row["code"]: row["severity"] for row in vocabulary.rows("checks")}
    return (replace(finding, severity=severities[finding.code]) for finding in findings)


def _order(form: Form, finding: Finding) -> tuple[int, int, int]:
    """Put the gravest first, then in the order in which one goes through the workbook."""
    sheets = [column.sheet for column in form.columns]
    place = sheets.index(finding.sheet) if finding.sheet in sheets else len(sheets)
    row = finding.cell.lstrip(ascii_uppercase)
    return _GRAVEST.index(finding.severity), place, int(row or 0)


def _one_a_cell(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Keep the first error of a cell: the others mostly follow from it."""
    marked: set[tuple[str, str]] = set()
    for finding in findings:
        place = (finding.sheet, finding.cell)
        if finding.severity != "error" or place not in marked:
            yield finding
        if finding.cell and finding.severity == "error":
            marked.add(place)


def _assign_regions(normaliser: Normaliser, tabulated: Tabulated) -> Iterable[Finding]:
    """Assign rows with a municipality to one of the 17 provinces, as of the submission.

    A row without a column for its province is of the province that sent it.
    """
    findings: list[Finding] = []
    for table, rows in tabulated.tables.items():
        if "municipality" in rows:
            findings += _assign_rows(normaliser, tabulated, table)
    return findings


def _assign_rows(normaliser: Normaliser, tabulated: Tabulated, table: str) -> Iterable[Finding]:
    findings: list[Finding] = []
    place = tabulated.places[table]
    told = tabulated.tables[table]
    submitter, day = tabulated.cover.get("region"), tabulated.cover.get("submitted_on")
    if "region" not in told:
        told = told.assign(region=pd.Series(submitter, index=told.index, dtype="object"))
    regions, municipalities = [], []
    for row in told.to_dict("records"):
        region, municipality = row["region"], row["municipality"]
        if region and submitter and region != submitter:
            at = place.where(row["source_row"], "region")
            findings.append(Finding("region_not_own", *at, "시·도", region))
        try:
            if region and municipality:
                municipality, region = normaliser.municipality(
                    municipality, region, day or dt.date.max
                )
        except CellProblem as problem:
            at = place.where(row["source_row"], "municipality")
            findings.append(Finding(problem.code, *at, "시·군·구", str(municipality)))
        regions.append(region)
        municipalities.append(municipality)
    if table == "project":
        told = told.assign(reported_region=told["region"])
    tabulated.tables[table] = told.assign(
        region=pd.Series(regions, dtype="object"),
        municipality=pd.Series(municipalities, dtype="object"),
    )
    return findings
