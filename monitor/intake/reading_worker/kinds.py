"""Which format a file is of: its content decides, never its name."""

from __future__ import annotations

import io
import struct
from typing import Final

from monitor.intake.reading_worker.archive import Archive
from monitor.intake.reading_worker.problem import Problem

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x1f\x8b", "GZIP"),
    (b"\x09\x00\x04\x00", "XLS 2.0"),
    (b"\x09\x02\x06\x00", "XLS 3.0"),
    (b"\x09\x04\x06\x00", "XLS 4.0"),
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
    (b"<head", "HTML"),
    (b"<meta", "HTML"),
    (b"<table", "HTML"),
    (b"<?xml", "XML"),
    (b'{"', "JSON"),
    (b'[{"', "JSON"),
)
# Streams at the root of an OLE file, in the order in which they decide.
_STREAMS: Final = (
    ("EncryptedPackage", "locked"),
    ("HwpSummaryInformation", "old_hwp"),
    ("BodyText", "old_hwp"),
    ("WordDocument", "DOC"),
    ("PowerPoint Document", "PPT"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_FILE_PASS: Final = 0x2F
_FIRST_RECORDS: Final = 2_000  # bytes
_ARCHIVES: Final = (
    ("xl/workbook.bin", "XLSB"),
    ("word/document.xml", "DOCX"),
    ("ppt/presentation.xml", "PPTX"),
)
_OPEN_DOCUMENTS: Final = "application/vnd.oasis.opendocument."
_HWPX: Final = frozenset({"application/hwp+zip", "application/owpml"})


def kind_of(content: bytes) -> tuple[str, Archive | None]:
    """Return the format (``xlsx``, ``xlsm``, ``xls``, ``ods``, ``hwpx``, ``csv``), and the archive.

    Raises:
        Problem: ``file_empty``, ``other_format``, ``old_hwp``, ``locked``, what ``Archive`` raises.
    """
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start and not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Problem("file_empty")
    if content.startswith(_ZIP):
        archive = Archive(content)
        return _kind_of_archive(archive), archive
    if content.startswith(_OLE):
        return _kind_of_ole(content), None
    if start.startswith(b"hwp document file"):
        raise Problem("old_hwp")
    for mark, kind in _OTHERS:
        if content.startswith(mark) or start.startswith(mark.lower()):
            raise Problem("other_format", kind=kind)
    return "csv", None


def _kind_of_archive(archive: Archive) -> str:
    mimetype = archive.begins("mimetype").decode("utf-8", "replace").strip()
    if mimetype in _HWPX or "Contents/content.hpf" in archive.names:
        return "hwpx"
    if mimetype.startswith(_OPEN_DOCUMENTS):
        kind = mimetype.removeprefix(_OPEN_DOCUMENTS)
        if kind.startswith("spreadsheet"):
            return "ods"
        raise Problem("other_format", kind={"text": "ODT", "presentation": "ODP"}.get(kind, "ODF"))
    for name, kind in _ARCHIVES:
        if name in archive.names:
            raise Problem("other_format", kind=kind)
    if "xl/workbook.xml" not in archive.names:
        raise Problem("other_format", kind="ZIP")
    return "xlsm" if "xl/vbaProject.bin" in archive.names else "xlsx"


def _kind_of_ole(content: bytes) -> str:
    """Return ``xls``, by the streams at the root: what is embedded in a document does not count."""
    from olefile import OleFileIO  # noqa: PLC0415 - only old files wait for it

    with OleFileIO(io.BytesIO(content)) as ole:
        streams = {path[0].strip("\5"): path[0] for path in ole.listdir(storages=True)}
        books = [streams[name] for name, kind in _STREAMS if kind == "xls" and name in streams]
        is_locked = bool(books) and _has_password(ole.openstream(books[0]).read(_FIRST_RECORDS))
    for stream, kind in _STREAMS:
        if stream not in streams:
            continue
        if kind == "xls" and is_locked:
            raise Problem("locked")
        if kind == "xls":
            return kind
        if kind in {"locked", "old_hwp"}:
            raise Problem(kind)
        raise Problem("other_format", kind=kind)
    raise Problem("not_a_workbook")


def _has_password(stream: bytes) -> bool:
    """Say whether a workbook's first records ask for a password.

    Sources: [MS-XLS] 2.1.7.20.3 (FilePass stands near the beginning), 2.4.117. calamine reads what
    follows it as if it were plain.
    """
    at = 0
    while at + 4 <= len(stream):
        record, size = struct.unpack_from("<HH", stream, at)
        if record == _FILE_PASS:
            return True
        at += 4 + size
    return False
