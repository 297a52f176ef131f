"""Colours given to meanings, light and dark; the look every chart starts from.

House rules: grey for the ordinary, blue for improvement, orange for concern, never red against green, and a
shape and a word beside every colour. `tests/dashboard/test_theme.py` computes the contrast of every pair.
"""

from collections.abc import Mapping
from typing import Any

from metrics.series import Meaning, Variation

FONT = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'

LIGHT: Mapping[str, str] = {
    "ground": "#f5f6f8",  # behind the panels
    "paper": "#ffffff",  # a panel
    "sunk": "#eff2f5",  # inside a panel: an empty bar, a table head
    "line": "#dde2e8",  # between things; carries no meaning
    "edge": "#838d99",  # around what can be clicked
    "ink": "#1b2430",
    "muted": "#56616e",
    "link": "#0b4f86",
    "brand": "#12335a",
    "better": "#0063a8",
    "worse": "#b34a00",
    "special": "#5e3a87",  # unusual, and neither better nor worse; events
    "common": "#7b8693",  # ordinary points and lines
    "band": "#ebeff3",  # ordinary variation
    "fill": "#3d6f9e",  # bars
    "better_wash": "#eaf3fa",
    "worse_wash": "#fcf1e8",
    "heat1": "#e4eef7",
    "heat2": "#c2d9ec",
    "heat3": "#92bade",
    "heat4": "#2f6fa6",
    "heat5": "#0b4577",
    "on_heat_low": "#1a2431",  # text on heat1 to heat3
    "on_heat_high": "#fefefe",  # text on heat4 and heat5
}

DARK: Mapping[str, str] = {
    "ground": "#0f141a",
    "paper": "#171e27",
    "sunk": "#202935",
    "line": "#2b3542",
    "edge": "#76828f",
    "ink": "#e7ebf0",
    "muted": "#a3aebb",
    "link": "#8fc4f0",
    "brand": "#dce8f6",
    "better": "#6fb6ef",
    "worse": "#f29b5e",
    "special": "#bfa3e6",
    "common": "#8793a1",
    "band": "#242e3a",
    "fill": "#5f94c4",
    "better_wash": "#172a3b",
    "worse_wash": "#33241a",
    "heat1": "#1f3246",
    "heat2": "#23405c",
    "heat3": "#2b5a86",
    "heat4": "#74aedd",
    "heat5": "#b5d7f4",
    "on_heat_low": "#eef2f6",
    "on_heat_high": "#10161d",
}

TEXT_PAIRS = (
    *(
        (text, ground)
        for text in ("ink", "muted", "link", "brand", "better", "worse", "special")
        for ground in ("ground", "paper", "sunk")
    ),
    ("better", "better_wash"),
    ("worse", "worse_wash"),
    ("ink", "better_wash"),
    ("ink", "worse_wash"),
    *(("on_heat_low", heat) for heat in ("heat1", "heat2", "heat3")),
    *(("on_heat_high", heat) for heat in ("heat4", "heat5")),
)
"""Text and what it stands on: at least 4.5 to 1."""

GRAPHIC_PAIRS = tuple(
    (mark, ground)
    for mark in ("edge", "common", "fill", "better", "worse", "special", "link")
    for ground in ("paper", "ground", "band")
    if (mark, ground) not in {("edge", "band")}
)
"""Marks, control borders and focus rings, and what they stand on: at least 3 to 1."""

_OF_MEANING = {Meaning.IMPROVEMENT: "better", Meaning.CONCERN: "worse", Meaning.NEUTRAL: "special"}
_OF_VARIATION = {
    Variation.IMPROVING: "better",
    Variation.WORSENING: "worse",
    Variation.SPECIAL_HIGH: "special",
    Variation.SPECIAL_LOW: "special",
    Variation.COMMON: "muted",
    Variation.NOT_JUDGED: "muted",
    Variation.TOO_FEW: "muted",
    Variation.NO_DATA: "muted",
}


def of_meaning(meaning: Meaning) -> str:
    """The name of the colour of a signal; `var(--name)` in CSS, `LIGHT[name]` in a figure."""
    return _OF_MEANING[meaning]


def of_variation(variation: Variation) -> str:
    """The name of the colour of a verdict."""
    return _OF_VARIATION[variation]


def stylesheet() -> str:
    """The palettes as CSS variables; dark by the system's wish or by the reader's, whichever was said last."""
    light, dark = _variables(LIGHT), _variables(DARK)
    return (
        f":root{{color-scheme:light;{light}--font:{FONT}}}"
        f'@media screen and (prefers-color-scheme:dark){{:root:not([data-theme="light"]){{color-scheme:dark;{dark}}}}}'
        f'@media screen{{:root[data-theme="dark"]{{color-scheme:dark;{dark}}}}}'
    )


def contrast(one: str, other: str) -> float:
    """Contrast of two colours written as #rrggbb, 1 to 21. Source: WCAG 2.2, relative luminance."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def layout(**more: Any) -> dict[str, Any]:
    """The part of a Plotly layout that all our figures share, overlaid by *more*.

    Figures are plain dicts and speak in the light palette; `assets/house.js` swaps each colour for its dark
    twin when the page is dark, which is why no two meanings share a light colour.
    """
    shared = {
        "template": {},
        "autosize": True,
        "margin": {"l": 48, "r": 16, "t": 12, "b": 36},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12.5, "color": LIGHT["muted"]},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": LIGHT["paper"],
            "bordercolor": LIGHT["edge"],
            "font": {"color": LIGHT["ink"], "family": FONT, "size": 13},
        },
        "xaxis": axis(showgrid=False),
        "yaxis": axis(),
    }
    return shared | more


def axis(**more: Any) -> dict[str, Any]:
    """One axis in the house look, overlaid by *more*."""
    shared = {
        "gridcolor": LIGHT["line"],
        "zeroline": False,
        "linecolor": LIGHT["line"],
        "ticks": "",
        "fixedrange": True,
        "automargin": True,
    }
    return shared | more


def _variables(palette: Mapping[str, str]) -> str:
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in palette.items())


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
