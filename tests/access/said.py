"""What a line of the audit says, in tests to which that does not matter."""

from __future__ import annotations

from typing import Any, Final

SAID: Final[dict[str, Any]] = {
    "account": "kim.moi",
    "role": "manager",
    "action": "publish",
    "on": "2028-02-29-final-1",
    "outcome": "allowed",
    "origin": "page",
    "address": "10.0.0.7",
}
