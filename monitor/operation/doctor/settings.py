"""How the dashboard is set up: its address, signing in, its secrets, its port."""

from __future__ import annotations

import ipaddress
import json
import os
import socket
import stat
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from monitor.operation.doctor.finding import Finding, Patient, broken, doubt, well

_CONFIGURATION: Final = ".streamlit/config.toml"
_NEEDED: Final = ("redirect_uri", "cookie_secret")
_OF_PROVIDER: Final = ("client_id", "client_secret", "server_metadata_url")
_LEAST_SECRET: Final = 32
_LEAST_TOKEN: Final = 32
_SECONDS: Final = 3
_MOST: Final = 1_000_000


def configuration(patient: Patient) -> Iterator[Finding]:
    """On which address is it served, and may it be without signing in?"""
    settings = _read(patient.root / _CONFIGURATION)
    if settings is None:
        yield broken("config_unreadable", file=_CONFIGURATION)
        return
    address = os.environ.get("STREAMLIT_SERVER_ADDRESS") or _section(settings, "server").get(
        "address", ""
    )
    signs_in = bool(_section(_read(patient.secrets) or {}, "auth"))
    if is_loopback(str(address)):
        yield well("address_loopback", address=address)
    elif signs_in:
        yield well("address_open", address=address or "0.0.0.0")  # noqa: S104 - what it means
    else:
        yield broken("address_unguarded", address=address or "0.0.0.0")  # noqa: S104


def sign_in(patient: Patient) -> Iterator[Finding]:
    """Is signing in set up completely, and are the secrets kept?"""
    file = patient.secrets
    if not file.exists():
        yield well("sign_in_local")
        return
    secrets = _read(file)
    if secrets is None:
        yield broken("secrets_unreadable", file=file.name)
        return
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & (stat.S_IRWXO | stat.S_IWGRP):
        yield broken("secrets_open", file=file.name, mode=f"{mode:04o}")
    token = _section(secrets, "monitoring").get("token", "")
    if token and len(str(token)) < _LEAST_TOKEN:
        yield broken("token_short", least=_LEAST_TOKEN)
    if "auth" not in secrets:
        yield well("sign_in_local")
        return
    faults = list(_faults(_section(secrets, "auth")))
    yield from faults
    if not faults:
        yield well("sign_in_well", count=len(_providers(_section(secrets, "auth"))))


def _faults(auth: Mapping[str, Any]) -> Iterator[Finding]:
    missing = [name for name in _NEEDED if not auth.get(name)]
    for prefix, provider in _providers(auth).items():
        missing += [f"{prefix}{name}" for name in _OF_PROVIDER if not provider.get(name)]
    if missing:
        yield broken("auth_incomplete", names=", ".join(missing))
    address = urlsplit(str(auth.get("redirect_uri", "")))
    if auth.get("redirect_uri"):
        if not address.path.endswith("/oauth2callback"):
            yield broken("redirect_elsewhere")
        if address.scheme != "https" and not is_loopback(address.hostname or ""):
            yield broken("redirect_unsafe")
    for prefix, provider in _providers(auth).items():
        asked = urlsplit(str(provider.get("server_metadata_url", "")))
        if asked.scheme == "http" and not is_loopback(asked.hostname or ""):
            yield broken("provider_unsafe", name=prefix.rstrip(".") or "auth")
    if 0 < len(str(auth.get("cookie_secret", ""))) < _LEAST_SECRET:
        yield broken("cookie_secret_short", least=_LEAST_SECRET)


def provider(patient: Patient) -> Iterator[Finding]:
    """Does the sign-in provider answer? Asked only where that was wished for."""
    if not patient.provider:
        return
    auth = _section(_read(patient.secrets) or {}, "auth")
    for prefix, each in _providers(auth).items():
        name = prefix.rstrip(".") or "auth"
        address = str(each.get("server_metadata_url", ""))
        if not address:
            continue
        told = _metadata(address)
        if told is None:
            yield broken("provider_silent", name=name)
        elif not {"issuer", "authorization_endpoint", "jwks_uri"} <= told.keys():
            yield broken("provider_strange", name=name)
        else:
            yield well("provider_well", name=name)


def _metadata(address: str) -> dict[str, Any] | None:
    if urlsplit(address).scheme not in {"http", "https"}:
        return None
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:  # noqa: S310 - as above
            told = json.loads(answer.read(_MOST))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def port(patient: Patient) -> Iterator[Finding]:
    """Who listens on the dashboard's ports?"""
    settings = _read(patient.root / _CONFIGURATION) or {}
    configured = int(_section(settings, "server").get("port", 8501))
    for number in patient.ports or (configured,):
        yield _listening(number)


def _listening(number: int) -> Finding:
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", number)):
            return doubt("port_silent", port=number)
    if _asked(number, "healthz") != "ok":
        return broken("port_foreign", port=number)
    ready = _asked(number, "readyz")
    reasons = json.loads(ready).get("reasons", []) if ready.startswith("{") else ["?"]
    if reasons:
        return broken("port_unready", port=number, reasons=", ".join(map(str, reasons)))
    return well("port_well", port=number)


def _asked(number: int, path: str) -> str:
    """Return what the server on this machine answers, whatever the status."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{number}/{path}", timeout=_SECONDS) as answer:
            return str(answer.read(_MOST).decode(errors="replace")).strip()
    except urllib.error.HTTPError as error:
        return error.read(_MOST).decode(errors="replace").strip()
    except (OSError, ValueError):
        return ""


def _read(file: Path) -> dict[str, Any] | None:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _section(settings: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = settings.get(name)
    return section if isinstance(section, Mapping) else {}


def _providers(auth: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the providers by how their settings are called: one unnamed, or several named."""
    named = {f"{name}.": each for name, each in auth.items() if isinstance(each, Mapping)}
    named.pop("client_kwargs.", None)
    return named or {"": auth}


def is_loopback(host: str) -> bool:
    """Tell whether an address is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
