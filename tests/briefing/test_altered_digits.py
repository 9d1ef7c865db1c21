"""Documents as they leave the house: whichever digit somebody changes in one, it is found."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from monitor.briefing.altered import alterations
from monitor.briefing.contents import Contents, contents
from monitor.briefing.exhibit import Document
from monitor.briefing.report import write_report
from monitor.briefing.slides import write_slides
from monitor.briefing.workbook import write_appendix
from monitor.store.codes import code_from
from tests.briefing.exhibits import sample_document, sample_exhibit

DOCUMENT, *CODES = (code_from(letter * 64) for letter in "abc")


def write_annex(document: Document, _pictures: Mapping[str, bytes]) -> bytes:
    return write_appendix(document)


WRITERS = {"pptx": write_slides, "hwpx": write_report, "xlsx": write_annex}
# Where a document says something, and what stands there.
SAID = {
    "pptx": {
        r"ppt/slides/slide\d+.xml": r"<a:t>([^<]*)</a:t>",
        r"ppt/charts/chart\d+.xml": r"<c:v>([^<]*)</c:v>",
    },
    # Cells; a chart's copies of them are drawn anew whenever the workbook is opened.
    "xlsx": {
        r"xl/worksheets/sheet\d+.xml": r'<c r="\w+" s="\d+"><v>([^<]*)</v>',
        r"xl/sharedStrings.xml": r"<t[^>]*>([^<]*)</t>",
    },
    "hwpx": {
        r"Contents/section\d+.xml": r"<hp:t>([^<]*)</hp:t>",
        r"Chart/.*.xml": r"<c:v>([^<]*)</c:v>",
    },
}
CHANGES = 25


@cache
def _written(form: str) -> bytes:
    exhibits = [sample_exhibit(code=code) for code in CODES]
    return WRITERS[form](sample_document(exhibits=exhibits, code=DOCUMENT), {})


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _digits(form: str) -> Iterator[tuple[str, int]]:
    """Give every digit that the document says, by the part and the byte at which it stands."""
    for name, content in _parts(_written(form)).items():
        for pattern, text in SAID[form].items():
            if re.fullmatch(pattern, name):
                for said in re.finditer(text.encode(), content):
                    yield from (
                        (name, said.start(1) + digit.start())
                        for digit in re.finditer(rb"\d", said[1])
                    )


def _is_changed(before: Contents, after: Contents) -> bool:
    if after.codes != before.codes:
        return True
    return any(
        alterations(
            [part for part in before.parts if part.code == code],
            [part for part in after.parts if part.code == code],
        )
        for code in before.codes
    )


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_one_changed_digit_anywhere_in_a_document_is_found(form: str) -> None:
    before, parts = contents(_written(form), f"보고.{form}"), _parts(_written(form))
    assert set(CODES) <= set(before.codes)
    missed = []
    for name, at in random.Random(6).sample(list(_digits(form)), CHANGES):
        said = parts[name]
        digit = str((int(said[at : at + 1]) + 3) % 10).encode()
        changed = parts | {name: said[:at] + digit + said[at + 1 :]}
        if not _is_changed(before, contents(_zipped(changed), f"보고.{form}")):
            missed.append((name, said[at - 40 : at + 20].decode("utf-8", "replace")))
    assert missed == []


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_a_document_packed_again_says_the_same(form: str) -> None:
    before = contents(_written(form), "보고")
    again = contents(_zipped(dict(reversed(_parts(_written(form)).items()))), "보고")
    assert not _is_changed(before, again)
    assert before.by_code() == again.by_code()
