"""Whether people sign in: what ``.streamlit/secrets.toml`` says when the server starts.

It is decided once. Were it asked again, a file spoilt while the server runs would open everything.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from monitor.vocabulary import ROOT
from monitor.wording import Refused

_DECIDED: Final = "MONITOR_SIGN_IN"
# Set where a proxy passes on what comes from elsewhere: all of that comes from this machine then.
_REQUIRED: Final = "MONITOR_REQUIRE_SIGN_IN"
_PROVIDER: Final = ("client_id", "client_secret", "server_metadata_url")
_SHORTEST_SECRET: Final = 32


def secrets_file() -> Path:
    """Return the file of the secrets: ``MONITOR_SECRETS``, else the one beside the program."""
    return Path(os.environ.get("MONITOR_SECRETS") or ROOT / ".streamlit" / "secrets.toml")


def decide(secrets: Path, address: str) -> bool:
    """Decide whether people sign in, and refuse a server that would let strangers in.

    Args:
        secrets: the file with ``[auth]``; without it this is the dashboard of one local manager.
        address: that the server is to listen on.

    Returns:
        Whether people sign in.

    Raises:
        Refused: ``secrets_unreadable``, ``sign_in_incomplete``, ``cookie_secret_short``,
            ``sign_in_required`` behind a proxy (``MONITOR_REQUIRE_SIGN_IN=yes``),
            ``sign_in_insecure`` when the provider would send people to an unencrypted address
            of another machine, ``unsigned_address``.
    """
    settings = _settings(secrets)
    if settings is None:
        if os.environ.get(_REQUIRED) == "yes":
            raise Refused("sign_in_required", file=secrets.name)
        if not is_loopback(address):
            raise Refused("unsigned_address", address=address)
    else:
        _check(settings, secrets.name)
    os.environ[_DECIDED] = "no" if settings is None else "yes"
    return settings is not None


def is_required() -> bool | None:
    """Say what was decided; None where this process was not started as a server."""
    return {"yes": True, "no": False}.get(os.environ.get(_DECIDED, ""))


def is_loopback(address: str) -> bool:
    """Say whether an address is reached from this machine alone."""
    if address == "localhost":
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _settings(secrets: Path) -> Mapping[str, Any] | None:
    try:
        return tomllib.loads(secrets.read_text(encoding="utf-8")).get("auth")
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise Refused("secrets_unreadable", file=secrets.name) from None


def _check(settings: Mapping[str, Any], file: str) -> None:
    """Look whether a provider is named in full, and safely."""
    named = [each for each in settings.values() if isinstance(each, Mapping)]
    provider = named[0] if named else settings
    missing = [key for key in ("redirect_uri", "cookie_secret") if not settings.get(key)]
    missing += [key for key in _PROVIDER if not provider.get(key)]
    if missing:
        raise Refused("sign_in_incomplete", missing=", ".join(missing), file=file)
    if len(str(settings["cookie_secret"])) < _SHORTEST_SECRET:
        raise Refused("cookie_secret_short", least=_SHORTEST_SECRET)
    for uri in (str(settings["redirect_uri"]), str(provider["server_metadata_url"])):
        parts = urlsplit(uri)
        if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            raise Refused("sign_in_insecure", address=parts.hostname or uri)
