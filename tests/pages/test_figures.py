"""What holds of every figure on every page."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go
import pytest

from tests.charts.gate import missing_glyphs, texts_of, told_by_colour_alone
from tests.pages.reading import LANGUAGES, Shown, words

Open = Callable[..., Shown]
DRAWN = ("overview", "region_map", "model_types", "year_on_year", "spread", "evaluation")
pages = pytest.mark.parametrize("name", DRAWN)
languages = pytest.mark.parametrize("language", LANGUAGES)


@languages
@pages
def test_a_figure_has_a_title(open_page: Open, name: str, language: str) -> None:
    figures = open_page(name, language=language).figures
    assert [key for key, figure in figures.items() if len(figure.title) < 3] == []


@languages
@pages
def test_a_figure_has_its_unit(open_page: Open, name: str, language: str) -> None:
    lead = "(단위: " if language == "ko" else "(Unit: "
    for figure in open_page(name, language=language).figures.values():
        assert any(note.startswith(lead) for note in figure.annotations), figure.title


@languages
@pages
def test_a_figure_names_source_date_state_and_mark(
    open_page: Open, name: str, language: str
) -> None:
    say = words(language)
    parts = [say("common.source"), say("release.provisional"), say("common.demonstration")]
    for figure in open_page(name, language=language).figures.values():
        assert any(all(part in note for part in parts) for note in figure.annotations), figure.title


@languages
@pages
def test_alternative_text_states_a_finding_with_a_number(
    open_page: Open, name: str, language: str
) -> None:
    for figure in open_page(name, language=language).figures.values():
        told = figure.alternative_text.replace(figure.title, "")
        assert any(letter.isdigit() for letter in told), figure.alternative_text


@pages
def test_alternative_text_is_free_of_markup(open_page: Open, name: str) -> None:
    for figure in open_page(name).figures.values():
        assert not set("<>") & set(figure.alternative_text), figure.alternative_text


@pages
def test_plotly_accepts_every_part_of_a_figure(open_page: Open, name: str) -> None:
    for figure in open_page(name).figures.values():
        go.Figure(figure.spec)  # raises at a part that it does not know


@languages
@pages
def test_no_figure_tells_by_colour_alone(open_page: Open, name: str, language: str) -> None:
    for figure in open_page(name, language=language).figures.values():
        assert told_by_colour_alone(go.Figure(figure.spec)) == [], figure.title


@languages
@pages
def test_our_font_has_every_letter_of_a_figure(open_page: Open, name: str, language: str) -> None:
    for figure in open_page(name, language=language).figures.values():
        assert missing_glyphs(go.Figure(figure.spec)) == set(), figure.title


@pytest.mark.parametrize("key", ["map", "tiles"])
def test_every_province_carries_its_number_beside_its_colour(open_page: Open, key: str) -> None:
    shown = open_page("region_map", year="2027", indicator="jobs")
    written = shown.tables["map"]["실적 (명)"]
    texts = " ".join(texts_of(shown.figures[key].spec["data"]))
    assert [text for text in written if f"<b>{text}</b>" not in texts] == []


@pages
def test_a_figure_has_a_table_of_its_numbers(open_page: Open, name: str) -> None:
    shown = open_page(name)
    figures = {"map" if key == "tiles" else key for key in shown.figures}
    assert figures <= set(shown.tables)


@pages
def test_a_table_is_sent_only_when_it_is_unfolded(open_page: Open, name: str) -> None:
    folded = Shown.opened(name)
    assert set(folded.tables) & set(folded.figures) == set()


@pages
def test_dark_figures_use_light_ink(open_page: Open, name: str) -> None:
    light = open_page(name)
    light.app.context["theme"] = "dark"
    light.app.run()
    inks = {figure.spec["layout"]["font"]["color"] for figure in light.figures.values()}
    assert inks == {"#e6e8ea"}
