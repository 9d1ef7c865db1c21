"""DuckDB kept ready: whoever opens a file has it to themselves, whatever was done before."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier

import duckdb
import pytest

from monitor.store import instances
from monitor.store.instances import opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.duckdb"
    with opened(path, "a", "read_write") as connection:
        connection.execute("create table number as select 1 as number")
    return path


@pytest.fixture(autouse=True)
def none_ready(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let each test begin without an instance that others have used."""
    monkeypatch.setattr(instances, "_ready", [])
    yield
    for instance in instances._ready:
        instance.close()


def _databases(connection: duckdb.DuckDBPyConnection) -> set[str]:
    rows = connection.execute("select database_name from duckdb_databases()").fetchall()
    return {name for (name,) in rows if name not in {"system", "temp"}}


def test_an_instance_is_used_again_and_nothing_is_left_in_it(file: Path, tmp_path: Path) -> None:
    with opened(file, "a", "read_write") as connection:
        connection.execute("create temp table mine as select 1")
        connection.execute("create temp view seen as select 1")
        connection.execute("set variable told = 1")
        connection.execute("prepare planned as select 1")
    (kept,) = instances._ready
    with opened(tmp_path / "b.duckdb", "b", "read_write") as connection:
        assert instances._ready == []
        assert _databases(connection) == {"memory", "b"}
        assert connection.execute("select getvariable('told')").fetchone() == (None,)
        for left in ("from temp.mine", "from seen", "execute planned"):
            with pytest.raises(duckdb.Error):
                connection.execute(left)
    assert instances._ready == [kept]


def test_what_was_written_is_in_the_file_when_it_is_closed(file: Path) -> None:
    assert not file.with_name("a.duckdb.wal").exists()
    with duckdb.connect(file, read_only=True) as connection:
        assert connection.execute("select * from number").fetchall() == [(1,)]


def _fail_amid_writing(file: Path, left_open: Path) -> None:
    with opened(file, "a", "read_write") as connection:
        connection.execute(f"attach '{left_open}' as left_open")
        connection.begin()
        connection.execute("insert into number values (2)")
        raise ArithmeticError


def test_where_anything_failed_the_instance_is_not_used_again(file: Path, tmp_path: Path) -> None:
    left_open = tmp_path / "left.duckdb"
    with pytest.raises(ArithmeticError):
        _fail_amid_writing(file, left_open)
    assert instances._ready == []
    with opened(file, "a", "read_only") as connection:
        assert connection.execute("select * from number").fetchall() == [(1,)]
    with duckdb.connect(left_open):
        pass  # it is nobody's any more


def test_what_is_no_file_of_duckdb_is_not_read_by_anything_else(tmp_path: Path) -> None:
    other = tmp_path / "other.duckdb"
    other.write_bytes(b"SQLite format 3\0" + bytes(5000))
    refused = pytest.raises(duckdb.IOException, match="not a valid DuckDB database file")
    with refused, opened(other, "other", "read_only"):
        pass
    assert instances._ready == []


def test_those_who_open_at_once_have_an_instance_each(tmp_path: Path) -> None:
    meet = Barrier(3)

    def open_one(number: int) -> set[str]:
        with opened(tmp_path / f"n{number}.duckdb", f"n{number}", "read_write") as connection:
            meet.wait(timeout=20)
            return _databases(connection)

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(open_one, range(3))) == [{"memory", f"n{n}"} for n in range(3)]
    assert len(instances._ready) == 3


def _open_in_a_child(file: Path) -> None:
    with opened(file, "a", "read_only") as connection:
        assert connection.execute("select * from number").fetchall() == [(1,)]


def test_a_forked_process_starts_its_own(file: Path) -> None:
    with opened(file, "a", "read_only"):
        pass
    assert instances._ready
    child = get_context("fork").Process(target=_open_in_a_child, args=(file,))
    child.start()
    child.join(timeout=60)
    assert child.exitcode == 0
