"""The dashboard as a server: Streamlit behind one thin layer of our own.

Streamlit serves a document that says it is English, brings a font that has no Hangul and sends no
protective headers. The layer below mends that on the way out and changes nothing else:

- the document's language, title and description are those of the language asked for;
- it links the project's own font, style sheet and page script, all served from ``static/``;
- every answer carries headers that let a page load from this server only;
- a gate stands before what may not be asked for (``monitor/serving/gate.py``).

Start it with ``python -m monitor serve``, or by hand with ``python server.py --port 8501``.
"""

import argparse
import gc
import logging
import re
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache, wraps
from html import escape
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from urllib.parse import parse_qs, urlencode

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import logger as streamlit_logger
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server.starlette import starlette_server
from uvicorn.config import LOGGING_CONFIG

import inside
from monitor import under_way
from monitor.serving import health, log, sign_in
from monitor.serving.cookies import Cookies
from monitor.serving.gate import Gate
from monitor.serving.headers import ENCRYPTED_ONLY, UNKEPT, protect
from monitor.serving.metrics import Metrics
from monitor.serving.state import State
from monitor.serving.stopping import Closing, Stopping
from monitor.serving.turned_away import TurnedAway
from monitor.serving.watching import HEADER, Watching
from monitor.store import Store
from monitor.wording import Refused
from pages import shared

_LOG = logging.getLogger("monitor.server")

FONT_FOLDER = "pretendard-1.3.9"
# The pieces of the font that nearly every page in a language uses: asked for at once, not when text
# is laid out, and laid out again when they come.
FONT_PIECES = {
    "ko": (77, 80, 82, 84, 85, 86, 87, 88, 89, 90, 91),
    "en": (80, 87, 88, 89, 90, 91),
}
DEFAULT_LANGUAGE = "ko"
TITLE = {
    "ko": "사회연대경제 혁신모델 현황판",
    "en": "Social Solidarity Economy Model Monitor",
}
DESCRIPTION = {
    "ko": "사회연대경제 혁신모델 발굴 및 확산 사업의 추진현황과 성과를 공표본에서 보여 주는 현황판",
    "en": "Progress and results of the social solidarity economy programme, from its releases",
}
NO_SCRIPT = {
    "ko": "이 현황판을 보려면 브라우저의 자바스크립트를 켜야 합니다.",
    "en": "This dashboard needs JavaScript: please turn it on in the browser.",
}
SORRY = {
    "ko": "이 화면을 그리지 못했습니다. 다시 열어도 같으면 담당자에게 화면 주소를 알려 주세요.",
    "en": "This page could not be drawn. If it fails again, please send its address to the office.",
}

FOR_EVER = "public, max-age=31536000, immutable"

_STATIC = ("/app/static/", "/static/", "/favicon.png", "/manifest.json")
WITHOUT_FIGURES = frozenset({"/dictionary"})
_NOT_DOCUMENTS = ("/_stcore/", "/app/static/", "/component/", "/media/", "/static/")
_UNUSED_LINKS = re.compile(r'\s*<link\s+rel="(?:preload|service-desc)"[^>]*>')
_NO_SCRIPT_BLOCK = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


def language_asked(query: bytes) -> str:
    """Return the language that an address asks for: Korean unless it says English."""
    asked = parse_qs(query.decode("latin-1")).get("language", [""])[-1]
    return asked if asked in TITLE else DEFAULT_LANGUAGE


def is_document(path: str) -> bool:
    """Tell whether a path answers with the page document rather than a file or a message."""
    return not path.startswith(_NOT_DOCUMENTS) and "." not in path.rsplit("/", 1)[-1]


@cache
def early() -> str:
    """Ask the browser for the script that draws figures, the largest, before Streamlit does."""
    scripts = Path(st.__file__).parent / "static" / "static" / "js"
    return "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{script.name}">'
        for script in scripts.glob("PlotlyChart.*.js")
    )


def head(language: str) -> str:
    """Write what our pages add to the document's head."""
    description = escape(DESCRIPTION[language], quote=True)
    pieces = "".join(
        '<link rel="preload" as="font" type="font/woff2" crossorigin '
        f'href="./app/static/{FONT_FOLDER}/PretendardVariable.subset.{piece}.woff2">'
        for piece in FONT_PIECES[language]
    )
    return (
        f'<meta name="description" content="{description}">'
        f'<link rel="stylesheet" href="./app/static/{FONT_FOLDER}/pretendard.css">'
        '<link rel="stylesheet" href="./app/static/style.css">'
        '<script defer src="./app/static/page.js"></script>'
        f"{pieces}"
    )


def rewrite(document: str, language: str) -> str:
    """Put a document into a language and give it our font, style sheet and script."""
    document = document.replace('<html lang="en">', f'<html lang="{language}">', 1)
    document = _UNUSED_LINKS.sub("", document)
    document = _NO_SCRIPT_BLOCK.sub(f"<noscript><p>{NO_SCRIPT[language]}</p></noscript>", document)
    document = re.sub(r"<title>.*?</title>", f"<title>{TITLE[language]}</title>", document, count=1)
    return document.replace("</head>", f"{head(language)}</head>", 1)


class OwnDocument:
    """Middleware that rewrites the page document and puts headers on every answer."""

    def __init__(self, app: ASGIApp, origin: Callable[[], str | None] = lambda: None) -> None:
        """Stand in front of ``app``; ``origin`` is where people sign in, None where nobody does."""
        self.app = app
        self.origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; mend the answer when it is a page document."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        send = _protecting(send, scope["path"], self.origin())
        if scope["method"] == "GET" and is_document(scope["path"]):
            has_figures = scope["path"].rstrip("/") not in WITHOUT_FIGURES
            answer = _DocumentAnswer(
                send, language_asked(scope["query_string"]), early() if has_figures else ""
            )
            await self.app(_uncompressed(scope), receive, answer)
        else:
            await self.app(scope, receive, send)


class _DocumentAnswer:
    """Collects an answer; sends it on rewritten when it is HTML, as it is when not."""

    def __init__(self, send: Send, language: str, early: str) -> None:
        self.send = send
        self.language = language
        self.early = early
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        self.body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._finish()

    async def _finish(self) -> None:
        assert self.start is not None, "an answer has a start before it has a body"
        headers = MutableHeaders(raw=self.start["headers"])
        body, document = self.body, ""
        if headers.get("content-type", "").startswith("text/html"):
            document = rewrite(body.decode(), self.language)
            document = document.replace("</head>", f"{self.early}</head>", 1)
            body = document.encode()
            headers["content-length"] = str(len(body))
            for validator in ("etag", "last-modified"):  # they describe the file, not this text
                del headers[validator]
        protect(headers, document)
        await self.send({**self.start, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": body})


def _protecting(send: Send, path: str, origin: str | None) -> Send:
    """Wrap ``send`` so that an answer starts with protective and caching headers."""
    is_encrypted = (origin or "").startswith("https:")
    is_static = path.startswith(_STATIC)

    async def protecting(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            if "Content-Security-Policy" not in headers:
                protect(headers)
            if is_encrypted:
                headers["Strict-Transport-Security"] = ENCRYPTED_ONLY
            if message["status"] == 200 and path.startswith("/app/static/"):
                named_by_version = f"/{FONT_FOLDER}/" in path
                headers["Cache-Control"] = FOR_EVER if named_by_version else "no-cache"
            elif origin is not None and not is_static:
                headers["Cache-Control"] = UNKEPT
            message = {**message, "headers": headers.raw}
        await send(message)

    return protecting


def _uncompressed(scope: Scope) -> Scope:
    """Ask for a document as plain text, so that it can be rewritten."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}


@asynccontextmanager
async def serving(_app: st.App) -> AsyncIterator[None]:
    """Print the dashboard's address as the last line before it serves; leave nothing behind."""
    log.begin()  # once more, over what others have set up since
    metrics.listen()
    under_way.listen(log.tell)
    stopping.begin()
    files.watch()
    if sign_in.is_required() is None:  # another program serves this one
        sign_in.decide(sign_in.secrets_file(), st.get_option("server.address") or "")
    know_the_pages()
    address = st.get_option("server.address") or "127.0.0.1"
    sys.stdout.write(f"http://{address}:{st.get_option('server.port')}\n")
    sys.stdout.flush()
    yield


def know_the_pages() -> None:
    """Import what pages are drawn with before the first asks for it, and take it as given.

    When a script ends, Streamlit has Python look through every object for what may be forgotten
    (``runner.postScriptGC``): with all that is imported it took 130 ms, in which nobody was
    answered.
    """
    for module in walk_packages(shared.__path__, f"{shared.__name__}."):
        import_module(module.name)
    gc.collect()
    gc.freeze()


def apologise(error: Exception) -> bool:
    """Say in the page's language that it failed; what failed stands in the log, not on the page."""
    metrics.script_failures.inc()
    # The session's: a page is drawn in a thread that knows no request.
    log.REQUEST.set(st.context.headers.get(HEADER) or "")
    _LOG.error("", exc_info=error, extra={"event": "page_failed"})
    st.error(SORRY[language_asked(urlencode(st.query_params.to_dict()).encode())])
    return True


# Streamlit gives each of its loggers a handler; what they say goes our way.
streamlit_logger.setup_formatter = log.hand_on
LOGGING_CONFIG.update(handlers={}, loggers={})  # uvicorn's own lines likewise
# It says of a failed page what we say, with the words of the exception.
logging.getLogger("streamlit.error_util").disabled = True
# It asks to be started again for settings that we give it as it starts.
logging.getLogger("streamlit.config").addFilter(
    lambda record: "please restart streamlit" not in str(record.msg)
)

# pages/ holds the files of st.navigation in app.py. Until app.py has run once, Streamlit takes the
# folder for its older kind of pages and a link opened cold would skip the frame.
PagesManager.uses_pages_directory = False

store = Store()
state = State(store)
metrics = Metrics(state)
stopping = Stopping()
files = inside.Files()

app = st.App(
    "app.py",
    lifespan=serving,
    routes=health.routes(state, metrics, stopping, health.monitoring_token(sign_in.secrets_file())),
    middleware=[
        Middleware(Watching, metrics),
        Middleware(Closing, stopping),
        Middleware(OwnDocument, inside.origin),
        Middleware(Cookies, inside.is_encrypted),
        Middleware(Gate, inside.inside(files), store.folder / "access"),
        Middleware(TurnedAway),
    ],
    on_script_error=apologise,
)


def without_waiting(bind: Callable[..., socket.socket]) -> Callable[..., socket.socket]:
    """Let a bound socket, and every connection that it accepts, send what is small at once.

    Streamlit binds its socket without saying that it is TCP, and asyncio then leaves it as the
    system made it: the end of an answer waits until the browser confirms its head, 40 ms each time.
    """

    @wraps(bind)
    def bound(*args: object, **kwargs: object) -> socket.socket:
        listening = bind(*args, **kwargs)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening

    return bound


starlette_server._get_uvicorn_config_kwargs = inside.limited(
    starlette_server._get_uvicorn_config_kwargs
)
starlette_server._bind_socket = without_waiting(starlette_server._bind_socket)


def main() -> None:
    """Serve until interrupted, on the port given as ``--port`` or the one in the configuration."""
    options = argparse.ArgumentParser(description="Serve the dashboard.")
    options.add_argument("--port", type=int, default=None)
    options.add_argument("--address", default=st.get_option("server.address"))
    options.add_argument("--stop-within", type=float, default=stopping.within)
    given = options.parse_args()
    stopping.within = given.stop_within
    log.begin()
    stopping.expect()
    secrets = sign_in.secrets_file()
    try:
        sign_in.decide(secrets, given.address)
    except Refused as refused:
        raise SystemExit(refused.say("ko")) from None
    # Only this file: one in the home folder would be read as well.
    config = {"secrets.files": [str(secrets)], "server.address": given.address}
    app.run(config=config if given.port is None else config | {"server.port": given.port})
    stopping.end()


if __name__ == "__main__":
    main()
