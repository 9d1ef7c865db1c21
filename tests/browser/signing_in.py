"""A dashboard that people sign in to: its provider, one person of each role, their tabs."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from tests.access.roles import PEOPLE, World
from tests.browser.conftest import STILL, free_port, served_at, serving
from tests.browser.gate import settle

_SECRET: Final = "only-for-tests-" * 3
_SECRETS: Final = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{secret}"
[auth.office]
client_id = "dashboard"
client_secret = "only-for-tests"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
_FOLLOW: Final = """(path) => {
  history.pushState({}, "", path);
  window.dispatchEvent(new PopStateEvent("popstate"));
}"""
SIGN_IN: Final = "기관 계정으로 로그인"
SIGN_OUT: Final = "로그아웃"


@dataclass
class Dashboard:
    """The running dashboard, its provider, and the browser that looks at it."""

    address: str
    world: World
    provider: subprocess.Popen[bytes]
    browser: Browser

    def window(self) -> BrowserContext:
        """Open a window that knows nothing of the others."""
        return self.browser.new_context(
            viewport={"width": 1280, "height": 900},
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            reduced_motion=STILL,
        )

    def go(self, tab: Page, path: str = "/") -> Page:
        """Open an address and wait until all is drawn."""
        tab.goto(f"{self.address}{path}")
        settle(tab)
        return tab

    def turn(self, tab: Page, path: str) -> Page:
        """Follow an address as a link on a page does, without loading the dashboard anew."""
        tab.evaluate(_FOLLOW, path)
        tab.wait_for_function(
            "() => location.search.includes('basis=')"
        )  # the page says all it chose
        settle(tab)
        return tab

    def sign_in(self, tab: Page, account: str) -> Page:
        """Sign in as a person does, on the provider's page."""
        self.go(tab)
        tab.get_by_role("button", name=SIGN_IN).click()
        tab.locator("input[name=sub]").fill(account)
        tab.get_by_role("button", name="Authorize").click()
        tab.wait_for_url(f"{self.address}/**")
        settle(tab)
        return tab

    def signed_in(self, role: str) -> Page:
        """Return a tab of somebody who just signed in with a role."""
        return self.sign_in(self.window().new_page(), PEOPLE[role].account)

    def signed_in_at(self, role: str, issued_at: float) -> Page:
        """Return a tab with the cookie of a sign-in of another time."""
        claims = {
            "sub": PEOPLE[role].account,
            "iat": issued_at,
            "provider": "office",
            "is_logged_in": True,
            "origin": self.address,
        }
        value = create_signed_value(_SECRET, USER_COOKIE_NAME, json.dumps(claims)).decode()
        window = self.window()
        cookie: Any = {"name": USER_COOKIE_NAME, "value": value, "url": self.address}
        window.add_cookies([cookie])
        return window.new_page()


@contextmanager
def signed_in_dashboard(world: World, browser: Browser, folder: Path) -> Iterator[Dashboard]:
    """Serve a store to people who sign in with a provider of this machine."""
    port, provider_port = free_port(), free_port()
    address, provider = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{provider_port}"
    secrets = folder / "secrets.toml"
    secrets.write_text(_SECRETS.format(address=address, secret=_SECRET, provider=provider))
    command = served_at(port)
    known = {"MONITOR_STORE": str(world.folder), "MONITOR_SECRETS": str(secrets)}
    offering = subprocess.Popen(
        [Path(sys.executable).with_name("oidc-provider-mock"), "-p", str(provider_port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with serving(command, known, folder / "log.txt"):
            _wait_for(f"{provider}/.well-known/openid-configuration")
            yield Dashboard(address, world, offering, browser)
    finally:
        offering.send_signal(signal.SIGTERM)
        offering.wait(timeout=10)


def _wait_for(address: str) -> None:
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up:
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.1)
