"""Pretendard in what leaves the house: whole for our own browser, a few glyphs for a file."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache
from html import escape
from types import MappingProxyType
from typing import Final

import uharfbuzz

from monitor.vocabulary import ROOT

FOLDER: Final = ROOT / "static" / "pretendard-1.3.9" / "whole"
FAMILY: Final = "Pretendard"
WEIGHTS: Final[Mapping[int, str]] = MappingProxyType(
    {400: "Pretendard-Regular.ttf", 700: "Pretendard-Bold.ttf"}
)


def machine_settings(known: str) -> str:
    """Return settings for fontconfig: what the machine has, and our font where it has none.

    Without a single font of the machine, Chromium loses those that a page brings.
    """
    return (
        f'<fontconfig><include ignore_missing="yes">{escape(known)}</include>'
        f"<dir>{escape(str(FOLDER))}</dir></fontconfig>"
    )


def embedded(text: str) -> str:
    """Return style rules that carry the letters of a text, in both weights."""
    letters = frozenset(text)
    return "".join(
        f"@font-face{{font-family:{FAMILY};font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{base64.b64encode(_glyphs(weight, letters)).decode()})}}"
        for weight in WEIGHTS
    )


def _glyphs(weight: int, letters: frozenset[str]) -> bytes:
    """Return a font with these letters alone, and how they stand to each other."""
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(ord(letter) for letter in letters)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    # Without the forms that a letter takes beside others: no program finds its letter again.
    wanted.drop_table_tag_set.add(int.from_bytes(b"GSUB"))
    face = uharfbuzz.subset(_whole(weight), wanted)
    return bytes(face.blob.data)


@cache
def _whole(weight: int) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FOLDER / WEIGHTS[weight])))
