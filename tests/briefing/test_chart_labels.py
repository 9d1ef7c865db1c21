"""Labels of native charts: each in its part, none over another."""

from __future__ import annotations

from lxml import etree
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.oxml.ns import qn

from monitor.briefing.chart_labels import Room, legible, sides
from monitor.briefing.native_chart import chart_xml
from monitor.charts.native import Plot, Series

ROOM = Room(460.0, 230.0, 10.0)


def stack(kind: str) -> Plot:
    parts = (("집행", (4_069.0, 35.0)), ("미교부", (3_511.0, 31.0)))
    series = tuple(
        Series(name, values, "#256ef4", texts=tuple(f"{value:,.0f}" for value in values))
        for name, values in parts
    )
    return Plot("bar" if kind == "bar" else "column", ("국비", "자부담"), series, stacked=True)


def ends(*values: float) -> Plot:
    series = (
        Series(f"선 {value}", (0.0, value), "#256ef4", "line", ("", f"{value:,.0f}"))
        for value in values
    )
    return Plot("line", ("1분기", "2분기"), tuple(series), lowest=0)


def test_a_number_that_its_part_cannot_hold_is_left_to_the_table() -> None:
    for kind in ("bar", "column"):
        assert [s.texts for s in legible(stack(kind), ROOM).series] == [
            ("4,069", ""),
            ("3,511", ""),
        ]


def test_lines_that_end_close_together_are_named_on_different_sides() -> None:
    found = sides(ends(100, 97, 94), ROOM)
    assert set(found) == {(0, 1), (1, 1), (2, 1)}
    assert len(set(found.values())) > 1


def test_an_end_without_a_free_side_is_left_to_the_table() -> None:
    assert len(sides(ends(*(100 + number / 10 for number in range(9))), ROOM)) == 2


def test_what_is_said_at_a_place_is_said_once() -> None:
    assert len(sides(ends(100, 100), ROOM)) == 1


def test_lines_far_apart_have_their_numbers_above() -> None:
    assert set(sides(ends(100, 20), ROOM).values()) == {XL_LABEL_POSITION.ABOVE}


def test_a_chart_writes_each_end_where_there_is_room_for_it() -> None:
    space = etree.fromstring(chart_xml(ends(100, 99)))
    places = [label.find(qn("c:dLblPos")) for label in space.iter(qn("c:dLbl"))]
    assert [place.get("val") for place in places if place is not None] == ["b"]
