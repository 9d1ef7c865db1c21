"""What is written whole is there whole, or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from monitor.disk import written_whole


def test_what_is_written_takes_its_place_at_the_end_and_is_its_owners_alone(tmp_path: Path) -> None:
    place = tmp_path / "kept.json"
    place.write_bytes(b"before")
    with written_whole(place) as file:
        file.write(b"after")
        assert place.read_bytes() == b"before"
    assert place.read_bytes() == b"after"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [place]


def test_what_fails_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    place = tmp_path / "kept.json"
    place.write_bytes(b"before")
    with pytest.raises(TypeError), written_whole(place) as file:
        file.writelines([b"half", "no bytes"])  # type: ignore[list-item]  # that it fails
    assert place.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [place]
