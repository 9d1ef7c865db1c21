"""What is installed is what was chosen, down to the last package; known weaknesses are not."""

from __future__ import annotations

import json

from tests.hardening.pins import LISTS, lines_of, needed, pinned
from tests.hardening.weaknesses import UNREACHED, verdict


def test_every_package_that_is_needed_is_pinned() -> None:
    pins = pinned()
    assert sorted(needed().keys() - pins.keys()) == []


def test_both_lists_pin_the_same() -> None:
    pins = pinned()
    for file in LISTS:
        for each in lines_of(file):
            (only,) = each.specifier
            assert only.operator == "=="
            name = each.name.lower().replace("_", "-")
            assert pins.get(name, only.version) == only.version


def _told(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_a_known_weakness_fails_and_is_named() -> None:
    found = {"id": "CVE-2030-1", "fix_versions": ["1.1"]}
    weak = {"name": "some", "version": "1.0", "vulns": [found]}
    ends_with, text = verdict(_told(weak, {"name": "other", "version": "2", "vulns": []}))
    assert (ends_with, text) == (1, "some 1.0: CVE-2030-1 (mended in 1.1)")


def test_where_the_lists_cannot_be_reached_one_line_says_so() -> None:
    skipped = {"name": "some", "skip_reason": "not found"}
    for told in ("", "no JSON", "[]", _told(skipped)):
        assert verdict(told) == (0, UNREACHED)
    assert "\n" not in UNREACHED


def test_what_was_looked_up_is_counted() -> None:
    sound = {"name": "some", "version": "1", "vulns": []}
    assert verdict(_told(sound)) == (0, "No known weakness in 1 packages.")
