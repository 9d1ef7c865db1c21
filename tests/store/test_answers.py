"""Answers that are kept: the digest is of the values, not of how a library holds them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from monitor.store import Store, ask, questions
from monitor.store.answers import answer_from, canonical, digest_of
from tests.tiny import Tiny


def _digest(**columns: object) -> str:
    return digest_of(canonical(pd.DataFrame(columns)))


def test_the_form_is_the_values_and_nothing_else() -> None:
    answer = pd.DataFrame(
        {
            "region": ["seoul", None],
            "actual": [1.0, np.nan],
            "rate": [0.1, 2.0],
            "day": pd.to_datetime(["2027-03-31", None]),
            "open": pd.Series([True, None], dtype=object),
            "nothing": [np.nan, np.nan],
        }
    )
    assert canonical(answer).decode() == (
        '[["region","text",["seoul",null]],["actual","number",[1,null]],["rate","number",[0.1,2]],'
        '["day","date",["2027-03-31",null]],["open","truth",[true,null]],'
        '["nothing","empty",[null,null]]]'
    )


def test_how_a_column_is_held_does_not_count() -> None:
    whole = [1, 2, None]
    held = [
        pd.Series(whole, dtype="float64"),
        pd.Series(whole, dtype="Int64"),
        pd.Series(whole, dtype=object),
        pd.Series(whole, dtype="float64[pyarrow]"),
    ]
    assert len({_digest(n=each) for each in held}) == 1
    texts = [pd.Series(["가", None], dtype=kind) for kind in ("object", "string", "str")]
    assert len({_digest(name=each) for each in texts}) == 1
    days = [
        pd.Series([pd.Timestamp("2027-03-31")]).astype("datetime64[us]"),
        pd.Series([pd.Timestamp("2027-03-31")]).astype("datetime64[s]"),
        pd.Series([dt.date(2027, 3, 31)], dtype=object),
    ]
    assert len({_digest(day=each) for each in days}) == 1


def test_every_other_difference_counts() -> None:
    same = {"a": [1, 2], "b": [0.1, 0.2]}
    others = [
        {"a": [1, 3], "b": [0.1, 0.2]},
        {"a": [1, 2], "b": [0.1, 0.2 + 2**-54 * 2]},
        {"a": ["1", "2"], "b": [0.1, 0.2]},
        {"a": [2, 1], "b": [0.1, 0.2]},
        {"c": [1, 2], "b": [0.1, 0.2]},
        {"b": [0.1, 0.2], "a": [1, 2]},
        {"a": [1, None], "b": [0.1, 0.2]},
    ]
    assert len({_digest(**each) for each in [same, *others]}) == 1 + len(others)


@pytest.mark.parametrize("parts", [1, 3])
def test_an_answer_in_parts_is_the_same_answer(tiny: Tiny, parts: int) -> None:
    answer = tiny.ask("indicators/by_region", indicator="jobs", year=2027, basis=17)
    cut = [answer.iloc[part::parts] for part in range(parts)]
    joined = pd.concat(cut).sort_index()
    assert canonical(joined) == canonical(answer)


def test_an_answer_comes_back_as_it_was(tiny: Tiny) -> None:
    answer = tiny.ask("indicators/by_region", indicator="jobs", year=2027, basis=17)
    form = canonical(answer)
    assert canonical(answer_from(form)) == form
    assert answer_from(form)["actual"].dropna().tolist() == answer["actual"].dropna().tolist()


@pytest.mark.slow
def test_every_question_of_the_demonstration_can_be_kept(demonstration: Store) -> None:
    release = demonstration.release()
    for name, each in questions().items():
        if any(parameter.default is None for parameter in each.parameters):
            continue
        form = canonical(ask(name, release=release))
        assert canonical(answer_from(form)) == form, name
