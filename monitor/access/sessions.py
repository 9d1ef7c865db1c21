"""Sessions: how long a sign-in holds, and who has signed out since, on every replica alike."""

from __future__ import annotations

import fcntl
import hashlib
import json
import time
from pathlib import Path
from typing import Final

from monitor.disk import written_whole

_FILE: Final = "signed_out.json"


class Sessions:
    """What is remembered of signing out, in the store's ``access`` folder.

    A signed cookie cannot be taken back: whoever holds an old one is refused by the moment at which
    its account last signed out.
    """

    def __init__(self, folder: Path, hours: float) -> None:
        self.path = folder / _FILE
        self.seconds = hours * 3600

    def holds(self, account: str, issued_at: float) -> bool:
        """Say whether a sign-in of that moment (seconds since 1970) still counts."""
        return 0 <= time.time() - issued_at + 60 <= self.seconds + 60 and issued_at >= (
            self._ended().get(_digest(account), 0)
        )

    def end(self, account: str) -> None:
        """End every session of an account that was signed in before now, wherever it is open."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.path.parent / ".signed_out.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            now = time.time()
            ended = {who: at for who, at in self._ended().items() if now - at < self.seconds}
            # A token says whole seconds: one of this very second may be the next sign-in.
            ended[_digest(account)] = int(now)
            with written_whole(self.path) as file:
                file.write(json.dumps(ended).encode())

    def _ended(self) -> dict[str, float]:
        try:
            return {str(k): float(v) for k, v in json.loads(self.path.read_bytes()).items()}
        except (FileNotFoundError, ValueError, AttributeError):
            return {}


def _digest(account: str) -> str:
    """Name an account without saying who it is."""
    return hashlib.sha256(account.encode()).hexdigest()
