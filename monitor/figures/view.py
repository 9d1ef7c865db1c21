"""The view: who looks in which language at which release on which basis, and how that is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from monitor.access import NOBODY, Who
from monitor.charts import Caption
from monitor.figures.memory import hear, remembered
from monitor.store import Manifest, Release, ask
from monitor.store.reference import reference_of
from monitor.vocabulary import Basis, Indicator, Vocabulary, reference_folder
from monitor.wording import (
    Language,
    Refused,
    Words,
    as_of_text,
    number_text,
    period_text,
    signed_text,
)

Measure = Literal["actual", "attainment", "change", "per_100_000"]
MEASURES: tuple[Measure, ...] = ("actual", "attainment", "change", "per_100_000")


def vocabulary() -> Vocabulary:
    """Return today's reference data, read and checked once a process."""
    return _vocabulary(reference_folder())


@cache
def _vocabulary(folder: Path) -> Vocabulary:
    return Vocabulary(folder)


def identity(release: Release) -> str:
    """Return what names a release's content for the cache, as far as it is open to the reader.

    The content never changes, nor does an answer.
    """
    members = release.members("read_score")
    scores = "all" if members is None else " ".join(sorted(members))
    return f"{release.manifest.release} {release.manifest.content_digest} {scores}"


def _answer(release: Release, question: str, parameters: dict[str, Any]) -> pd.DataFrame:
    answer = ask(question, release=release, **parameters)
    answer.attrs |= {"question": question, "parameters": parameters}
    hear(answer)
    return answer


@dataclass(frozen=True)
class View:
    """One reader's view. Pages take everything they show from here."""

    language: Language
    release: Release | None
    basis: Basis
    dark: bool
    is_earlier: bool = False  # a newer release is published: links must name this one

    @cached_property
    def words(self) -> Words:
        """Return the catalogue in the reader's language."""
        return Words(self.language)

    @cached_property
    def identity(self) -> str:
        """Return what all that is shown depends on, besides the choices of a page."""
        how = f"{self.language} {self.basis} {self.dark} {self.is_earlier}"
        return f"{identity(self.published)} {how}"

    @property
    def who(self) -> Who:
        """Return who looks."""
        actor = self.release.actor if self.release else None
        return actor.who if actor else NOBODY

    @property
    def published(self) -> Release:
        """Return the shown release.

        Raises:
            Refused: ``no_release`` while nothing has been published.
        """
        if self.release is None:
            raise Refused("no_release")
        return self.release

    @property
    def manifest(self) -> Manifest:
        """Return what the shown release says of itself."""
        return self.published.manifest

    def ask(self, question: str, **parameters: Any) -> pd.DataFrame:
        """Ask the shown release; the same question is answered from memory, not to be changed."""
        release = self.published
        key = f"{identity(release)} {question} {parameters}"
        answer: pd.DataFrame = remembered(key, lambda: _answer(release, question, parameters))
        return answer

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the reference data of the shown release; today's while there is none."""
        return vocabulary() if self.release is None else reference_of(self.release)

    # ── names ────────────────────────────────────────────────────────────────────────────────

    def name(self, file: str, key: str | None, form: str = "name") -> str:
        """Return the label of a row of a reference file, the key itself where it has none."""
        return _labels(self.vocabulary, file, f"{form}_{self.language}").get(str(key), str(key))

    def region(self, region: str | None) -> str:
        """Return a province's short name; the whole programme when none is given."""
        if region is None or pd.isna(region):
            return self.words("common.nationwide")
        return self.name("regions", region, "short")

    @property
    def units(self) -> dict[str, str]:
        """Return the short names of the provinces of the basis, in the official order."""
        known = self.vocabulary.units_of(self.basis)
        return {unit.region: self.region(unit.region) for unit in known}

    def model_type(self, model_type: str, form: str = "short") -> str:
        """Return a model type's name; all of them for ``all``."""
        if model_type == "all":
            return self.words("common.all_types")
        return self.name("model_types", model_type, form)

    def status(self, status: str) -> str:
        """Return a status as shape and word: colour never stands alone."""
        return self.marked("statuses", status)

    def marked(self, file: str, key: str) -> str:
        """Return the label of a row of a reference file behind its shape."""
        symbol = _labels(self.vocabulary, file, "symbol")[key]
        return f"{symbol}\N{NO-BREAK SPACE}{self.name(file, key)}"

    def colours(self, file: str) -> dict[str, str]:
        """Return the colours of a reference file's rows in the reader's theme."""
        return _labels(self.vocabulary, file, "colour_dark" if self.dark else "colour")

    def indicator(self, indicator: str) -> Indicator:
        """Return an indicator of the catalogue."""
        return self.vocabulary.indicators[indicator]

    def definition(self, indicator: str) -> str:
        """Return an indicator's definition."""
        return self.name("indicators", indicator, "definition")

    def indicator_name(self, indicator: str) -> str:
        """Return an indicator's name."""
        return self.name("indicators", indicator)

    # ── numbers ──────────────────────────────────────────────────────────────────────────────

    def unit(self, indicator: str, measure: Measure = "actual") -> str:
        """Return the unit in which a measure of an indicator is written."""
        own = self.name("units", self.indicator(indicator).unit)
        if measure == "attainment":
            return "%"
        if measure == "per_100_000":
            return self.words("common.per_100_000", unit=own)
        if measure == "change":
            if not self.indicator(indicator).is_rate:
                return "%"
            return "%p" if own == "%" else own
        return own

    def write(self, indicator: str, value: float | None, measure: Measure = "actual") -> str:
        """Write a value of a measure of an indicator, without its unit."""
        row = _unit_row(self.vocabulary, self.indicator(indicator).unit)
        if measure == "attainment":
            return number_text(value, 1)
        if measure == "change":
            return signed_text(value, 1)
        decimals = 1 if measure == "per_100_000" else int(row["decimals"])
        return number_text(value, decimals, int(row["divisor"]))

    def amount(self, indicator: str, value: float | None) -> str:
        """Write a value with its unit: ``12,345명``, ``12,345 people``."""
        text, unit = self.write(indicator, value), self.unit(indicator)
        if text == "–":
            return text
        return f"{text}{unit}" if unit == "%" or self.is_korean else f"{text} {unit}"

    def write_mean(self, indicator: str, value: float | None) -> str:
        """Write a mean per project: one digit more than its sum has."""
        row = _unit_row(self.vocabulary, self.indicator(indicator).unit)
        return number_text(value, max(1, int(row["decimals"])), int(row["divisor"]))

    def signed(self, indicator: str, value: float | None) -> str:
        """Write a difference in the indicator's own unit, with its sign."""
        row = _unit_row(self.vocabulary, self.indicator(indicator).unit)
        scaled = None if value is None or pd.isna(value) else value / int(row["divisor"])
        return signed_text(scaled, int(row["decimals"]))

    def divisor(self, indicator: str) -> int:
        """Return what stored values are divided by for showing: 1,000,000 for 백만원."""
        return int(_unit_row(self.vocabulary, self.indicator(indicator).unit)["divisor"])

    def million_won(self, won: float | None) -> str:
        """Write an amount of 원 in 백만원, without the unit."""
        return number_text(won, 0, 1_000_000)

    @property
    def is_korean(self) -> bool:
        """Say whether the reader reads Korean."""
        return self.language == "ko"

    def period(self, year: int) -> str:
        """Return a year as the release covers it: ``2027년``, ``2028년 상반기``."""
        return period_text(year, self.quarter(year), self.language)

    def quarter(self, year: int) -> int:
        """Return the last quarter of a year that the release covers."""
        return self.manifest.last_quarter_of(year)

    @property
    def years(self) -> list[int]:
        """Return the years that the release covers."""
        return list(range(self.manifest.first_year, self.manifest.last_year + 1))

    def period_to(self, year: int, quarter: int) -> str:
        """Return a year up to a given quarter."""
        return period_text(year, quarter, self.language)

    # ── captions ─────────────────────────────────────────────────────────────────────────────

    @property
    def state(self) -> str:
        """Return 잠정 or 확정."""
        return self.words(f"release.{self.manifest.release_state}")

    @property
    def source_line(self) -> str:
        """Return the line under every figure: source, as-of date, state, demonstration mark."""
        line = f"{self.words('common.source')} · {self.as_of_line}"
        if self.manifest.is_demonstration:
            return f"{line}<br>{self.words('common.demonstration')}"
        return line

    @property
    def register_line(self) -> str:
        """Return the line under what the ministry itself keeps."""
        of_ministry = self.words("common.register_source")
        return self.source_line.replace(self.words("common.source"), of_ministry, 1)

    def register_caption(self, title: str, unit: str) -> Caption:
        """Return what stands around a figure of what the ministry itself keeps."""
        return replace(self.caption(title, unit), source=self.register_line)

    @property
    def as_of_line(self) -> str:
        """Return the as-of date with 잠정 or 확정."""
        return f"{as_of_text(self.manifest.as_of, self.language)} ({self.state})"

    def finding(self, title: str, *, highest: str | None, lowest: str | None) -> str:
        """Return a figure's finding: its highest and lowest, or that there are no data."""
        if highest is None or lowest is None:
            return self.words("common.no_finding", title=title)
        return self.words("common.finding", title=title, highest=highest, lowest=lowest)

    def finding_of(
        self, title: str, labels: Iterable[str], values: Iterable[float], written: Iterable[str]
    ) -> str:
        """Return the finding of labelled values: the highest and the lowest of them."""
        known = [row for row in zip(values, labels, written, strict=True) if not pd.isna(row[0])]
        if not known:
            return self.finding(title, highest=None, lowest=None)
        (_, top, top_text), (_, low, low_text) = max(known), min(known)
        return self.finding(title, highest=f"{top} {top_text}", lowest=f"{low} {low_text}")

    def narrowed(self, title: str, region: str = "all", model_type: str = "all") -> str:
        """Return a title that names the province and the type it is narrowed to, if any."""
        parts = [self.region(region)] if region != "all" else []
        parts += [self.model_type(model_type)] if model_type != "all" else []
        return ", ".join([title, *parts])

    def caption(self, title: str, unit: str) -> Caption:
        """Return what stands around a figure of this view."""
        return Caption(title, unit, self.source_line, self.language, self.dark)


@cache
def _labels(known: Vocabulary, file: str, column: str) -> dict[str, str]:
    rows = known.rows(file)
    key = next(iter(rows[0]))
    return {row[key]: row[column] for row in rows}


@cache
def _unit_row(known: Vocabulary, unit: str) -> dict[str, str]:
    return next(row for row in known.rows("units") if row["unit"] == unit)
