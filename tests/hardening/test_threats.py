"""What docs/threats.md says is shown by tests that exist."""

from __future__ import annotations

import re

from monitor.vocabulary import ROOT

SAID = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")


def test_every_test_that_is_named_exists() -> None:
    written = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^ *def (test_\w+)\(", file.read_text(encoding="utf-8"), re.M)
    }
    assert set(re.findall(r"`(test_\w+)`", SAID)) - written == set()


def test_every_threat_names_a_test() -> None:
    rows = [line for line in SAID.splitlines() if line.startswith("| ") and "---" not in line]
    told = [line for line in rows if "| test |" not in line]
    assert len(told) > 30
    assert [line for line in told if "`test_" not in line] == []


def test_a_stranger_a_reader_and_an_insider_are_all_thought_of() -> None:
    for heading in ("Getting in", "Wanting more than one's role", "What is not stopped"):
        assert f"## {heading}" in SAID
