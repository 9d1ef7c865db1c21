"""The numbers of an exhibit as a table of HTML: headings that are headings, as wide as the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from monitor.charts.lettering import text_width

_SIZES: Final = (10.0, 9.0, 8.0, 7.0)  # points
_SIDES: Final = 8.0  # points beside the text of a cell
_WIDEST: Final = 9.0  # ems that a column of texts needs at least, when it has more
_TOGETHER: Final = 22  # rows that stay on one page


def table(
    columns: Mapping[str, Sequence[str]],
    numeric: frozenset[str],
    caption: str,
    width: float,
    changed: frozenset[tuple[int, str]] = frozenset(),
) -> str:
    """Return a table; what is too wide goes on below, its first column repeated.

    Args:
        columns: texts by heading; each row begins with what it is of.
        numeric: headings of columns of numbers.
        caption: finished HTML.
        width: of the page, in points.
        changed: cells to be marked, by row and heading.
    """
    size, groups = _divided(columns, numeric, width)
    return "".join(
        _table({name: columns[name] for name in group}, numeric, caption, size, changed)
        for group in groups
    )


def _divided(
    columns: Mapping[str, Sequence[str]], numeric: frozenset[str], width: float
) -> tuple[float, list[list[str]]]:
    """Return the size of the letters, and the columns that stand beside each other."""
    needs = {
        name: min(_need(name, cells, name in numeric), width / 2.2 / _SIZES[-1])
        for name, cells in columns.items()
    }
    for size in _SIZES:
        if sum(needs.values()) * size + len(needs) * _SIDES <= width:
            return size, [list(columns)]
    size = _SIZES[-2]
    first, *others = columns
    groups: list[list[str]] = [[first]]
    for name in others:
        group = [*groups[-1], name]
        if len(group) > 2 and sum(needs[n] * size + _SIDES for n in group) > width:
            groups.append([first, name])
        else:
            groups[-1] = group
    return size, groups


def _need(heading: str, cells: Sequence[str], is_number: bool) -> float:
    """Return how many ems a column needs: numbers whole, texts and headings broken at spaces."""
    widest = max((text_width(text, 1) for text in cells), default=0)
    words = [*heading.split(), *([] if is_number else " ".join(cells).split())]
    longest = max((text_width(word, 1) for word in words), default=0)
    return max(longest, widest if is_number else min(widest, _WIDEST))


def _table(
    columns: Mapping[str, Sequence[str]],
    numeric: frozenset[str],
    caption: str,
    size: float,
    changed: frozenset[tuple[int, str]],
) -> str:
    count = max((len(cells) for cells in columns.values()), default=0)
    heads = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in columns)
    rows = "".join(
        f"<tr>{''.join(_cells(columns, numeric, row, changed))}</tr>" for row in range(count)
    )
    whole = " whole" if count <= _TOGETHER else ""
    return (
        f'<table class="numbers{whole}" style="font-size:{size:g}pt"><caption>{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cells(
    columns: Mapping[str, Sequence[str]],
    numeric: frozenset[str],
    row: int,
    changed: frozenset[tuple[int, str]],
) -> Iterator[str]:
    for place, (heading, cells) in enumerate(columns.items()):
        text = escape(cells[row])
        if (row, heading) in changed:
            text = f"<mark>{text}</mark>"
        look = ' class="number"' if heading in numeric else ""
        yield f'<th scope="row"{look}>{text}</th>' if place == 0 else f"<td{look}>{text}</td>"
