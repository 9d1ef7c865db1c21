"""Building a release into a file of its own: the scripts in order, the gate, the manifest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd
import pyarrow as pa

from monitor.store.agreement import add_agreement
from monitor.store.blocks import BLOCK_SIZE
from monitor.store.digest import digest_by_rule, scalar
from monitor.store.gate import ChecksFailed, failing
from monitor.store.inputs import Inputs
from monitor.store.instances import attach
from monitor.store.ledger import Ledger
from monitor.store.reference import keep_reference
from monitor.store.release import Release
from monitor.store.search import add_search
from monitor.vocabulary import Vocabulary
from monitor.wording import Refused

SEOUL: Final = ZoneInfo("Asia/Seoul")
_BUILD: Final = Path(__file__).with_name("build")
_CHECKLIST: Final = Path(__file__).with_name("checklist.sql")
# Up to so many entries a second thread costs a release more than it gives.
_FEW_ENTRIES: Final = 100
# What a final release should not go out without, unless its publisher says why.
_MUST_BE_IN: Final = frozenset({"not_submitted", "returned", "submitted"})
_REFERENCE_FILES: Final = (
    "regions",
    "region_aliases",
    "municipalities",
    "model_types",
    "stages",
    "ministries",
    "organisation_kinds",
    "partner_roles",
    "product_kinds",
    "social_value_bands",
    "funding_sources",
    "indicators",
    "units",
    "indicator_levels",
    "statuses",
    "status_rules",
    "anomalies",
    "anomaly_rules",
    "absences",
    "programme_years",
    "evaluation_years",
    "evaluation_criteria",
    "grade_bands",
    "panel_members",
    "panel_assignments",
    "conflicts_of_interest",
    "settings",
)


@dataclass(frozen=True)
class Plan:
    """A release that is to be built; ``digest`` is the one it had, when it is built again."""

    release: str
    number: int
    as_of: dt.date
    state: str
    position: int
    moment: dt.datetime
    publisher: str
    note: str
    digest: str = ""


def build(
    ledger: Ledger, plan: Plan, building: Path, earlier: list[Release], inputs: Inputs
) -> None:
    """Build a release into a new file.

    Args:
        ledger: what it is built from, up to the plan's position.
        plan: what it is to be.
        building: the file.
        earlier: the releases before it, for what was first published.
        inputs: the reference files and context.

    Raises:
        Refused: ``nothing_in_period``, ``checks_failed`` (as ``ChecksFailed``), ``still_open``.
    """
    with ledger.reading() as connection:
        if plan.position > _FEW_ENTRIES:
            connection.execute("reset threads")  # such a release is no small thing
        attach(connection, building, "building", f"read_write, block_size {BLOCK_SIZE}")
        connection.execute("use building")
        _set_variables(connection, plan, inputs.vocabulary)
        _register_reference(connection, inputs)
        keep_reference(connection, inputs.reference)
        for script in sorted(_BUILD.glob("*.sql")):
            connection.execute(script.read_text(encoding="utf-8"))
        # A quarter that nobody reported is no quarter of a release.
        if not scalar(connection, "select count(*) from period") or not scalar(
            connection,
            "select max(accepted.number) >= max(period.number) from accepted cross join period "
            "where accepted.form = 'province'",
        ):
            raise Refused("nothing_in_period", as_of=plan.as_of)
        _add_first_published(connection, earlier)
        add_agreement(connection)
        add_search(connection)
        failed, still_open = failing(connection), _walk_checklist(connection, plan)
        if failed:
            raise ChecksFailed(failed, still_open)
        if plan.state == "final" and not plan.note and (lacking := missing(still_open)):
            raise Refused("still_open", provinces=", ".join(lacking))
        _write_manifest(connection, plan)
        connection.execute("use ledger")
        connection.execute("checkpoint building")
        connection.execute("detach building")


def _set_variables(
    connection: duckdb.DuckDBPyConnection, plan: Plan, vocabulary: Vocabulary
) -> None:
    connection.execute("set variable as_of = $value", {"value": plan.as_of})
    connection.execute("set variable ledger_position = $value", {"value": plan.position})
    days = int(vocabulary.setting("reporting_deadline_days"))
    connection.execute("set variable deadline_days = $value", {"value": days})


def _register_reference(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    files = [(file, inputs.vocabulary.rows(file)) for file in _REFERENCE_FILES]
    for file, rows in [*files, *inputs.context.items()]:
        texts = {name: [row[name] or None for row in rows] for name in rows[0]}
        connection.register(f"reference_{file}", pa.table(texts))


def _add_first_published(connection: duckdb.DuckDBPyConnection, earlier: list[Release]) -> None:
    """Keep each year's figures as its first final release gave them, to tell restatement apart.

    The last year is compared with those before it, and never with itself.
    """
    last_year = scalar(connection, "select max(year) from period")
    kept: set[int] = set()
    for release in sorted(earlier, key=lambda release: release.manifest.release_number):
        manifest = release.manifest
        last = min(manifest.last_year, last_year - 1)
        years = set(range(manifest.first_year, last + 1)) - kept
        whole = [year for year in years if manifest.last_quarter_of(year) == 4]
        if manifest.release_state != "final" or not whole:
            continue
        rows = release.cursor().execute("select * from progress").df()
        connection.register("earlier_progress", rows[rows["year"].isin(whole)])
        connection.execute(
            "insert into first_published select $release, * from earlier_progress",
            {"release": manifest.release},
        )
        connection.unregister("earlier_progress")
        kept.update(whole)


def _walk_checklist(connection: duckdb.DuckDBPyConnection, plan: Plan) -> pd.DataFrame:
    """Keep with the release what was open, and the publisher's note; return what was found."""
    connection.execute(_CHECKLIST.read_text(encoding="utf-8"))
    found = connection.execute("select * from checklist where found > 0 order by position").df()
    connection.execute(
        "insert into checklist select 'note', 6, 1, $note where $note != ''", {"note": plan.note}
    )
    return found.drop(columns="position")


def missing(still_open: pd.DataFrame) -> list[str]:
    """Return what a final release should not go out without: provinces, by what they lack."""
    rows = still_open[still_open["item"].isin(_MUST_BE_IN) & (still_open["found"] > 0)]
    return list(rows["detail"])


def _write_manifest(connection: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    connection.execute(
        """
        create table manifest as
        select
            $release as release,
            $number::integer as release_number,
            $as_of::date as as_of,
            $state as release_state,
            -- One made-up workbook makes the whole release a demonstration.
            (
                select case when bool_or(data_kind = 'demonstration') then 'demonstration'
                    else 'real' end
                from submission
            ) as data_kind,
            $position::bigint as ledger_position,
            (select count(*) from submission where form = 'province') as submissions,
            (select count(*) from project) as projects,
            (
                select count(observation.numerator)
                from observation
                inner join period using (year, quarter)
            ) as observations,
            (select min(year) from period) as first_year,
            (select max(year) from period) as last_year,
            (select arg_max(quarter, number) from period) as last_quarter,
            $published_on::date as published_on,
            $publisher as published_by,
            $digest as content_digest
        """,
        {
            "release": plan.release,
            "number": plan.number,
            "as_of": plan.as_of,
            "state": plan.state,
            "position": plan.position,
            "published_on": plan.moment.astimezone(SEOUL).date(),
            "publisher": plan.publisher,
            "digest": digest_by_rule(connection, plan.digest),
        },
    )
