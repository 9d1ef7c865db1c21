"""Processes of their own that tests start and kill: forked from one that has imported everything.

There is one such server a test process, with what the first to start it asked for: so all ask here.
"""

from __future__ import annotations

import multiprocessing
from typing import Final

PROCESSES: Final = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["pytest", "monitor.cli", "tests.evaluated", "tests.stamping", "tests.tiny"]
)
