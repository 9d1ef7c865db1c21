"""The pages of a Hancom document as another program draws them, to be tested and to be looked at.

``python -m tests.briefing.pages FILE.hwpx FOLDER`` leaves a PNG of each page in the folder.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from monitor.vocabulary import ROOT

_FOLDER = Path(__file__).with_name("rhwp")
_FONTS = ROOT / "static" / "pretendard-1.3.9"
_FAMILY = re.compile(r'font-family="[^"]*"')


def why_not() -> str:
    """Return why no page can be drawn here; nothing where one can."""
    if shutil.which("node") is None:
        return "node is not installed (Debian: apt-get install nodejs npm)"
    if not (_FOLDER / "node_modules" / "@rhwp" / "core").is_dir():
        return "@rhwp/core is not installed: make hancom"
    return ""


def pages(content: bytes) -> list[str]:
    """Return each page of a document as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "document.hwpx"
        file.write_bytes(content)
        command = ["node", str(_FOLDER / "draw.mjs"), str(file), folder]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return [page.read_text(encoding="utf-8") for page in sorted(Path(folder).glob("*.svg"))]


def _main(file: str, folder: str) -> None:
    import resvg_py

    Path(folder).mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages(Path(file).read_bytes()), start=1):
        # The fonts of Korean offices are not here: the project's own stands in for all of them.
        drawn = resvg_py.svg_to_bytes(
            svg_string=_FAMILY.sub('font-family="Pretendard"', page),
            zoom=1.5,
            background="#ffffff",
            font_dirs=[str(_FONTS)],
            font_family="Pretendard",
        )
        (Path(folder) / f"{number:03}.png").write_bytes(bytes(drawn))


if __name__ == "__main__":
    _main(*sys.argv[1:3])
