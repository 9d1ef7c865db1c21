"""Known weaknesses of what is pinned: ``make audit``.

Where the lists of them cannot be reached, it says so in a line and is no failure.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tests.hardening.pins import CONSTRAINTS

WITHIN = 120.0
UNREACHED = "Known weaknesses were not looked up: their lists cannot be reached from here."


def verdict(told: str) -> tuple[int, str]:
    """Say what came of asking: how the command ends, and a text."""
    try:
        packages: list[dict[str, Any]] = json.loads(told)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, UNREACHED
    weak = [
        f"{each['name']} {each['version']}: {found['id']}"
        + (f" (mended in {', '.join(found['fix_versions'])})" if found.get("fix_versions") else "")
        for each in packages
        for found in each.get("vulns", ())
    ]
    looked_up = [each for each in packages if "skip_reason" not in each]
    if weak:
        return 1, "\n".join(weak)
    if not looked_up:
        return 0, UNREACHED
    return 0, f"No known weakness in {len(looked_up)} packages."


def main() -> None:
    """Ask, and end with 1 where something is known."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(CONSTRAINTS), "--no-deps"]
    command += ["--disable-pip", "--format", "json", "--timeout", "10", "--progress-spinner", "off"]
    try:
        asked = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=WITHIN
        ).stdout
    except subprocess.TimeoutExpired:
        asked = ""
    ends_with, text = verdict(asked)
    print(text)
    sys.exit(ends_with)


if __name__ == "__main__":
    main()
