"""How the DuckDB files of a store are cut (docs/decisions/0029-block-size.md)."""

from __future__ import annotations

from typing import Final

# What DuckDB writes is rounded up to blocks, and a table of a few rows takes several: with its own
# 256 KiB, four fifths of a file were air. A file keeps the size that it was made with, whatever is
# said here; files of any size are read, written and attached side by side.
BLOCK_SIZE: Final = 16_384
# A file begins with three headers; blocks follow.
HEADERS: Final = 3 * 4096
