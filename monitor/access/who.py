"""Who acts, and from where: an account of this machine, or one that the provider names."""

from __future__ import annotations

import os
import pwd
import socket
from dataclasses import dataclass
from typing import Final, Literal

Origin = Literal["page", "command line", "program"]
# No account of a provider may begin like one of this machine.
_LOCAL: Final = "local/"


@dataclass(frozen=True)
class Who:
    """An account, by which way it came, and the network address or machine that it came from."""

    account: str
    origin: Origin = "program"
    address: str = ""

    @property
    def is_local(self) -> bool:
        """Say whether it is an account of this machine."""
        return self.account.startswith(_LOCAL)


NOBODY: Final = Who("")


def local(origin: Origin) -> Who:
    """Return the account that this process runs under.

    The system is asked by number: what the environment says of a name, anybody can set.
    """
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        name = str(os.getuid())
    return Who(f"{_LOCAL}{name}", origin, socket.gethostname())


def signed_in(account: str, address: str) -> Who:
    """Return who signed in with the provider; nobody when the token names no account of its own."""
    account = account.strip()
    if not account or account.startswith(_LOCAL):
        return NOBODY
    return Who(account, "page", address)
