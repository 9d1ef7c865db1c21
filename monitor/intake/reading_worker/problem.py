"""Why a file is not read, and how much of a file is."""

from __future__ import annotations

import pickle
import struct
import zlib
from lzma import LZMAError
from typing import Any, Final
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from python_calamine import CalamineError

MEGABYTE: Final = 1_000_000
MAXIMUM_UNPACKED: Final = 300 * MEGABYTE
MAXIMUM_PARTS: Final = 5_000
MAXIMUM_CELLS: Final = 5_000_000
MAXIMUM_COLUMNS: Final = 1_000

# What unpackers, parsers and readers raise on bytes that only look like what they should be.
UNREADABLE: Final = (
    ArithmeticError,
    BadZipFile,
    CalamineError,
    EOFError,
    ExpatError,
    LZMAError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    pickle.PickleError,
    struct.error,
    zlib.error,
)


class Problem(Exception):
    """A file that is not read.

    Attributes:
        key: entry of the catalogue's section ``refused``; every such entry names ``{file}``.
        values: the other fields of the entry.
    """

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
