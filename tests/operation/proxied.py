"""The nginx of deploy/ before two replicas, for tests that mean an installation."""

from __future__ import annotations

import http.client
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
from typing import Final

import pytest

from monitor.vocabulary import ROOT
from tests.browser.conftest import free_port, serving

DEPLOY: Final = ROOT / "deploy"
NAME: Final = "localhost"
REPLICAS: Final = ("first", "second")
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
def front(folder: Path, ports: Ports, *, dead_for: str = "5s") -> Iterator[Front]:
    """Run nginx for as long as the block lasts; it tries a dead replica again after a while."""
    file = settings(folder, ports)
    text = file.read_text(encoding="utf-8")
    assert "fail_timeout=5s" in text
    file.write_text(text.replace("fail_timeout=5s", f"fail_timeout={dead_for}"), encoding="utf-8")
    command = [nginx(), "-c", str(file), "-g", "daemon off;"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        give_up = time.monotonic() + _START_WITHIN
        while time.monotonic() < give_up and process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", ports.https), 1):
                break
            time.sleep(0.02)
        yield Front(ports, folder)
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


@contextmanager
def installed(
    store: Path, folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Installation]:
    """Serve a store by two replicas behind nginx for as long as the block lasts."""
    nginx()
    ports = Ports.free()
    known = {"MONITOR_STORE": str(store), **(environment or {})}
    replicas = {
        name: serving(_serve(port), known, folder / f"{name}.log")
        for name, port in zip(REPLICAS, ports.replicas, strict=True)
    }
    with ExitStack() as stack:
        with ThreadPoolExecutor() as both:
            started = [both.submit(stack.enter_context, each) for each in replicas.values()]
        for each in started:
            each.result()
        yield Installation(stack.enter_context(front(folder, ports)), store, replicas)


def _serve(port: int) -> list[str]:
    return [sys.executable, "-m", "monitor", "serve", "--port", str(port)]
