"""The nginx of deploy/ before two stand-ins that say what reached them."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.operation.proxied import NAME, REPLICAS, Front, Ports, front

CLOSED = (
    *("/metrics", "/metrics/", "//metrics", "/%6Detrics", "/x/../metrics", "/healthz", "/readyz"),
    *("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json"),
    *("/_stcore/agent/mcp", "/_stcore//metrics", "/_stcore/allowed-message-origins"),
)
OPEN = (
    *("/", "/progress", "/_stcore/health", "/_stcore/host-config", "/static/js/a.js"),
    *("/app/static/style.css", "/media/a.csv", "/component/a", "/oauth2callback", "/auth/login"),
)


class StandIn:
    """A replica that answers every request with its name and the headers that it came with."""

    def __init__(self, name: str, port: int) -> None:
        self.name, self.port = name, port
        self.waits = threading.Event()
        self.waits.set()

    def start(self) -> None:
        stand_in = self

        class Answer(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                stand_in.waits.wait(60)
                self.rfile.read(int(self.headers.get("content-length") or 0))
                told = {"name": stand_in.name, "path": self.path, "headers": dict(self.headers)}
                body = json.dumps(told).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_PUT = do_GET  # noqa: N815 - so it is called

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Answer)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@dataclass
class Scene:
    front: Front
    stand_ins: dict[str, StandIn] = field(default_factory=dict)

    def ask(self, path: str, **asked: Any) -> tuple[str, str | None]:
        """Return who answered, and which replica the browser is told to stay with."""
        answer = self.front.ask(path, **asked)
        told = answer.headers["Set-Cookie"]
        return json.loads(answer.body)["name"], told and told.split(";")[0].split("=")[1]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    ports = Ports.free()
    pairs = zip(REPLICAS, ports.replicas, strict=True)
    stand_ins = {name: StandIn(name, port) for name, port in pairs}
    for each in stand_ins.values():
        each.start()
    with front(tmp_path, ports) as running:
        yield Scene(running, stand_ins)
    for each in stand_ins.values():
        each.waits.set()
        each.stop()


def test_a_browser_stays_with_the_replica_that_answered_it_first(scene: Scene) -> None:
    name, told = scene.ask("/")
    assert told == name
    for path in ("/media/a.csv", "/_stcore/upload_file/s/f", "/component/x", "/progress"):
        assert {scene.ask(path, cookie=name) for _ in range(4)} == {(name, None)}
    other = next(each for each in REPLICAS if each != name)
    assert scene.ask("/", cookie=other) == (other, None)


def test_new_browsers_are_shared_out(scene: Scene) -> None:
    assert {scene.ask("/")[0] for _ in range(6)} == set(REPLICAS)


@pytest.mark.parametrize("invented", ["third", "first;x", "127.0.0.1:22", "'\"<"])
def test_an_invented_replica_is_no_replica(scene: Scene, invented: str) -> None:
    name, told = scene.ask("/", cookie=invented)
    assert name == told or (invented == "first;x" and name == "first")


def test_a_dead_replica_is_left_at_once_and_not_returned_to(scene: Scene) -> None:
    scene.stand_ins["first"].stop()
    began = time.monotonic()
    assert scene.ask("/progress", cookie="first") == ("second", "second")
    assert scene.ask("/_stcore/upload_file/s/f", cookie="first", method="PUT", body=b"x") == (
        "second",
        None,
    ), "what a page asks for beside itself binds nobody"
    assert time.monotonic() - began < 1
    scene.stand_ins["first"].start()
    assert scene.ask("/", cookie="second") == ("second", None), "its session is there now"
    assert scene.ask("/", cookie="first") == ("first", None)


def test_without_any_replica_a_sentence_stands_there(scene: Scene) -> None:
    for each in scene.stand_ins.values():
        each.stop()
    answer = scene.front.ask("/")
    assert answer.status == 502
    assert "현황판이 잠시 응답하지 않습니다" in answer.body.decode()
    assert answer.headers["Strict-Transport-Security"]
    for each in scene.stand_ins.values():
        each.start()


@pytest.mark.parametrize("path", CLOSED)
def test_what_is_for_the_machine_itself_is_closed(scene: Scene, path: str) -> None:
    assert scene.front.ask(path).status == 404


def test_what_a_browser_needs_is_open(scene: Scene) -> None:
    for path in OPEN:
        assert scene.front.ask(path).status == 200, path


def test_what_a_client_says_of_itself_is_overwritten(scene: Scene) -> None:
    invented = {
        "X_Forwarded_For": "6.6.6.6",
        "X_Forwarded_Proto": "http",
        "X_Request_Id": "mine",
        "X_Real_IP": "6.6.6.6",
        "X_Forwarded_Host": "evil",
        "X_Forwarded_User": "manager",
        "Remote_User": "manager",
        "Forwarded": "for=6.6.6.6",
        "Proxy": "http://evil",
    }
    answer = scene.front.ask("/progress?x=1", **invented)
    told = {name.lower(): value for name, value in json.loads(answer.body)["headers"].items()}
    assert told.pop("x-forwarded-for") == "127.0.0.1"
    assert told.pop("x-forwarded-proto") == "https"
    assert len(told.pop("x-request-id")) == 32
    assert told.pop("host") == f"{NAME}:{scene.front.ports.https}"
    assert not {name.replace("_", "-").lower() for name in invented} & set(told)


def test_only_an_upload_may_be_large_and_not_larger_than_the_dashboard_takes(scene: Scene) -> None:
    megabyte = b"x" * (1 << 20)
    put = {"method": "PUT", "cookie": "first"}
    assert scene.front.ask("/_stcore/upload_file/s/f", body=megabyte * 2, **put).status == 200
    refused = scene.front.ask("/_stcore/upload_file/s/f", Content_Length=str(62 << 20), **put)
    assert refused.status == 413
    assert scene.front.ask("/progress", body=megabyte, **put).status == 413


def test_an_answer_does_not_say_what_serves_it(scene: Scene) -> None:
    for path in ("/", "/metrics"):
        answer = scene.front.ask(path)
        assert answer.headers["Server"] == "nginx"
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert b"nginx/" not in scene.front.ask("/metrics").body


def test_the_log_has_no_query_and_one_line_of_json_a_request(scene: Scene) -> None:
    scene.front.ask('/progress?project=p-1&search=%EA%B9%80"', Referer="https://x/?secret=1")
    scene.front.ask("/%0A%22forged")
    scene.front.ask("/", cookie="first")
    time.sleep(0.1)
    lines = [json.loads(line) for line in scene.front.log().splitlines()]
    assert [line["path"] for line in lines] == ["/progress", '/\n"forged', "/"]
    assert not any(word in scene.front.log() for word in ("p-1", "search", "secret", "김"))


def test_a_name_that_is_not_ours_gets_no_answer(scene: Scene) -> None:
    with pytest.raises(ssl.SSLError):
        ssl.get_server_certificate(("127.0.0.1", scene.front.ports.https), timeout=5)


def test_a_flood_from_one_address_is_told_to_wait(scene: Scene) -> None:
    statuses = [scene.front.ask("/auth/login").status for _ in range(40)]
    assert statuses[:20] == [200] * 20
    assert 429 in statuses
