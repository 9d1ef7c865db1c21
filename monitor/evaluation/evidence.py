"""Evidence: a number that a score or finding leans on, pinned to the release where it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import duckdb

from monitor.access import Actor
from monitor.evaluation.people import SELF
from monitor.store import Ledger, Release, ask
from monitor.wording import Refused


@dataclass(frozen=True)
class Evidence:
    """An indicator of a project as a release gave it; ``value`` in the indicator's own unit."""

    release: str
    indicator: str
    year: int
    quarter: int
    value: float | None


def read_evidence(
    release: Release, project: str, indicator: str, year: int, quarter: int
) -> Evidence:
    """Read the number that is cited, so that it is kept as it stood.

    Raises:
        Refused: ``nothing_to_cite`` when the release has no such figure, or what ``ask`` refuses.
    """
    figures = ask("indicators/by_project", release=release, indicator=indicator, year=year,
                  quarter=quarter)  # fmt: skip
    row = figures[figures["project"] == project]
    if row.empty:
        raise Refused("nothing_to_cite", project=project, year=year)
    value = row["actual"].iloc[0]
    return Evidence(
        release.manifest.release,
        indicator,
        year,
        quarter,
        None if value != value else float(value),
    )


def keep_evidence(
    connection: duckdb.DuckDBPyConnection, entry: int, evidence: Sequence[Evidence]
) -> None:
    """Append what an entry leans on, in the order given."""
    for position, cited in enumerate(evidence, start=1):
        connection.execute(
            "insert into evidence values (?, ?, ?, ?, ?, ?, ?)", [entry, position, *astuple(cited)]
        )


def evidence_of(ledger: Ledger, entries: Sequence[int]) -> dict[int, list[Evidence]]:
    """Return what each entry leans on, in the order given; nothing for one that cites nothing.

    What findings and scores that are not open to who asks lean on is left out.
    """
    with ledger.reading() as connection:
        cited = connection.execute(
            """
            select
                evidence.entry,
                release,
                indicator,
                evidence.year,
                quarter,
                value,
                score_sheet.scored_by as member,
                current_project.region,
                current_project.project
            from evidence
            left join panel_finding using (entry)
            left join score_sheet on evidence.entry = score_sheet.entry
            left join current_project
                on coalesce(panel_finding.project, score_sheet.project) = current_project.project
            where list_contains($entries, evidence.entry)
            order by evidence.entry, position
            """,
            {"entries": list(entries)},
        ).fetchall()
    found: dict[int, list[Evidence]] = {}
    for entry, *number, member, region, project in cited:
        if _may_read(ledger.actor, member, region, project):
            found.setdefault(entry, []).append(Evidence(*number))
    return found


def _may_read(actor: Actor, scored_by: str | None, region: str, project: str) -> bool:
    if scored_by is None:
        return actor.may("read_finding", region=region, project=project)
    if scored_by == SELF:
        return actor.may("read_submission", region=region, project=project)
    return actor.may("read_score", member=scored_by)
