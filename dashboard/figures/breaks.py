"""Where the line of a chart is broken, and why: a dashed line from top to foot, and the reason at its top."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from dashboard.svg.breaks import Break
from dashboard.theme import LIGHT
from metrics.series import Series

_LINE = 16


def break_lines(breaks: Sequence[Break]) -> Iterator[dict[str, Any]]:
    """As Plotly shapes."""
    for each in breaks:
        yield {
            "type": "line", "yref": "paper", "x0": each.at - 0.5, "x1": each.at - 0.5, "y0": 0, "y1": 1,
            "line": {"width": 1, "dash": "dash", "color": LIGHT["ink"]},
        }  # fmt: skip


def break_labels(breaks: Sequence[Break], series: Series) -> Iterator[dict[str, Any]]:
    """As Plotly annotations, turned inward where there is no room."""
    for row, each in enumerate(breaks):
        is_late = each.at > len(series.points) / 2
        yield {
            "x": each.at - 0.5, "y": 1, "xref": "x", "yref": "paper", "xanchor": "right" if is_late else "left",
            "yanchor": "top", "xshift": -6 if is_late else 6, "yshift": -_LINE * row, "showarrow": False,
            "text": f"since {series.points[each.at].label}, {escape(each.text)}",
            "font": {"size": 12, "color": LIGHT["ink"]},
        }  # fmt: skip
