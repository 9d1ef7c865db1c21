"""Publishing: a release built from the ledger as of a moment, gated, flushed, renamed in place."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd
import pyarrow as pa

from monitor.disk import flush
from monitor.store.agreement import add_agreement
from monitor.store.blocks import BLOCK_SIZE
from monitor.store.gate import ChecksFailed, failing
from monitor.store.inputs import Inputs, keep_inputs, present_inputs
from monitor.store.ledger import Ledger
from monitor.store.reference import keep_reference
from monitor.store.release import Release, Store
from monitor.store.search import add_search
from monitor.under_way import under_way
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
# The moment of publishing differs each time; the content does not. Figures and status
# follow from it, and the last digit of a sum of fractions depends on the order of adding.
_NOT_CONTENT: Final = frozenset(
    {
        *("manifest", "checklist", "figure", "quarter_status", "like_for_like"),
        *("briefing_gain", "briefing_risk", "briefing_money", "briefing_evaluation"),
        *("pace_measure", "anomaly_judged"),
    }
)
_TABLE_DIGEST: Final = """
select sha256(coalesce(string_agg(line, chr(10) order by line), ''))
from (select to_json({row})::varchar as line from building."{table}" as {row})
"""
_WHOLE_ROW: Final = "whole_row"
# The first rule named the row by its table: one with a column of that name (project, region,
# stage, …) counted by this column alone. Releases that were published under it keep its digest.
_FIRST_RULE: Final = '"{table}"'


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


def publish(
    store: Store,
    *,
    as_of: dt.date,
    final: bool,
    publisher: str,
    note: str = "",
    preview: bool = False,
    position: int | None = None,
    moment: dt.datetime | None = None,
) -> Release:
    """Publish a release of the ledger.

    Args:
        store: where ledger and releases lie.
        as_of: the 기준일; quarters that ended on or before it are in the release.
        final: 확정 when true, 잠정 otherwise.
        publisher: who publishes.
        note: why a final release goes out although something is open; kept with it.
        preview: only for the panel to read before it is published; no page but theirs shows it,
            and it is kept, so that what they cite can be found again.
        position: the last submission that counts; the whole ledger when absent.
        moment: when it is published; now when absent.

    Returns:
        The release, already served. A crash at any point before leaves the old one serving.

    Raises:
        Refused: ``nothing_to_publish``, ``nothing_in_period``, ``checks_failed`` with what each
            check found, ``still_open`` when a final release has no note although a province is
            missing or waits, ``published_meanwhile``, ``too_often``, ``not_allowed``.
    """
    store.actor.hold_back("publish")
    folder = store.previews_folder if preview else store.releases_folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with store.ledger.kept_open(read_only=True):
        logged = _last_logged(store.ledger, preview=preview)
        last = store.ledger.position()
    number = _next_number(folder, logged)
    state = "preview" if preview else "final" if final else "provisional"
    plan = Plan(
        release=f"{as_of:%Y-%m-%d}-{state}-{number}",
        number=number,
        as_of=as_of,
        state=state,
        position=last if position is None else position,
        moment=moment or dt.datetime.now(SEOUL),
        publisher="",
        note=note.strip(),
    )
    if plan.position == 0:
        raise Refused("nothing_to_publish")
    with (
        under_way("publish"),
        store.actor.acting("publish", on=plan.release),
        _one_publisher(folder),
        _building_file(folder) as building,
    ):
        plan = replace(plan, publisher=store.actor.sign(publisher))
        if _next_number(folder, logged) != number:
            raise Refused("published_meanwhile", release=_last_published(folder))
        earlier, inputs = store.releases(), present_inputs()
        build(store.ledger, plan, building, earlier, inputs)
        published = folder / f"{plan.release}.duckdb"
        _move_into_place(building, published)
    with store.ledger.writing() as connection:
        if preview:
            _log_preview(connection, plan, Release(published), earlier)
        else:
            _log(connection, store.releases(), plan.moment)
        _log_inputs(connection, plan, inputs)
    return Release(published, store.actor)


def _next_number(folder: Path, logged: int) -> int:
    """Return the number of the next release, which no file has, readable or not, or ever had."""
    ends = (path.stem.rsplit("-", 1)[-1] for path in folder.glob("*.duckdb"))
    return max([logged, *(int(end) for end in ends if end.isdecimal())]) + 1


def _last_logged(ledger: Ledger, *, preview: bool) -> int:
    """Return the number of the last release or preview that the ledger knows of."""
    table = "preview_log" if preview else "release_log"
    with ledger.reading() as connection:
        return int(_scalar(connection, f"select coalesce(max(release_number), 0) from {table}"))


def _last_published(folder: Path) -> str:
    return max(folder.glob("[!.]*.duckdb"), key=lambda path: path.stat().st_mtime_ns).stem


@contextmanager
def _one_publisher(folder: Path) -> Iterator[None]:
    """Let one process publish at a time; the lock ends with the process that holds it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _building_file(folder: Path) -> Iterator[Path]:
    """Give a hidden file beside the releases, and remove what is left of it."""
    for abandoned in folder.glob(".building-*"):
        # Only one publisher builds here at a time: what lies about was left by a crash.
        abandoned.unlink(missing_ok=True)
    building = folder / f".building-{uuid.uuid4().hex}.duckdb"
    try:
        yield building
    finally:
        building.unlink(missing_ok=True)
        building.with_suffix(".duckdb.wal").unlink(missing_ok=True)


def _move_into_place(building: Path, published: Path) -> None:
    """Flush the file, make it read-only, and rename it: the one step that counts.

    A link refuses to replace a release of the same name, where a rename would not.
    """
    flush(building)
    building.chmod(0o444)
    try:
        os.link(building, published)
    except FileExistsError:
        raise Refused("published_meanwhile", release=published.stem) from None
    building.unlink()
    flush(published.parent)


def put_back(built: Path, published: Path) -> None:
    """Put a release that was built again where it was lost or damaged."""
    published.parent.mkdir(parents=True, exist_ok=True)
    with _one_publisher(published.parent):
        flush(built)
        built.chmod(0o444)
        built.replace(published)
        flush(published.parent)


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
        _attach(connection, building, "building", f"read_write, block_size {BLOCK_SIZE}")
        connection.execute("use building")
        _set_variables(connection, plan, inputs.vocabulary)
        _register_reference(connection, inputs)
        keep_reference(connection, inputs.reference)
        for script in sorted(_BUILD.glob("*.sql")):
            connection.execute(script.read_text(encoding="utf-8"))
        # A quarter that nobody reported is no quarter of a release.
        if not _scalar(connection, "select count(*) from period") or not _scalar(
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


def _attach(connection: duckdb.DuckDBPyConnection, file: Path, name: str, how: str) -> None:
    # The path is the operator's own, not data; ATTACH takes no parameters.
    quoted = str(file).replace("'", "''")
    connection.execute(f"attach '{quoted}' as {name} ({how})")


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
    last_year = _scalar(connection, "select max(year) from period")
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


def _content_digest(connection: duckdb.DuckDBPyConnection, row: str = _WHOLE_ROW) -> str:
    """Return the SHA-256 over every row of every table, tables and rows in order."""
    tables = connection.execute(
        "select table_name from duckdb_tables() "
        "where database_name = 'building' and not temporary order by table_name"
    ).fetchall()
    digests = [
        f"{table} {_scalar(connection, _table_digest(table, row))}"
        for (table,) in tables
        if table not in _NOT_CONTENT
    ]
    return str(_scalar(connection, "select sha256($text)", {"text": "\n".join(digests)}))


def _table_digest(table: str, row: str) -> str:
    return _TABLE_DIGEST.format(table=table, row=row.format(table=table))


def content_digest(release: Path) -> str:
    """Return the digest of what a release file holds now, by the rule that it was published under.

    Raises:
        duckdb.Error: it cannot be read.
    """
    with duckdb.connect() as connection:
        _attach(connection, release, "building", "read_only")
        kept = _scalar(connection, "select content_digest from building.manifest")
        return _digest_by_rule(connection, kept)


def _digest_by_rule(connection: duckdb.DuckDBPyConnection, kept: str) -> str:
    """Return the digest by the rule that gave the one that was kept, by today's when none did."""
    today = _content_digest(connection)
    if kept in {"", today}:
        return today
    first = _content_digest(connection, _FIRST_RULE)
    return first if first == kept else today


def _scalar(
    connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any] | None = None
) -> Any:
    row = connection.execute(sql, values).fetchone()
    assert row is not None, "an aggregate has one row"
    return row[0]


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
            "digest": _digest_by_rule(connection, plan.digest),
        },
    )


def _log(
    connection: duckdb.DuckDBPyConnection, releases: list[Release], moment: dt.datetime
) -> None:
    """Record in the ledger what was published, so that it can be built again.

    A release whose publisher was killed before it came to this is recorded by the next one.
    """
    for release in releases:
        manifest = release.manifest
        connection.execute(
            "insert or ignore into release_log values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                manifest.release,
                manifest.release_number,
                manifest.as_of,
                manifest.release_state,
                manifest.ledger_position,
                moment,
                manifest.published_by,
                manifest.content_digest,
            ],
        )


def _log_preview(
    connection: duckdb.DuckDBPyConnection, plan: Plan, preview: Release, earlier: list[Release]
) -> None:
    """Record a preview: members may cite it, and then it must be found again."""
    connection.execute(
        "insert or ignore into preview_log values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            plan.release,
            plan.number,
            plan.as_of,
            plan.position,
            plan.moment,
            plan.publisher,
            preview.manifest.content_digest,
            max((release.manifest.release_number for release in earlier), default=0),
        ],
    )


def _log_inputs(connection: duckdb.DuckDBPyConnection, plan: Plan, inputs: Inputs) -> None:
    """Record what else a release was built from, and why it went out with something open."""
    keep_inputs(connection, plan.release, inputs)
    if plan.note:
        connection.execute(
            "insert or ignore into release_note values (?, ?)", [plan.release, plan.note]
        )
