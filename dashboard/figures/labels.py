"""Direct labels at the right edge of a chart: each beside its line, none over another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.theme import LIGHT

LINE = 16.5
"""Pixels that one line of a label takes: Plotly sets lines 1.3 times their letters' size apart."""


@dataclass(frozen=True)
class Label:
    """A text that belongs to a value.

    Args:
        value: where on the vertical axis it belongs.
        text: as Plotly writes it: `<b>` and `<br>` are understood.
        colour: a name of the palette.
        size: of its letters, in pixels.
    """

    value: float
    text: str
    colour: str = "muted"
    size: float = 12.5

    @property
    def height(self) -> float:
        return LINE * (1 + self.text.count("<br>"))


def annotations(labels: Sequence[Label], bottom: float, top: float, pixels: float) -> list[dict[str, Any]]:
    """Labels as Plotly annotations.

    Args:
        bottom, top: the values at the lower and upper end of the plot.
        pixels: the height of the plot.
    """
    natural = [(top - label.value) / (top - bottom) * pixels for label in labels]
    placed = spread(natural, [label.height for label in labels])
    return [_annotation(label, was - now) for label, was, now in zip(labels, natural, placed, strict=True)]


def spread(places: Sequence[float], heights: Sequence[float]) -> list[float]:
    """The same places, moved as little as needed so that things of these heights do not overlap.

    The sum of the squared moves is the least there is: neighbours that collide settle around their common middle.
    """
    order = sorted(range(len(places)), key=lambda at: places[at])
    offsets, beyond = {}, 0.0
    for at in order:
        offsets[at] = beyond + heights[at] / 2
        beyond += heights[at]
    groups: list[list[float]] = []
    for at in order:
        groups.append([places[at] - offsets[at], 1])
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            mean, count = groups.pop()
            groups[-1] = [
                (groups[-1][0] * groups[-1][1] + mean * count) / (groups[-1][1] + count),
                groups[-1][1] + count,
            ]
    settled = [mean for mean, count in groups for _ in range(int(count))]
    found = dict(zip(order, settled, strict=True))
    return [found[at] + offsets[at] for at in range(len(places))]


def _annotation(label: Label, up: float) -> dict[str, Any]:
    return {
        "x": 1, "xref": "paper", "xanchor": "left", "xshift": 10,
        "y": label.value, "yref": "y", "yanchor": "middle", "yshift": round(up, 1),
        "text": label.text, "align": "left", "showarrow": False,
        "font": {"color": LIGHT[label.colour], "size": label.size},
    }  # fmt: skip
