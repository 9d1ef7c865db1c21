"""The rows of a province's lists: plans, partners, links, products, adoptions, aftercare."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from monitor.intake.form import form_with
from monitor.intake.template.known import Known
from monitor.intake.template.lines import Cell, Line, Period, Record, labels
from monitor.vocabulary import Vocabulary
from monitor.wording import Words

_QUARTERS: Final = (1, 2, 3, 4)


class ListRows:
    """Makes the rows of the lists from what the ledger knows; each gives headings and lines."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        period: Period,
        known: Known,
        municipality: Callable[[str], str | None],
    ) -> None:
        """Prepare; ``municipality`` gives today's name of one, None where it was divided."""
        self.vocabulary, self.period, self.known = vocabulary, period, known
        self.municipality, self.words = municipality, Words("ko")
        self.names = {row["project"]: row["name"] for row in known.projects}
        self.is_running = {row["project"] for row in known.running}

    def spending_plan(self) -> tuple[list[str], list[Line]]:
        """Return the year's plan: a row a running project, source of funds and quarter."""
        year = self.period.year
        lines = []
        for project in self.known.running:
            name = project["project"]
            sources = labels(self.vocabulary, "funding_sources", "funding_source")
            for source, label in sources.items():
                money = [self.known.money.get((name, year, q, source)) for q in _QUARTERS]
                allocated = [row["allocated"] for row in money if row]
                for quarter in _QUARTERS:
                    planned = self.known.plans.get((name, year, quarter, source), {})
                    cells = {
                        "project": name,
                        "year": year,
                        "quarter": quarter,
                        "funding_source": label,
                        "planned": planned.get("planned"),
                    }
                    known = (project["name"], allocated[-1] if allocated else None)
                    lines.append(Line(cells, known))
        told = self.words("template.in_year", year=year, what=self._label("budget", "allocated"))
        return [self.words("template.project_name"), told], lines

    def partner(self) -> tuple[list[str], list[Line]]:
        """Return the organisations that take part in running projects, as last reported."""
        first = self.period.first_day
        lines = [
            Line(
                {
                    **row,
                    "organisation_kind": self._named("organisation_kinds", row),
                    "partner_role": self._named("partner_roles", row),
                },
                (self.names[row["project"]],),
            )
            for row in self.known.partners
            if row["project"] in self.is_running
            and (row["left_on"] is None or row["left_on"] >= first)
        ]
        return [self.words("template.project_name")], lines

    def linkage(self) -> tuple[list[str], list[Line]]:
        """Return the policies linked in the quarter before, or before in the year."""
        here = (self.period.year, self.period.quarter)
        since = min((self.period.year, 1), (self.period.before.year, self.period.before.quarter))
        last: dict[tuple[str, str], Record] = {}
        for row in self.known.links:  # by year and quarter
            if since <= (row["year"], row["quarter"]) < here and row["project"] in self.is_running:
                last[row["project"], row["policy"]] = row
        lines = []
        for (project, policy), row in sorted(last.items()):
            cells = {
                "project": project,
                "policy": policy,
                **self._when(),
                "ministry": self._named("ministries", row),
                "content": row["content"],
            }
            when = Period(row["year"], row["quarter"]).name
            known = (self.names[project], row["linked_money"], when)
            lines.append(Line(cells, known, needed=frozenset({"linked_money"})))
        headings = [
            self.words("template.project_name"),
            self.words("template.last_of", what=self._label("linkage", "linked_money")),
            self.words("template.last_period"),
        ]
        return headings, lines

    def product(self) -> tuple[list[str], list[Line]]:
        """Return what is still in development."""
        lines = []
        for row in self.known.products:
            if row["project"] in self.is_running and row["completed_on"] is None:
                kind = self._named("product_kinds", row)
                ministry = self._named("ministries", row) if row["ministry"] else None
                cells = {**row, "product_kind": kind, "ministry": ministry}
                lines.append(Line(cells, (self.names[row["project"]],)))
        return [self.words("template.project_name")], lines

    def adoption(self) -> tuple[list[str], list[Line]]:
        """Return the models that the province's municipalities have adopted and still run."""
        here = (self.period.year, self.period.quarter)
        last: dict[tuple[str, str], Record] = {}
        for row in self.known.adoptions:  # by year and quarter
            if (row["year"], row["quarter"]) < here:
                last[row["model"], row["municipality"]] = row
        models = {row["model"]: row["name"] for row in self.known.models}
        lines = []
        for (model, municipality), row in sorted(last.items()):
            if row["ended_on"] is not None:
                continue
            cells = {
                **row,
                **self._when(),
                "municipality": self.municipality(municipality),
                "adoption_state": self._named("adoption_states", row),
                "users": None,
                "report": None,
            }
            needed = {"users"} if row["adoption_state"] != "preparing" else set()
            needed |= {"municipality"} if cells["municipality"] is None else set()
            when = Period(row["year"], row["quarter"]).name
            known = (models.get(model), row["users"], when)
            lines.append(Line(cells, known, needed=frozenset(needed)))
        headings = [
            self._label("standard_model", "name"),
            self.words("template.last_of", what=self._label("adoption", "users")),
            self.words("template.last_period"),
        ]
        return headings, lines

    def aftercare(self) -> tuple[list[str], list[Line]]:
        """Return the projects whose support has ended."""
        last = {row["project"]: row for row in self.known.aftercare}  # by year and quarter
        names = labels(self.vocabulary, "continuations", "continuation")
        lines = []
        for row in self.known.projects:
            if row["project"] not in self.is_running:
                before = last.get(row["project"], {})
                known: tuple[Cell, ...] = (
                    row["name"],
                    names.get(before.get("continuation", "")),
                    before.get("users"),
                )
                lines.append(Line({"project": row["project"], **self._when()}, known))
        told = [self._label("aftercare", field) for field in ("continuation", "users")]
        last_of = [self.words("template.last_of", what=what) for what in told]
        return [self.words("template.project_name"), *last_of], lines

    def _when(self) -> Record:
        return {"year": self.period.year, "quarter": self.period.quarter}

    def _named(self, file: str, row: Record) -> str:
        """Return the label of the id that a row holds of a reference file."""
        key = next(iter(self.vocabulary.rows(file)[0]))
        return labels(self.vocabulary, file, key)[row[key]]

    def _label(self, table: str, field: str) -> str:
        """Return the heading of a column of any form."""
        return form_with(self.vocabulary, table).column(table, field).label_ko
