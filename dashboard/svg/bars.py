"""Counts as bars, now against before: the solid bar is now, the thin line under it is before."""

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.markup import tag


def bars(rows: Sequence[tuple[str, int, int | None]], now: str, before: str) -> Markup:
    """Draw (name, count now, count before) as a list that reads as words where nothing is drawn."""
    most = max([1, *(count for _, now_count, before_count in rows for count in (now_count, before_count or 0))])
    items = [
        tag("li", tag("span", name), _bar(count, earlier, most), _said(count, earlier)) for name, count, earlier in rows
    ]
    keys = [tag("span", tag("i", class_=class_), text) for class_, text in (("now", now), ("before", before))]
    return tag("ul", items, class_="bars") + tag("p", keys, class_="key")


def _bar(count: int, earlier: int | None, most: int) -> Markup:
    before = None if earlier is None else tag("span", class_="before", style=f"width:{earlier / most:.1%}")
    return tag("span", tag("span", class_="now", style=f"width:{count / most:.1%}"), before, class_="pair")


def _said(count: int, earlier: int | None) -> list[Markup]:
    return [tag("b", f"{count:,}"), tag("span", "" if earlier is None else f"was {earlier:,}", class_="was")]
