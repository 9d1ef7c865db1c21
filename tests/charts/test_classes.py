"""Classes: no value changes its class for a rounder break, none is empty, change is mirrored."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.charts.classes import (
    METHODS,
    Classes,
    Method,
    classify,
    classify_change,
    simplest_between,
)
from monitor.charts.theme import DARK, LIGHT
from monitor.wording import number_text

numbers = st.floats(-1e12, 1e12, allow_subnormal=False)
some = st.lists(numbers, min_size=1, max_size=40)
methods = st.sampled_from(METHODS)


@given(some, methods)
def test_there_are_no_more_classes_than_asked_for_or_than_distinct_values(
    values: list[float], method: Method
) -> None:
    assert 1 <= classify(values, method).count <= min(5, len(set(values)))


@given(some, methods)
def test_no_class_is_empty(values: list[float], method: Method) -> None:
    classes = classify(values, method)
    assert {classes.class_of(value) for value in values} == set(range(classes.count))


@given(some, methods)
def test_every_value_lies_between_the_breaks_of_its_class(
    values: list[float], method: Method
) -> None:
    classes = classify(values, method)
    for value in values:
        place = classes.class_of(value)
        assert place is not None
        assert classes.breaks[place] <= value <= classes.breaks[place + 1]


@given(some, methods)
def test_change_is_mirrored_at_zero_and_signs_never_share_a_class(
    values: list[float], method: Method
) -> None:
    classes = classify_change(values, method)
    assert list(classes.breaks) == [-edge for edge in reversed(classes.breaks)]
    assert classes.count % 2 == 0 and classes.count <= 6
    for value in values:
        place = classes.class_of(value)
        assert place is not None
        assert (place >= classes.count // 2) == (value >= 0)
        assert classes.breaks[place] <= value <= classes.breaks[place + 1]


@given(numbers, numbers)
def test_the_simplest_number_lies_between(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    assert low <= simplest_between(low, high) <= high


@pytest.mark.parametrize(
    ("low", "high", "simplest"),
    [
        (1187, 1243, 1200),
        (-3, 4, 0),
        (0.231, 0.244, 0.24),
        (10.5, 12, 12),
        (7, 7, 7),
        (-87, -62, -80),
    ],
)
def test_breaks_are_readable(low: float, high: float, simplest: float) -> None:
    assert simplest_between(low, high) == simplest


def test_quantiles_hold_about_equally_many() -> None:
    values = [float(value**3) for value in range(20)]
    classes = classify(values, "quantile")
    members = [classes.class_of(value) for value in values]
    assert [members.count(place) for place in range(5)] == [4, 4, 4, 4, 4]


def test_natural_breaks_fall_into_the_gaps() -> None:
    classes = classify([1, 2, 3, 100, 101, 102, 5000], "jenks", 3)
    assert [classes.class_of(value) for value in (3, 100, 102, 5000)] == [0, 1, 1, 2]


def test_many_equal_values_leave_one_class_to_themselves() -> None:
    classes = classify([0] * 16 + [5, 10])
    assert classes.class_of(0) == 0 and classes.class_of(5) == 1


def test_absent_values_are_passed_over() -> None:
    assert classify([math.nan, 3, 8]).breaks == classify([3, 8]).breaks
    assert classify([3, 8]).class_of(math.nan) is None
    assert classify([math.nan]).count == 0
    assert classify([]).class_of(3) is None


def test_breaks_of_several_years_hold_for_each_of_them() -> None:
    first, second = [1.0, 5, 9], [20.0, 40, 80]
    classes = classify([*first, *second])
    assert classes.covering(first) == classes == classes.covering(second)


def test_a_value_beyond_the_ends_stretches_the_end_only() -> None:
    classes = classify([10.0, 20, 30, 40, 50])
    wider = classes.covering([3, 70])
    assert wider.breaks[1:-1] == classes.breaks[1:-1]
    assert (wider.breaks[0], wider.breaks[-1]) == (3, 70)
    assert classify_change([-2, 5]).covering([-9]).breaks[-1] == 9


def test_labels_are_ranges_with_the_mark_for_negatives() -> None:
    assert Classes((1200, 3400, 3400), "jenks").labels(number_text) == ("1,200 – 3,400", "3,400")
    change = Classes((-5, 0, 5), "quantile", diverging=True)
    assert change.labels(number_text) == ("△5 – 0", "0 – 5")


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_class_has_a_colour_of_its_own(palette: type) -> None:
    for count in range(1, 6):
        breaks = tuple(float(edge) for edge in range(count + 1))
        assert len(set(Classes(breaks, "quantile").colours(palette.classes))) == count
    for half in range(1, 4):
        breaks = tuple(float(edge) for edge in range(-half, half + 1))
        colours = Classes(breaks, "quantile", diverging=True).colours(palette.diverging)
        assert len(set(colours)) == 2 * half


def test_breaks_that_fall_are_refused() -> None:
    with pytest.raises(ValueError, match="rise"):
        Classes((2, 1), "jenks")
