"""Which rules were broken most, quarter by quarter: what stands rule by rule beside first-pass acceptance (DQ-02)."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from dashboard import words
from dashboard.desk import Desk
from dashboard.markup import tag
from dashboard.panels import plain_table
from dashboard.screen import Table
from expectations.dataset import Effect
from vocabulary.period import Month, Quarter

QUARTERS = 4
RULES_SHOWN = 12
_ASKED = (Effect.REFUSE_SUBMISSION, Effect.REFUSE_ROW, Effect.WARN)
_DOES = {Effect.REFUSE_SUBMISSION: "nothing loads", Effect.REFUSE_ROW: "holds rows back", Effect.WARN: "warns"}


@dataclass(frozen=True)
class Broken:
    """What was broken in the last quarters.

    Args:
        quarters: oldest first, by the day on which files were received.
        files: how many files were received in each.
        rules: by rule, dataset, effect and reason; for each quarter the rows that broke it, and the files.
    """

    quarters: tuple[Quarter, ...]
    files: tuple[int, ...]
    rules: dict[tuple[str, str, str, str], tuple[tuple[int, int], ...]]


def found(desk: Desk) -> Broken:
    """Read the ledger of the four quarters up to its newest file; most rows first, then most files."""
    newest = desk.warehouse.last_received(desk.scope)
    last = _quarter_of(newest.date() if newest else desk.today)
    quarters = tuple(last + back for back in range(1 - QUARTERS, 1))
    since = dt.datetime.combine(quarters[0].first.first_day, dt.time(), dt.UTC)
    received = desk.warehouse.received(desk.scope, since)
    sent = {name: _quarter_of(moment.date()) for name, moment in received.items()}
    told = desk.warehouse.broken(sorted(sent))
    told = told[told["effect"].isin([str(effect) for effect in _ASKED])]
    told = told.assign(quarter=told["submission"].map(sent))
    rules = {
        key: tuple(_counts(part[part["quarter"] == quarter]) for quarter in quarters)
        for key, part in told.groupby(["rule", "dataset", "effect", "reason"])
    }
    files = tuple(sum(each == quarter for each in sent.values()) for quarter in quarters)
    return Broken(quarters, files, dict(sorted(rules.items(), key=_most_first)))


def _quarter_of(day: dt.date) -> Quarter:
    return Quarter.of(Month.of(day))


def _counts(part: pd.DataFrame) -> tuple[int, int]:
    return int(part["broken_count"].sum()), int(part["submission"].nunique())


def _most_first(rule: tuple[tuple, tuple[tuple[int, int], ...]]) -> tuple:
    key, counts = rule
    return -sum(rows for rows, _ in counts), -sum(files for _, files in counts), key


def draw(broken: Broken) -> Markup | None:
    """The whole panel; None where nothing was received."""
    if not any(broken.files):
        return None
    count = words.counted(len(broken.rules), "rule")
    until = broken.quarters[-1].name
    title = f"{words.sentence(count)[:-1]} broken in the four quarters to {until}" if broken.rules else "Every rule held"
    note = (
        "By the day on which files were received: rows that broke the rule, and in how many files. "
        "What is sent again and broken again counts again."
    )
    head = tag("div", tag("h2", title, class_="panel-title"), tag("p", note, class_="panel-note"))
    return tag(
        "section", tag("div", head, class_="panel-head"), plain_table(_table(broken)) if broken.rules else None,
        class_="panel full", id="panel-broken",
    )  # fmt: skip


def _table(broken: Broken) -> Table:
    shown = list(broken.rules.items())[:RULES_SHOWN]
    of = [f"{quarter.name}, {_of(files, 'file')}" for quarter, files in zip(broken.quarters, broken.files, strict=True)]
    more = len(broken.rules) - len(shown)
    caption = "Rules broken, most rows first" + (f"; {words.counted(more, 'more rule')} with fewer" if more else "")
    return Table(
        caption=caption,
        head=("Rule", "What it does", *of),
        rows=tuple(
            (f"{rule}{f' · {dataset}' if dataset else ''}: {reason}", _DOES[Effect(effect)], *map(_said, counts))
            for (rule, dataset, effect, reason), counts in shown
        ),
    )


def _said(counts: tuple[int, int]) -> str:
    rows, files = counts
    if not files:
        return "–"
    return f"{_of(rows, 'row')} in {_of(files, 'file')}" if rows else _of(files, "file")


def _of(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else one + 's'}"
