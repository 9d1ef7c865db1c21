"""What a template says: a province's own projects as the ledger knows them, ready for a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from monitor.intake.form import Form
from monitor.intake.template.known import Known
from monitor.intake.template.lines import (
    REFERENCE_MARK,
    Cell,
    Contents,
    Line,
    Period,
    Record,
    Table,
    labels,
    municipalities_of,
)
from monitor.intake.template.list_rows import ListRows
from monitor.store import Ledger
from monitor.vocabulary import Indicator, Region, Vocabulary
from monitor.wording import Words

# what a row of an indicator needs, by the way it adds up; the others need a value
_NEEDED: Final = {"ratio": ("numerator", "denominator"), "weighted_mean": ("value", "denominator")}
_PARTS: Final = ("value", "numerator", "denominator")


def contents(
    ledger: Ledger, vocabulary: Vocabulary, region: Region, period: Period, today: dt.date
) -> Contents:
    """Return what the template of a province and period says; labels as cells write them.

    Money and values are in the units of the form (원, 명, …), days are dates.
    """
    parts = vocabulary.parts_of(region.region)
    # Also the names under which its parts reported before they were one, or were renamed.
    regions = [each for each in vocabulary.regions if vocabulary.parts_of(each) <= parts]
    known = Known(ledger, regions, regions, period)
    day = max(today, period.next_day)
    writer = _Rows(vocabulary, region, period, day, known)
    return Contents(
        cover=_cover(vocabulary, region, period, day, known),
        tables={table: writer.table(table) for table in Form(vocabulary).tables},
        municipalities=tuple(writer.municipalities.values()),
        models=tuple(row["model"] for row in known.models),
        is_demonstration=known.last["data_kind"] == "demonstration",
    )


def _cover(
    vocabulary: Vocabulary, region: Region, period: Period, day: dt.date, known: Known
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
        "submission_kind": labels(vocabulary, "submission_kinds", "submission_kind")["regular"],
    }


class _Rows:
    """Makes the rows of each sheet."""

    def __init__(
        self, vocabulary: Vocabulary, region: Region, period: Period, day: dt.date, known: Known
    ) -> None:
        self.vocabulary, self.region, self.period = vocabulary, region, period
        self.known, self.words = known, Words("ko")
        self.municipalities = municipalities_of(vocabulary, region, day)
        self.absences = {
            row["absence"]: row["cell_ko"] or row["name_ko"] for row in vocabulary.rows("absences")
        }
        self.units = {row["unit"]: row for row in vocabulary.rows("units")}
        self.parts = {row["indicator"]: row for row in vocabulary.rows("indicators")}
        self.lists = ListRows(vocabulary, period, known, self._municipality)

    def table(self, name: str) -> Table:
        """Return the rows of one sheet."""
        headings, lines = {
            "project": self._projects,
            "stage": self._stages,
            "budget": self._budget,
            "target": self._targets,
            "observation": self._observations,
            "own_indicator": self._own_indicators,
            "spending_plan": self.lists.spending_plan,
            "partner": self.lists.partner,
            "linkage": self.lists.linkage,
            "product": self.lists.product,
            "adoption": self.lists.adoption,
            "aftercare": self.lists.aftercare,
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
        for project, indicator in self._asked(counted=True):
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
        for project, indicator in self._asked():
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

    def _asked(self, *, counted: bool = False) -> Iterable[tuple[Record, Indicator]]:
        """Yield each running project with each indicator that it reports.

        ``counted``: with those also that are counted from its lists, which have targets.
        """
        for project in self.known.running:
            for indicator in self.vocabulary.indicators.values():
                if indicator.source_rule != "reported" and not (counted and indicator.is_counted):
                    continue
                if not indicator.is_in_force(self.period.year):
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


def _plain(number: float | None) -> str:
    return "–" if number is None else f"{number:,.15g}"
