"""What draws and what reads: fonts, the browser, the reading process. Each is tried out."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from typing import Final

from monitor.briefing.browser import Stage
from monitor.briefing.renderer import Limits, Renderer
from monitor.intake.reading_pool import Pool
from monitor.operation.doctor.finding import Finding, Patient, broken, well
from monitor.wording import Refused

_FONTS: Final = "static/pretendard-1.3.9"
_SUMS: Final = "SHA256SUMS"
_LINE: Final = re.compile(r"^([0-9a-f]{64})  (\S+)$", re.MULTILINE)
_SHOWN: Final = 5
_LIMITS: Final = Limits(start=10, drawing=5, printing=5, patience=5)
_DRAWN: Final = "<p>확인</p>"
_WORKBOOK: Final = "구분,값\n확인,1\n".encode()
# A reader starts in less than a tenth of the first, and cannot read in the second.
_ENOUGH: Final = 1_500_000_000
_TOO_LITTLE: Final = 1_000_000
_READ_WITHIN: Final = 10.0


def fonts(patient: Patient) -> Iterator[Finding]:
    """Are the pieces of the font and the whole fonts there, and what they were?"""
    folder = patient.root / _FONTS
    try:
        listed = _LINE.findall((folder / _SUMS).read_text(encoding="ascii"))
    except OSError:
        listed = []
    if not listed:
        yield broken("fonts_unlisted", file=f"{_FONTS}/{_SUMS}")
        return
    wrong = []
    for digest, name in listed:
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            wrong.append(name)
    if wrong:
        yield broken("fonts_wrong", count=len(wrong), names=", ".join(wrong[:_SHOWN]))
    else:
        yield well("fonts_well", count=len(listed))


def renderer(_patient: Patient) -> Iterator[Finding]:
    """Does the browser start and draw, within a time?"""
    begun = time.monotonic()
    own = Renderer(_LIMITS)  # not the server's: that one works for others

    async def drawn(stage: Stage) -> bytes:
        return await stage.print(_DRAWN)

    try:
        is_drawn = own.run(drawn, _LIMITS.printing).startswith(b"%PDF")
    except Refused as refused:
        key = "browser_missing" if refused.key == "renderer_missing" else "browser_failed"
        yield broken(key)
        return
    finally:
        own.stop()
    if is_drawn:
        yield well("browser_well", seconds=f"{time.monotonic() - begun:.1f}")
    else:
        yield broken("browser_failed")


def reader(_patient: Patient) -> Iterator[Finding]:
    """Does a reading process read, and stop where its memory is bounded?"""
    free, bounded = Pool(1, _ENOUGH, _READ_WITHIN), Pool(1, _TOO_LITTLE, _READ_WITHIN)
    try:
        if free.read(_WORKBOOK, "확인", ()).received is None:
            yield broken("reader_failed")
        elif bounded.read(_WORKBOOK * 50_000, "확인", ()).received is not None:
            yield broken("reader_unbounded")
        else:
            yield well("reader_well")
    finally:
        free.close()
        bounded.close()
