"""Reading a page: what a person would see of it, taken from what Streamlit was told to draw."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from monitor.figures.view import vocabulary
from monitor.wording import Words, number_text, signed_text

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGES = (
    *("overview", "progress", "region_map", "model_types", "year_on_year", "linkage", "spread"),
    "selection",
    *("evaluation", "panel", "project", "dictionary", "verify", "builder"),
)
LANGUAGES = ("ko", "en")
FOLDS = (
    *("briefing", "attention"),
    *("attainment", "money", "map", "years", "causes", "regions", "types", "cohorts"),
    *("type-money", "type-stages", "type-indicator", "type-distribution", "type-matrix"),
    *("type-distinction", "digests"),
    *("rank", "measured", "self", "movers", "flow", "by-model-type", "by-region"),
    *("profile", "sheet-matrix", "grade-moves", "stability"),
    *("ministry-flow", "ministry-matrix", "partner-kinds", "partner-roles", "partner-quarters"),
    *("partner-values", "rings", "network", "product-sides", "product-kinds", "product-quarters"),
    *("links", "shared", "partner-list", "products"),
    *("partners", "findings", "corrections", "documents"),
    *("application", "adoptions", "awards", "aftercare"),
    *("routes", "curve", "begun", "models", "before-now", "after-quarters", "award-matrix"),
    *("model-events", "incentives", "funnel", "outcomes-by-type", "outcomes-by-region", "rates"),
    *("selection-matrix", "scores", "call-days", "call-money"),
    *("anomalies", "pace", "gantt", "stages-region", "stages-model-type", "slip-region"),
    *("slip-model-type", "passing", "national-budget", "sources", "forecast"),
    "year-end",
)
SUMMED = tuple(
    indicator.indicator
    for indicator in vocabulary().indicators.values()
    if indicator.across_projects != "none"
)


@dataclass(frozen=True)
class Figure:
    """A figure as it was sent to the browser."""

    spec: dict[str, Any]
    alternative_text: str

    @property
    def title(self) -> str:
        return plain(str(self.spec["layout"]["title"]["text"]))

    @property
    def annotations(self) -> list[str]:
        return [plain(note["text"]) for note in self.spec["layout"]["annotations"]]


@dataclass(frozen=True)
class Link:
    """By what a page is opened: whose store it shows, what is unfolded, and its address."""

    store: str
    name: str
    unfold: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]

    def opened(self) -> AppTest:
        """Open the page in a session of its own."""
        app = AppTest.from_file(APP, default_timeout=60)
        # The harness would look through every installed package for components, each time.
        app._bidi_component_manager = BidiComponentManager()
        app.query_params.update(dict(self.parameters))
        for key in self.unfold:
            app.session_state[f"fold {key}"] = True
        if self.name != "overview":
            app._page_hash = calc_hash(self.name)
        return app.run()


@dataclass(frozen=True)
class Read:
    """A page as every test finds it that only reads it, with its figures."""

    app: AppTest
    figures: dict[str, Figure]

    @classmethod
    @lru_cache(maxsize=150)
    def of(cls, link: Link) -> Read:
        """Open a page of a store that nobody writes to, once for all who read it."""
        app = link.opened()
        return cls(app, _figures(app))


class Shown:
    """A page that is open: in a session of its own once something is done on it.

    What is only read is read off one session, which nobody acts in.
    """

    def __init__(self, link: Link) -> None:
        self._link = link
        self._own: AppTest | None = None

    @classmethod
    def opened(
        cls, name: str = "overview", unfold: tuple[str, ...] = (), **parameters: str
    ) -> Shown:
        """Open a page in a session of its own."""
        shown = cls.to_read(name, unfold, **parameters)
        shown._own = shown._link.opened()
        return shown

    @classmethod
    def to_read(
        cls, name: str = "overview", unfold: tuple[str, ...] = FOLDS, **parameters: str
    ) -> Shown:
        """Open a page of a store that no test writes to, with all that is folded away."""
        store = os.environ.get("MONITOR_STORE", "")
        return cls(Link(store, name, unfold, tuple(parameters.items())))

    @property
    def app(self) -> AppTest:
        """The harness of a session that nobody else reads."""
        if self._own is None:
            self._own = self._link.opened()
        return self._own

    @property
    def _seen(self) -> AppTest:
        return Read.of(self._link).app if self._own is None else self._own

    def follow(self, **parameters: str) -> Shown:
        """Follow a link to the same page."""
        self.app.query_params.update(parameters)
        self.app.run()
        return self

    def choose(self, key: str, option: str) -> Shown:
        """Choose an option of a filter by its id."""
        widget = next(w for w in (*self.app.selectbox, *self.app.button_group) if w.key == key)
        widget.set_value(option)
        self.app.run()
        return self

    def turn_to(self, name: str) -> Shown:
        """Follow the menu to another page, which drops the address."""
        self.app._page_hash = "" if name == "overview" else calc_hash(name)
        self.app.query_params.clear()
        self.app.run()
        return self

    def click(self, figure: str, region: str) -> Shown:
        """Remember a click on a province, as the map's own callback does."""
        self.app.session_state["region"] = region
        self.app.run()
        return self

    @property
    def failed(self) -> list[str]:
        exceptions = [str(exception.message) for exception in self._seen.exception]
        return [*exceptions, *(plain(str(error.value)) for error in self._seen.error)]

    @property
    def title(self) -> str:
        (title,) = self._seen.title
        return str(title.value)

    @property
    def address(self) -> dict[str, str]:
        return dict(self._seen.query_params)

    @property
    def announced(self) -> list[str]:
        """What the page says it did not understand."""
        return [plain(info.value) for info in self._seen.info]

    @property
    def texts(self) -> list[str]:
        """Every sentence on the page outside tables, tiles and figures."""
        app = self._seen
        elements = (*app.title, *app.subheader, *app.caption, *app.markdown, *app.info)
        return [plain(str(element.value)) for element in elements]

    @property
    def tiles(self) -> dict[str, str]:
        return {plain(metric.label): str(metric.value) for metric in self._seen.metric}

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its key."""
        return {
            str(block.key).split()[1]: element.value.map(plain)
            for block, element in self.elements()
            if element.type == "table"
        }

    @property
    def figures(self) -> dict[str, Figure]:
        """Every figure by its key."""
        return Read.of(self._link).figures if self._own is None else _figures(self._own)

    def elements(self) -> Iterator[tuple[Any, Any]]:
        """Yield every element behind the block that it stands in."""
        return _with_parents(self._seen)

    def options(self, key: str) -> list[str]:
        """Return what a filter offers, in words."""
        widget = next(w for w in (*self._seen.selectbox, *self._seen.button_group) if w.key == key)
        return [str(option) for option in widget.options]


def _figures(app: AppTest) -> dict[str, Figure]:
    return {
        str(element.key): Figure(json.loads(element.proto.spec), element.proto.alt)
        for _, element in _with_parents(app)
        if element.type == "plotly_chart"
    }


def _with_parents(app: AppTest) -> Iterator[tuple[Any, Any]]:
    def below(block: Any) -> Iterator[tuple[Any, Any]]:
        for child in block.children.values():
            yield block, child
            if hasattr(child, "children"):
                yield from below(child)

    yield from below(app._tree)


def plain(text: str) -> str:
    """Return a text as it is read, without links, Markdown's escapes and plotly's markup."""
    unlinked = re.sub(r"(?<!\\)\[((?:\\.|[^\\\]])*)\]\(/[^)]*\)", r"\1", str(text))
    unescaped = re.sub(r"\\([^\w\s])", r"\1", unlinked)
    return re.sub(r"<br>", " ", re.sub(r"</?(?:b|span)[^>]*>", "", unescaped))


def written(indicator: str, value: float) -> str:
    """Write a value as the reference data say: divided and rounded by its unit."""
    units = {row["unit"]: row for row in vocabulary().rows("units")}
    unit = units[vocabulary().indicators[indicator].unit]
    return number_text(value, int(unit["decimals"]), int(unit["divisor"]))


def written_change(indicator: str, row: Any) -> str:
    """Write a change on the year before in Korean: % of an amount, %p or the unit of a rate."""
    known = vocabulary().indicators[indicator]
    if not known.is_rate:
        return signed_text(row.change_percent, 1, "%")
    units = {each["unit"]: each["name_ko"] for each in vocabulary().rows("units")}
    unit = units[known.unit]
    return signed_text(row.change, 1, "%p" if unit == "%" else unit)


def words(language: str) -> Words:
    return Words("en" if language == "en" else "ko")
