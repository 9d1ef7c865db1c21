"""A server with work under way: ``busy.py FOLDER WORKS_FOR STOPS_WITHIN PORT``.

It is the dashboard's own server in all but what it happens to be busy with.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import server
from monitor.briefing.renderer import print_pdf, renderer
from monitor.under_way import under_way


def _work(folder: Path, seconds: float) -> None:
    with under_way("export", "pdf"):
        print_pdf("<p>drawn</p>")
        browser = renderer()._browser
        assert browser is not None
        (folder / "browser").write_text(str(browser.subprocess.pid))
        time.sleep(seconds)
    (folder / "finished").touch()


if __name__ == "__main__":
    _, folder, works_for, stops_within, port = sys.argv
    threading.Thread(target=_work, args=[Path(folder), float(works_for)]).start()
    sys.argv = ["server.py", "--stop-within", stops_within, "--port", port]
    server.main()
