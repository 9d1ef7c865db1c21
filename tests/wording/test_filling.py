"""Fields of a sentence: emphasis, units, nouns that agree in number, particles behind them."""

from __future__ import annotations

import pytest

from monitor.wording.filling import Filling


@pytest.mark.parametrize(
    ("sentence", "value", "filled"),
    [
        ("{x:은/는}", "서울", "서울은"),
        ("{x:'이/가}", "제주", "'제주'가"),
        ("{x:*}", "40.7%", "**40.7%**"),
        ("{x:*개}", "3", "**3개**"),
        ("{x:*개을/를} 도입", "6", "**6개**를 도입"),
        ("{x:*곳을/를}", "6", "**6곳**을"),
        ("{x:*으로/로}", "서울", "**서울**로"),
        ("{x:*이/가}", "배정액(원)", "**배정액(원)**이"),
        ("{x:project|projects}", "1", "1\xa0project"),
        ("{x:project|projects}", "2", "2\xa0projects"),
        ("{x:project|projects}", "0", "0\xa0projects"),
        ("{x:project|projects}", "1,001", "1,001\xa0projects"),
        ("{x:*policy|policies}", "1", "**1\xa0policy**"),
    ],
)
def test_a_field_is_filled_as_its_format_says(sentence: str, value: str, filled: str) -> None:
    assert Filling().format(sentence, x=value) == filled
