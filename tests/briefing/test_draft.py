"""A draft: figures keep their order but for the one that is moved; lines are sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.briefing.draft import Draft, lines_of, sentences_in
from monitor.briefing.recipe import MOST_SENTENCES, Part, Piece
from monitor.wording import Refused
from tests.briefing.recipes import recipe

A, B, C = (Piece(f"overview/{name}", {}) for name in "abc")


def _draft() -> Draft:
    return Draft.of(recipe(parts=(Part("하나", (A, B)), Part("둘", (C,)))), "분기", 3)


def _order(draft: Draft) -> list[list[str]]:
    return [[e.piece.figure[-1] for e in group.entries] for group in draft.groups]


def test_a_draft_is_its_recipe() -> None:
    draft = _draft()
    assert Draft.of(draft.recipe).recipe == draft.recipe
    assert (draft.name, draft.version) == ("분기", 3)


def test_a_figure_moves_within_its_heading_and_over_its_end() -> None:
    draft = _draft()
    last = draft.entries[-1]
    for expected in ([["a", "b", "c"], []], [["a", "c", "b"], []], [["c", "a", "b"], []]):
        draft.move(last, -1)
        assert _order(draft) == expected
    draft.move(last, -1)
    assert _order(draft) == [["c", "a", "b"], []]
    for _ in range(3):
        draft.move(last, 1)
    assert _order(draft) == [["a", "b"], ["c"]]


def test_headings_move_and_figures_move_under_others() -> None:
    draft = _draft()
    first, second = draft.groups
    draft.move_to(draft.entries[0], second)
    draft.move_group(second, -1)
    draft.move_group(second, -1)
    assert draft.groups == [second, first]
    assert _order(draft) == [["c", "a"], ["b"]]


def test_a_figure_that_stands_twice_is_moved_by_itself() -> None:
    draft = Draft.of(recipe(A, B, A))
    draft.remove(draft.entries[2])
    assert _order(draft) == [["a", "b"]]
    draft.add(replace(A), "성과")
    assert _order(draft) == [["a", "b", "a"]]
    draft.add(A, "새 제목")
    assert _order(draft) == [["a", "b", "a"], ["a"]]


def test_lines_are_sentences_with_their_depth() -> None:
    told = ((0, "첫째"), (1, "둘째"), (2, "셋째"))
    assert lines_of(told) == "□ 첫째\n○ 둘째\n- 셋째"
    assert sentences_in(lines_of(told)) == told
    assert sentences_in("  □첫째 \n\n표시  없음\n-\n") == ((0, "첫째"), (1, "표시 없음"))


def test_sentences_that_no_document_takes_are_refused_rather_than_cut() -> None:
    assert len(sentences_in("하나\n" * MOST_SENTENCES)) == MOST_SENTENCES
    for lines in ("하나\n" * (MOST_SENTENCES + 1), "가" * 601):
        with pytest.raises(Refused, match="600자까지"):
            sentences_in(lines)
