"""The nginx of deploy/ before two replicas, for tests that mean an installation."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from monitor.vocabulary import ROOT
from tests.browser.conftest import free_port, served_at, serving

DEPLOY: Final = ROOT / "deploy"
NAME: Final = "localhost"
REPLICAS: Final = ("first", "second")
_COOKIE_SECRET: Final = "only-for-tests-" * 3
_SECRETS: Final = """
[auth]
redirect_uri = "https://localhost:{port}/oauth2callback"
cookie_secret = "{cookie_secret}"
[auth.office]
client_id = "dashboard"
client_secret = "only-for-tests"
server_metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"
"""
_START_WITHIN: Final = 10.0
_OTHER_PLACES: Final = ("fastcgi", "scgi", "uwsgi")


def nginx() -> str:
    """Return the program; a test that needs it is skipped where there is none."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        pytest.skip("nginx is not installed: make nginx")
    return found


@dataclass(frozen=True)
class Ports:
    """Where everything listens."""

    http: int
    https: int
    replicas: tuple[int, int]

    @classmethod
    def free(cls) -> Ports:
        """Choose four that nobody listens on."""
        return cls(free_port(), free_port(), (free_port(), free_port()))


def settings(folder: Path, ports: Ports) -> Path:
    """Write deploy/nginx.conf with other ports, paths, names and certificates, nothing else."""
    signed, key = _certificate(folder)
    logs = folder / "logs"
    logs.mkdir()
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for there, here in {
        "user www-data;": "user root;" if os.geteuid() == 0 else "",
        "worker_processes auto;": "worker_processes 2;",
        "/run/nginx.pid": str(folder / "nginx.pid"),
        "/var/log/nginx": str(logs),
        "/var/lib/nginx": str(folder),
        "/etc/monitor/tls/fullchain.pem": str(signed),
        "/etc/monitor/tls/privkey.pem": str(key),
        "/srv/monitor/deploy": str(DEPLOY),
        "monitor.example.go.kr": NAME,
        "listen 80": f"listen 127.0.0.1:{ports.http}",
        "listen 443": f"listen 127.0.0.1:{ports.https}",
        "8501": str(ports.replicas[0]),
        "8502": str(ports.replicas[1]),
    }.items():
        assert there in text, f"deploy/nginx.conf has no {there}"
        text = text.replace(there, here)
    # What the packaged nginx keeps for protocols that are not spoken here, it makes all the same.
    places = "".join(f"    {name}_temp_path {folder / name};\n" for name in _OTHER_PLACES)
    file = folder / "nginx.conf"
    file.write_text(text.replace("http {\n", f"http {{\n{places}", 1), encoding="utf-8")
    return file


def _certificate(folder: Path) -> tuple[Path, Path]:
    """Sign a certificate for this machine; return it and its key."""
    signed, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    command += ["-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(key), "-out", str(signed)]
    subprocess.run(command, check=True, capture_output=True)
    return signed, key


@dataclass(frozen=True)
class Front:
    """A running nginx."""

    ports: Ports
    folder: Path

    @property
    def address(self) -> str:
        """Return the address that people know."""
        return f"https://{NAME}:{self.ports.https}"

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        cookie: str = "",
        body: bytes | None = None,
        **headers: str,
    ) -> http.client.HTTPResponse:
        """Ask as a browser does that trusts the certificate; the answer is read already."""
        trust = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
        line = http.client.HTTPSConnection(NAME, self.ports.https, timeout=30, context=trust)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        if cookie:
            told["Cookie"] = f"monitor_replica={cookie}"
        line.request(method, path, body, told)
        answer = line.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        line.close()
        return answer

    def log(self) -> str:
        """Return what it wrote of the requests."""
        return (self.folder / "logs" / "access.log").read_text(encoding="utf-8")


@contextmanager
def front(folder: Path, ports: Ports) -> Iterator[Front]:
    """Run nginx for as long as the block lasts."""
    file = settings(folder, ports)
    command = [nginx(), "-c", str(file), "-g", "daemon off;"]
    with _running(command) as process:
        give_up = time.monotonic() + _START_WITHIN
        while time.monotonic() < give_up and process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", ports.https), 1):
                break
            time.sleep(0.02)
        yield Front(ports, folder)


@contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, **silent)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=10)


@dataclass(frozen=True)
class Installation:
    """Two replicas and the nginx before them."""

    front: Front
    store: Path
    replicas: Mapping[str, serving]

    def kill(self, name: str) -> None:
        """End a replica as the kernel does when memory runs out: at once, without a word."""
        os.killpg(self.replicas[name].process.pid, signal.SIGKILL)
        self.replicas[name].process.wait(timeout=10)

    def start(self, name: str) -> None:
        """Start a replica again."""
        self.replicas[name].__enter__()

    def cookies(self, account: str, at: str = "") -> list[Any]:
        """Return what a browser holds after somebody signed in, at a replica where one is named."""
        claims = {"sub": account, "iat": time.time(), "provider": "office", "is_logged_in": True}
        claims["origin"] = self.front.address
        signed = create_signed_value(_COOKIE_SECRET, USER_COOKIE_NAME, json.dumps(claims))
        named = {USER_COOKIE_NAME: signed.decode(), **({"monitor_replica": at} if at else {})}
        about = {"url": self.front.address, "httpOnly": True, "secure": True}
        return [{"name": name, "value": value, **about} for name, value in named.items()]


@contextmanager
def installed(store: Path, folder: Path) -> Iterator[Installation]:
    """Serve a store by two replicas behind nginx, as the units do."""
    nginx()
    ports, provider = Ports.free(), free_port()
    secrets = folder / "secrets.toml"
    told = {"port": ports.https, "provider": provider, "cookie_secret": _COOKIE_SECRET}
    secrets.write_text(_SECRETS.format(**told), encoding="utf-8")
    known = {"MONITOR_STORE": str(store), "MONITOR_SECRETS": str(secrets)}
    known["MONITOR_REQUIRE_SIGN_IN"] = "yes"
    replicas = {
        name: serving(served_at(port), known, folder / f"{name}.log")
        for name, port in zip(REPLICAS, ports.replicas, strict=True)
    }
    with ExitStack() as stack:
        command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(provider)]
        stack.enter_context(_running(command))
        with ThreadPoolExecutor() as both:
            started = [both.submit(stack.enter_context, each) for each in replicas.values()]
        for each in started:
            each.result()
        running = Installation(stack.enter_context(front(folder, ports)), store, replicas)
        yield running
        for name in replicas:
            running.kill(name)  # how patiently a server ends is for the tests of serving
