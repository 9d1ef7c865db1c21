"""What a template says: a province's own projects as the ledger knows them, ready for a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import duckdb

from monitor.intake.form import Form
from monitor.store import Ledger
from monitor.vocabulary import Indicator, Region, Vocabulary
from monitor.wording import Words

Record = dict[str, Any]
Key = tuple[Any, ...]
Cell = str | int | float | dt.date | None
REFERENCE_MARK: Final = "(참고)"
# what a row of an indicator needs, by the way it adds up; the others need a value
_NEEDED: Final = {"ratio": ("numerator", "denominator"), "weighted_mean": ("value", "denominator")}
_PARTS: Final = ("value", "numerator", "denominator")

_PROJECTS: Final = """
select * from current_project
where region in (select unnest($regions)) and selection_year <= $year
order by project
"""
_OF_PROJECTS: Final = "select * from {view} where project in (select unnest($projects))"
_LAST_SUBMISSION: Final = """
select office, data_kind from accepted_submission
where region in (select unnest($submitters))
order by year desc, quarter desc, submission desc
limit 1
"""


@dataclass(frozen=True)
class Period:
    """A quarter."""

    year: int
    quarter: int

    @property
    def before(self) -> Period:
        """Return the quarter before."""
        return Period(self.year, self.quarter - 1) if self.quarter > 1 else Period(self.year - 1, 4)

    @property
    def first_day(self) -> dt.date:
        """Return its first day."""
        return dt.date(self.year, 3 * self.quarter - 2, 1)

    @property
    def next_day(self) -> dt.date:
        """Return the first day after it."""
        if self.quarter == 4:
            return dt.date(self.year + 1, 1, 1)
        return dt.date(self.year, 3 * self.quarter + 1, 1)

    @property
    def name(self) -> str:
        """Return its name on headings."""
        return Words("ko")("template.quarter", year=self.year, quarter=self.quarter)


@dataclass(frozen=True)
class Line:
    """One row of a sheet.

    Attributes:
        cells: by field, what stands there already.
        reference: what stands to its right for reference, left to right.
        needed: fields that are still to be filled in; ``None``: whatever the form requires.
        idle: fields that this row does not use.
        note: what a note on its indicator says.
        limits: least and greatest value of the indicator.
    """

    cells: Mapping[str, Cell] = field(default_factory=dict)
    reference: tuple[Cell, ...] = ()
    needed: frozenset[str] | None = None
    idle: frozenset[str] = frozenset()
    note: str = ""
    limits: tuple[float, float] | None = None


@dataclass(frozen=True)
class Table:
    """The rows of one sheet and the headings of its reference columns."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Contents:
    """What a template says: the cover's fields, and a table a sheet."""

    cover: Mapping[str, Cell]
    tables: Mapping[str, Table]
    municipalities: tuple[str, ...]
    is_demonstration: bool


class _Known:
    """What the ledger knows of a province's projects, a record a key."""

    def __init__(self, ledger: Ledger, regions: list[str], submitters: list[str], period: Period):
        with ledger.reading() as connection:
            self.projects = _records(
                connection, _PROJECTS, {"regions": regions, "year": period.year}
            )
            names = {"projects": [row["project"] for row in self.projects]}
            tables = {
                table: _records(connection, _OF_PROJECTS.format(view=f"current_{table}"), names)
                for table in ("stage", "budget", "target", "observation", "own_indicator")
            }
            last = _records(connection, _LAST_SUBMISSION, {"submitters": submitters})
        self.last = last[0] if last else {"office": None, "data_kind": None}
        self.stages = _by(tables["stage"], "project", "stage")
        self.money = _by(tables["budget"], "project", "year", "quarter", "funding_source")
        self.targets = _by(tables["target"], "project", "indicator", "year")
        self.values = _by(tables["observation"], "project", "indicator", "year", "quarter")
        self.own = _by(tables["own_indicator"], "project", "indicator")
        self.running = [row for row in self.projects if _is_running(row, period)]


def _records(connection: duckdb.DuckDBPyConnection, query: str, values: Record) -> list[Record]:
    found = connection.execute(query, values)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _by(rows: Iterable[Record], *key: str) -> dict[Key, Record]:
    return {tuple(row[name] for name in key): row for row in rows}


def _is_running(project: Record, period: Period) -> bool:
    """Say whether a project still had something to report in a period."""
    stopped = project["stopped_on"]
    return project["project_state"] == "active" or bool(stopped and stopped >= period.first_day)


def contents(
    ledger: Ledger, vocabulary: Vocabulary, region: Region, period: Period, today: dt.date
) -> Contents:
    """Return what the template of a province and period says; labels as cells write them.

    Money and values are in the units of the form (원, 명, …), days are dates.
    """
    regions = [
        other.region
        for other in vocabulary.regions.values()
        if region.region_16 == other.region_16 and region.region_17 in {"", other.region_17}
    ]
    known = _Known(ledger, regions, regions, period)
    day = max(today, period.next_day)
    writer = _Rows(vocabulary, region, period, day, known)
    return Contents(
        cover=_cover(vocabulary, region, period, day, known),
        tables={table: writer.table(table) for table in Form(vocabulary).tables},
        municipalities=tuple(writer.municipalities.values()),
        is_demonstration=known.last["data_kind"] == "demonstration",
    )


def _cover(
    vocabulary: Vocabulary, region: Region, period: Period, day: dt.date, known: _Known
) -> dict[str, Cell]:
    kinds = labels(vocabulary, "data_kinds", "data_kind")
    return {
        "region": region.name_ko,
        "year": period.year,
        "quarter": period.quarter,
        "submitted_on": day,
        "office": known.last["office"],
        "form_version": vocabulary.setting("form_version"),
        "data_kind": kinds[known.last["data_kind"] or "real"],
    }


def labels(vocabulary: Vocabulary, file: str, key: str) -> dict[str, str]:
    """Return by id what a cell writes for each row of a reference file, as far as in words."""
    written = {
        row[key]: row.get("cell_ko") or row["name_ko"]
        for row in vocabulary.rows(file)
        if row.get("cell_ko") != ""
    }
    return {each: text for each, text in written.items() if any(map(str.isalpha, text))}


class _Rows:
    """Makes the rows of each sheet."""

    def __init__(
        self, vocabulary: Vocabulary, region: Region, period: Period, day: dt.date, known: _Known
    ) -> None:
        self.vocabulary, self.region, self.period = vocabulary, region, period
        self.known, self.words = known, Words("ko")
        self.municipalities = _municipalities(vocabulary, region, day)
        self.absences = {
            row["absence"]: row["cell_ko"] or row["name_ko"] for row in vocabulary.rows("absences")
        }
        self.units = {row["unit"]: row for row in vocabulary.rows("units")}
        self.parts = {row["indicator"]: row for row in vocabulary.rows("indicators")}

    def table(self, name: str) -> Table:
        """Return the rows of one sheet."""
        headings, lines = {
            "project": self._projects,
            "stage": self._stages,
            "budget": self._budget,
            "target": self._targets,
            "observation": self._observations,
            "own_indicator": self._own_indicators,
        }[name]()
        return Table(tuple(f"{heading} {REFERENCE_MARK}" for heading in headings), tuple(lines))

    def _label(self, file: str, key: str, value: str) -> str:
        return labels(self.vocabulary, file, key)[value]

    def _projects(self) -> tuple[list[str], list[Line]]:
        lines = []
        for row in self.known.projects:
            cells = {
                **row,
                "region": self.region.name_ko,
                "municipality": self._municipality(row["municipality"]),
                "model_type": self._label("model_types", "model_type", row["model_type"]),
                "project_state": self._label(
                    "project_states", "project_state", row["project_state"]
                ),
            }
            lines.append(Line(cells))
        return [], lines

    def _municipality(self, municipality: str) -> str | None:
        """Return today's name of a municipality: its own, or that of its only successor."""
        row = next(
            row
            for row in self.vocabulary.rows("municipalities")
            if row["municipality"] == municipality
        )
        heirs = [municipality, *row["successors"].split()]
        present = [self.municipalities[heir] for heir in heirs if heir in self.municipalities]
        return present[0] if len(present) == 1 else None

    def _stages(self) -> tuple[list[str], list[Line]]:
        lines = []
        for project in self.known.projects:
            for stage, name in labels(self.vocabulary, "stages", "stage").items():
                reported = self.known.stages.get((project["project"], stage), {})
                cells = {**reported, "project": project["project"], "stage": name}
                lines.append(Line(cells, (project["name"],)))
        return [self.words("template.project_name")], lines

    def _budget(self) -> tuple[list[str], list[Line]]:
        before, fields = self.period.before, ("allocated", "granted", "executed")
        headings = {c.field: c.label_ko for c in Form(self.vocabulary).of("budget")}
        lines = []
        for project in self.known.running:
            name = project["project"]
            for source, label in labels(
                self.vocabulary, "funding_sources", "funding_source"
            ).items():
                last = self.known.money.get((name, before.year, before.quarter, source), {})
                cells = {"project": name, **self._when(), "funding_source": label}
                lines.append(Line(cells, (project["name"], *(last.get(f) for f in fields))))
        told = [f"{before.name} {headings[field]}" for field in fields]
        return [self.words("template.project_name"), *told], lines

    def _when(self) -> Record:
        return {"year": self.period.year, "quarter": self.period.quarter}

    def _targets(self) -> tuple[list[str], list[Line]]:
        year = self.period.year
        lines = []
        for project, indicator in self._reported():
            key = (project["project"], indicator.indicator)
            target = self.known.targets.get((*key, year), {})
            before = self.known.targets.get((*key, year - 1))
            cells = {
                "project": project["project"],
                "indicator": indicator.name_ko,
                "year": year,
                **{part: target.get(part) for part in _PARTS},
            }
            known = (*self._about(project, indicator), self._told(indicator, before))
            lines.append(self._line(indicator, cells, known))
        return [*self._about_headings(), self.words("template.target_of", year=year - 1)], lines

    def _observations(self) -> tuple[list[str], list[Line]]:
        year, before = self.period.year, self.period.before
        lines = []
        for project, indicator in self._reported():
            key = (project["project"], indicator.indicator)
            last = self.known.values.get((*key, before.year, before.quarter))
            known = (
                *self._about(project, indicator),
                self._told(indicator, last),
                self._told(indicator, self.known.targets.get((*key, year))),
            )
            cells = {
                "project": project["project"],
                "indicator": indicator.name_ko,
                **self._when(),
            }
            lines.append(self._line(indicator, cells, known))
        told = [
            self.words("template.actual_of", period=before.name),
            self.words("template.target_of", year=year),
        ]
        return [*self._about_headings(), *told], lines

    def _reported(self) -> Iterable[tuple[Record, Indicator]]:
        """Yield each running project with each indicator that it reports."""
        for project in self.known.running:
            for indicator in self.vocabulary.indicators.values():
                if indicator.source_rule != "reported":
                    continue
                if not indicator.applies_to(project["model_type"]):
                    continue
                is_own = indicator.across_projects == "none"
                if is_own and (project["project"], indicator.indicator) not in self.known.own:
                    continue
                yield project, indicator

    def _about_headings(self) -> list[str]:
        return [
            self.words("template.project_name"),
            self.words("template.unit"),
            self.words("template.cells_to_fill"),
        ]

    def _about(self, project: Record, indicator: Indicator) -> tuple[Cell, ...]:
        return (
            project["name"],
            self._unit(project["project"], indicator),
            self._cells_to_fill(indicator),
        )

    def _unit(self, project: str, indicator: Indicator) -> str:
        """Return the unit in which a cell is written: money in 원, whatever tables show it in."""
        if own := self.known.own.get((project, indicator.indicator)):
            return str(own["unit_name"])
        unit = self.units[indicator.unit]
        return self.words("template.won") if int(unit["divisor"]) > 1 else unit["name_ko"]

    def _cells_to_fill(self, indicator: Indicator) -> str:
        """Name the cells that an indicator needs, and what goes into each."""
        names = self.parts[indicator.indicator]
        return self.words(
            f"template.fill_{indicator.across_projects}",
            numerator=names["numerator_ko"],
            denominator=names["denominator_ko"],
        )

    def _told(self, indicator: Indicator, row: Record | None) -> Cell:
        """Return a value already reported: a number, or in words what a ratio or mean rests on."""
        if row is None:
            return None
        if row.get("absence"):
            return self.absences[row["absence"]]
        if indicator.across_projects == "ratio":
            return f"{_plain(row['numerator'])} / {_plain(row['denominator'])}"
        if indicator.across_projects == "weighted_mean":
            weight = self.parts[indicator.indicator]["denominator_ko"]
            return f"{_plain(row['value'])} ({weight} {_plain(row['denominator'])})"
        return float(row["value"]) if row["value"] is not None else None

    def _line(self, indicator: Indicator, cells: Record, known: tuple[Cell, ...]) -> Line:
        needed = _NEEDED.get(indicator.across_projects, ("value",))
        unit = known[1]
        return Line(
            cells,
            known,
            needed=frozenset(part for part in needed if cells.get(part) is None),
            idle=frozenset(_PARTS) - frozenset(needed),
            note=self._note(cells["project"], indicator, str(unit)),
            limits=(indicator.plausible_minimum, indicator.plausible_maximum),
        )

    def _note(self, project: str, indicator: Indicator, unit: str) -> str:
        own = self.known.own.get((project, indicator.indicator))
        meaning = f"{own['name']}: {own['definition']}" if own else indicator.definition_ko
        return self.words(
            "template.indicator_note",
            definition=meaning,
            unit=unit,
            cells=self._cells_to_fill(indicator),
        )

    def _own_indicators(self) -> tuple[list[str], list[Line]]:
        names = labels(self.vocabulary, "indicators", "indicator")
        named = {row["project"]: row["name"] for row in self.known.projects}
        lines = [
            Line({**row, "indicator": names[row["indicator"]]}, (named[row["project"]],))
            for _, row in sorted(self.known.own.items())
        ]
        return [self.words("template.project_name")], lines


def _municipalities(vocabulary: Vocabulary, region: Region, day: dt.date) -> dict[str, str]:
    """Return by id the names of a province's municipalities on a day."""
    return {
        row["municipality"]: row["name_ko"]
        for row in vocabulary.rows("municipalities")
        if vocabulary.regions[row["region"]].region_16 == region.region_16
        and region.region_17 in {"", row["region"]}
        and (row["valid_from"] or "0001-01-01") <= day.isoformat()
        and day.isoformat() <= (row["valid_to"] or "9999-12-31")
    }


def _plain(number: float | None) -> str:
    return "–" if number is None else f"{number:,.15g}"
