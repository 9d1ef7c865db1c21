"""Five sentences in 개조식: gains, risks, money, evaluation, spread, each from its own answer.

A sentence is written where its answer has the numbers for it; else it is left out, and the reason
is told in its place. Emphasis stands between two asterisks on either side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

import pandas as pd

from monitor.briefing.speaker import Speaker, is_known
from monitor.wording import EMPHASIS, number_text, signed_text

Answers = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Line:
    """One line and the figure behind it: a page with its choices, or a place of the overview."""

    text: str
    page: str
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def plain(self) -> str:
        """Return the line without emphasis."""
        return self.text.replace(EMPHASIS, "")


@dataclass(frozen=True)
class Sentence:
    """What the briefing says of one matter: the sentence, details below it, or why there is none.

    Attributes:
        kind: one of ``KINDS``.
        lines: the sentence (□), then its details (○); none where it is left out.
        missing: why it is left out.
    """

    kind: str
    lines: tuple[Line, ...]
    missing: str = ""


def sentences(answers: Answers, say: Speaker) -> list[Sentence]:
    """Write the sentences of ``KINDS`` from answers by kind."""
    told = []
    for kind, write in _WRITERS.items():
        missing = answers[kind].iloc[0]["missing"]
        if is_known(missing):
            told.append(Sentence(kind, (), say(f"missing_{missing}")))
        else:
            told.append(Sentence(kind, tuple(write(answers, say))))
    return told


def answers_of(
    ask: Callable[..., pd.DataFrame], *, year: int, quarter: int, basis: int
) -> dict[str, pd.DataFrame]:
    """Return what the sentences of a year are written from, by kind."""
    given = {"quarter": quarter, "basis": basis}
    return {
        kind: ask(f"briefing/{kind}", year=year, **{name: given[name] for name in names})
        for kind, names in _ASKED_WITH.items()
    }


def text_of(told: list[Sentence], say: Speaker, source: list[str]) -> str:
    """Return the briefing as text to paste: heading, sentences with their marks, source lines."""
    lines = [say("text_title", period=say.period)]
    for sentence in told:
        for number, line in enumerate(sentence.lines):
            lead = f"□ ({say.kind(sentence.kind)}) " if number == 0 else "  ○ "
            lines.append(lead + line.plain)
    return "\n".join([*lines, *left_out(told, say), *source]) + "\n"


def left_out(told: list[Sentence], say: Speaker) -> list[str]:
    """Return the line that says which sentences are left out and why; none where none is."""
    reasons = [
        say("left_out_one", kind=say.kind(sentence.kind), reason=sentence.missing)
        for sentence in told
        if sentence.missing
    ]
    return [say("left_out", reasons=say.joined(reasons))] if reasons else []


# ── each sentence ────────────────────────────────────────────────────────────────────────────────


def _gains(answers: Answers, say: Speaker) -> list[Line]:
    rows = _moved(answers, "gain")
    counts = answers["gains"].iloc[0]
    told = {key: number_text(counts[key]) for key in ("compared", "gained")}
    told["against"] = _against(say)
    if not rows:
        return [Line(say("gains_none", **told), "year_on_year", _year(say))]
    items = []
    for row in rows:
        change = say.change(row.indicator, row.change, row.change_percent)
        items.append(
            say(
                "item",
                indicator=say.label("indicators", row.indicator),
                amount=say.amount(row.indicator, row.actual),
                change=change,
            )
        )
    link = _year(say) | {"indicator": rows[0].indicator}
    return [
        Line(say("gains", items=say.joined(items), **told), "year_on_year", link),
        Line(say("gains_alike", items=_alike(rows, say)), "year_on_year", link),
    ]


def _risks(answers: Answers, say: Speaker) -> list[Line]:
    row = answers["risks"].iloc[0]
    before = ""
    if is_known(row["previous_at_risk"]):
        before = say("at_risk_before", count=number_text(row["previous_at_risk"]))
    counts = ("projects", "poor", "delayed", "overdue_follow_ups", "overdue_projects")
    told = {key: number_text(row[key]) for key in (*counts, "behind_projects", "behind_from")}
    lines = [Line(say("risks", before=before, **told), "#attention")]
    if is_known(row["project"]):
        worst = say(
            "worst",
            region=say.label("regions", row["region"], "short"),
            name=say.name(row["name"]),
            reason=say.reason(row["worst_measure"], row["worst_value"]),
        )
        lines.append(Line(worst, "project", {"project": row["project"]}))
    if lost := _moved(answers, "loss"):
        link = _year(say) | {"indicator": lost[0].indicator}
        lines.append(Line(say("lost", items=_alike(lost, say)), "year_on_year", link))
    return lines


def _money(answers: Answers, say: Speaker) -> list[Line]:
    row = answers["money"].iloc[0]
    change = ""
    if is_known(row["execution_rate_change"]):
        change = f"({_on_before(say, signed_text(row['execution_rate_change'], 1, '%p'))})"
        change = change if say.is_korean else f" {change}"
    told = say(
        "money",
        allocated=say.money(row["allocated"]),
        executed=say.money(row["executed"]),
        rate=number_text(row["execution_rate"], 1),
        change=change,
        pace=_pace(row, say),
    )
    link = _year(say) | {"part": "money"}
    lines = [Line(told, "progress", link)]
    if is_known(row["national_allocated"]):
        lines.append(Line(_national(row, say), "progress", link))
    if is_known(row["linked_money"]) and is_known(row["linked_policies"]):
        linked = say(
            "linked",
            money=say.money(row["linked_money"]),
            policies=number_text(row["linked_policies"]),
        )
        lines.append(Line(linked, "linkage", _year(say) | {"part": "policies"}))
    return lines


def _pace(row: Any, say: Speaker) -> str:
    """Say how execution stands to elapsed time; at the year's end, what was not spent."""
    if say.quarter == 4:
        return say("unspent", money=say.money(row["unspent"]))
    gap = number_text(abs(row["execution_gap"]), 1)
    order = "level" if gap == "0.0" else "behind" if row["execution_gap"] < 0 else "ahead"
    return say(f"pace_{order}", gap=gap, elapsed=number_text(row["elapsed"]))


def _national(row: Any, say: Speaker) -> str:
    budget = ""
    if is_known(row["national_budget"]):
        margin = say.money(row["budget_margin"])
        budget = say("budget", budget=say.money(row["national_budget"]), margin=margin)
    national = say(
        "national",
        allocated=say.money(row["national_allocated"]),
        executed=say.money(row["national_executed"]),
        rate=number_text(row["national_execution_rate"], 1),
    )
    return say.joined([national, budget])


def _evaluation(answers: Answers, say: Speaker) -> list[Line]:
    rows = answers["evaluation"]
    row = rows.iloc[0]
    year = str(int(row["year"]))
    change = ""
    if is_known(row["change"]):
        change = say("mean_change", change=signed_text(row["change"], 1))
    grades = [f"{each.value} {number_text(each.projects)}" for each in _of_kind(rows, "grade")]
    decisions = [
        say(
            "decided",
            decision=say.label("decisions", each.value),
            projects=number_text(each.projects),
        )
        for each in _of_kind(rows, "decision")
        if row["undecided"] < row["evaluated"]
    ]
    told = say(
        "evaluation",
        year=year,
        evaluated=number_text(row["evaluated"]),
        mean=number_text(row["mean"], 1),
        change=change,
        grades="·".join(grades) if say.is_korean else ", ".join(grades),
    )
    decided = "·".join(decisions) if say.is_korean else ", ".join(decisions)
    link = {"year": year, "part": "results"}
    lines = [Line(say.joined([told, decided]), "evaluation", link)]
    values = {"all": number_text(row["conditions"])}
    rest = [
        say(key, count=number_text(row[key]), **(values if key == "conditions_open" else {}))
        for key in ("conditions_open", "undecided", "withheld", "deviating")
        if row[key] > 0
    ]
    return [*lines, Line(say.joined(rest), "evaluation", link)] if rest else lines


def _spread(answers: Answers, say: Speaker) -> list[Line]:
    row = answers["spread"].iloc[0]
    models = number_text(row["models"])
    link = _year(say) | {"part": "models"}
    if not row["governments"] and not row["begun"]:
        return [Line(say("spread_none", models=models), "spread", link)]
    before = ""
    if is_known(row["previous_governments"]):
        before = say("governments_before", count=number_text(row["previous_governments"]))
    told = say(
        "spread",
        models=models,
        provinces=number_text(row["provinces"]),
        governments=number_text(row["governments"]),
        before=before,
        begun=number_text(row["begun"]),
    )
    ended = say("ended", count=number_text(row["ended"])) if row["ended"] else ""
    lines = [Line(say.joined([told, ended]), "spread", link)]
    if is_known(row["users"]):
        users = say(
            "adopted_users",
            users=number_text(row["users"]),
            reported=number_text(row["users_reported"]),
        )
        lines.append(Line(users, "spread", link))
    return lines


# ── what several share ───────────────────────────────────────────────────────────────────────────


def _moved(answers: Answers, direction: str) -> list[Any]:
    rows = answers["gains"]
    return list(rows[rows["direction"] == direction].itertuples(index=False))


def _of_kind(rows: pd.DataFrame, kind: str) -> list[Any]:
    return list(rows[rows["kind"] == kind].itertuples(index=False))


def _alike(rows: list[Any], say: Speaker) -> str:
    """Write the changes of projects that reported in both years."""
    return say.joined(
        say(
            "item_alike",
            indicator=say.label("indicators", row.indicator),
            change=say.change(row.indicator, row.alike_change, row.alike_change_percent),
            projects=number_text(row.alike_projects),
        )
        for row in rows
    )


def _against(say: Speaker) -> str:
    return say("before_year" if say.quarter == 4 else "before_period")


def _on_before(say: Speaker, change: str) -> str:
    return say("on_before", against=_against(say), change=change)


def _year(say: Speaker) -> dict[str, str]:
    return {"year": str(say.year)}


_WRITERS: Final[Mapping[str, Callable[[Answers, Speaker], list[Line]]]] = MappingProxyType(
    {
        "gains": _gains,
        "risks": _risks,
        "money": _money,
        "evaluation": _evaluation,
        "spread": _spread,
    }
)
KINDS: Final = tuple(_WRITERS)
# What the question of each sentence is asked with, besides the year.
_ASKED_WITH: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "gains": ("quarter",),
        "risks": ("quarter", "basis"),
        "money": ("quarter",),
        "evaluation": (),
        "spread": ("quarter", "basis"),
    }
)
