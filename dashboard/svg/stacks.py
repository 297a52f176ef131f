"""Answers on a scale, one bar of 100 % a row: grey for the low answers, blue for the high ones, each with its share."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard import words
from dashboard.markup import tag
from metrics.indicator import Unit

LEAST_LABELLED = 0.07
"""A narrower part has no room for its share; the table twin has it."""


@dataclass(frozen=True)
class Stack:
    """One row.

    Args:
        name: of what.
        counts: answers, from the lowest to the highest; empty where they must not be shown or there are none.
        figure: the headline share, as words.
        instead: what is said where there are no counts ("withheld").
        there: the address of the rows behind the figure; `behind` those of each count.
    """

    name: str
    counts: tuple[int, ...]
    figure: str
    instead: str = ""
    there: str | None = None
    behind: tuple[str | None, ...] = ()


def stacks(rows: Sequence[Stack], answers: Sequence[str], head: str) -> Markup:
    """Draw rows of one scale.

    Args:
        answers: what each step of the scale is called, from the lowest to the highest.
        head: what the figure at the right of each row is.
    """
    keys = [tag("span", tag("i", class_=f"answer{at}"), text) for at, text in enumerate(answers, start=1)]
    items = [_row(row) for row in rows]
    top = tag("li", tag("span"), tag("span", keys, class_="key"), tag("span", head, class_="of"), class_="top")
    return tag("ul", top, items, class_="stacks")


def _row(row: Stack) -> Markup:
    total = sum(row.counts)
    if not total:
        return tag("li", tag("span", row.name), tag("span", row.instead, class_="state held-row"), tag("b", "–"))
    ways = row.behind or (None,) * len(row.counts)
    several = enumerate(zip(row.counts, ways, strict=True), start=1)
    bar = [_part(at, count, count / total, there) for at, (count, there) in several if count]
    n = tag("span", f"{total:,} answers", class_="of")
    figure = tag("a", row.figure, href=row.there, class_="behind-it") if row.there else row.figure
    return tag("li", tag("span", row.name, n), tag("span", bar, class_="stack"), tag("b", figure))


def _part(at: int, count: int, share: float, there: str | None) -> Markup:
    text = words.amount(share, Unit.SHARE) if share >= LEAST_LABELLED else ""
    return tag("i", text, class_=f"answer{at}", style=f"flex-grow:{count}", title=f"{count:,} answered {at}",
               data_there=there)  # fmt: skip
