"""A partner by quarter grid in which the five states look different from each other, also without colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup

from dashboard import points, words
from dashboard.markup import scrolling, tag
from metrics.indicator import Unit
from metrics.series import Point
from vocabulary.state import State

STEPS = (0.5, 0.7, 0.85, 0.95)
"""Where the shade changes; five shades."""

_CLASSES = {State.NOT_REPORTED: "gap", State.NOT_APPLICABLE: "na", State.SUPPRESSED: "held"}
_TEXTS = {State.NOT_REPORTED: "none", State.NOT_APPLICABLE: "·", State.SUPPRESSED: "held"}


@dataclass(frozen=True)
class Grid:
    """Figures by row and column; a cell that is not there is not applicable.

    Args:
        rows, columns: their names, in order.
        cells: by row and column.
        there: of each cell, the address of the rows behind it.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Point]
    there: Mapping[tuple[str, str], str | None] = field(default_factory=dict)


def heat_grid(grid: Grid, corner: str, caption: str) -> Markup:
    """Draw the grid as a real table; every cell says itself in words to a screen reader."""
    head = tag("tr", tag("td", tag("span", corner, class_="visually-hidden")), [_column(name) for name in grid.columns])
    rows = [
        tag("tr", tag("th", row, scope="row"), [_cell(grid, row, column) for column in grid.columns])
        for row in grid.rows
    ]
    table = tag(
        "table",
        tag("caption", caption, class_="visually-hidden"),
        tag("thead", head),
        tag("tbody", rows),
        class_="heat",
    )
    return scrolling(table, caption, "scroll newest-last") + _key()


def _cell(grid: Grid, row: str, column: str) -> Markup:
    return cell(grid.cells.get((row, column)), grid.there.get((row, column)))


def cell(point: Point | None, there: str | None = None) -> Markup:
    """One cell: shade and number, or the look of its state; a click leads to the rows behind it."""
    state = point.state if point else State.NOT_APPLICABLE
    if not state.is_number:
        said = words.STATE_WORDS[state]
        return tag("td", _TEXTS[state], class_=_CLASSES[state], title=said, aria_label=said)
    said = f"{words.figure(point, Unit.SHARE)}, {words.counts(point, Unit.SHARE)}"
    if points.is_small(point, Unit.SHARE):
        return tag("td", words.counts(point, Unit.SHARE), class_=f"small s{shade(point.value)}", title=said,
                   data_there=there)  # fmt: skip
    text = words.figure(point, Unit.SHARE).removesuffix(f"{words.SPACE}%")
    provisional = " provisional" if point.provisional else ""
    return tag("td", text, class_=f"h{shade(point.value)}{provisional}", title=said, data_there=there)


def shade(value: float) -> int:
    """1 to 5."""
    return 1 + sum(value >= step for step in STEPS)


def _column(name: str) -> Markup:
    return tag("th", name, scope="col")


def _key() -> Markup:
    edges = [0, *(round(step * 100) for step in STEPS), 100]
    ranges: Sequence[str] = [f"{low} to {high}{words.SPACE}%" for low, high in pairwise(edges)]
    shades = [tag("span", tag("i", class_=f"h{at}"), text) for at, text in enumerate(ranges, start=1)]
    states = [
        tag("span", tag("i", sample, class_=class_), text)
        for class_, sample, text in (
            ("small", "", f"fewer than {words.counted(points.FEWEST_FOR_PERCENT, 'case')}"),
            ("gap", "", "not reported"),
            ("na", "·", "not applicable"),
            ("held", "", "withheld"),
        )
    ]
    return tag("p", shades, states, class_="key")
