"""Secrets stay in their file: not in the repository, the log, an answer, a process or a backup."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from monitor.vocabulary import ROOT
from tests.acting import LOCAL
from tests.hardening.signed_in import CLIENT_SECRET, COOKIE_SECRET, SignedIn, run
from tests.tiny import Tiny, build
from monitor.store import Store

# What a secret looks like that somebody left behind.
SECRETS = {
    "private key": re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "token of a forge": re.compile(rb"\b(gh[pousr]_[0-9A-Za-z]{36}|glpat-[0-9A-Za-z_-]{20})\b"),
    "key of a cloud": re.compile(rb"\b(AKIA|ASIA)[0-9A-Z]{16}\b"),
    "signed token": re.compile(rb"\beyJ[0-9A-Za-z_-]{20,}\.eyJ[0-9A-Za-z_-]{20,}\."),
    "secret with a value": re.compile(
        rb"""(?i)^\s*(cookie_secret|client_secret|password|passwd|api_key)\s*=\s*["'][^"'{<$ ]{16,}["']""",
        re.MULTILINE,
    ),
}
