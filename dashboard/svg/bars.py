"""Counts as bars, now against before: the solid bar is now, the thin line under it is before."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.markup import tag


@dataclass(frozen=True)
class Bar:
    """One row.

    Args:
        count: now; `there` is the address of the rows behind it.
        earlier: before, None where that is not known; `there_earlier` is the address of the rows behind that.
    """

    name: str
    count: int
    earlier: int | None
    there: str | None = None
    there_earlier: str | None = None


def bars(rows: Sequence[Bar], now: str, before: str) -> Markup:
    """Draw the rows as a list that reads as words where nothing is drawn."""
    most = max([1, *(count for row in rows for count in (row.count, row.earlier or 0))])
    items = [tag("li", tag("span", row.name), _pair(row, most), _said(row)) for row in rows]
    keys = [tag("span", tag("i", class_=class_), text) for class_, text in (("now", now), ("before", before))]
    return tag("ul", items, class_="bars") + tag("p", keys, class_="key")


def _pair(row: Bar, most: int) -> Markup:
    before = None if row.earlier is None else tag("span", class_="before", style=f"width:{row.earlier / most:.1%}")
    now = tag("span", class_="now", style=f"width:{row.count / most:.1%}")
    return tag("span", now, before, class_="pair", data_there=row.there)


def _said(row: Bar) -> list[Markup]:
    earlier = "" if row.earlier is None else _way(f"was {row.earlier:,}", row.there_earlier)
    return [tag("b", _way(f"{row.count:,}", row.there)), tag("span", earlier, class_="was")]


def _way(text: str, there: str | None) -> Markup | str:
    return tag("a", text, href=there, class_="behind-it") if there else text
