"""The panels that every explore screen begins with."""

from collections.abc import Callable
from functools import partial
from typing import Any

from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.explore import comparison, multiples, tabs, topics, trend, why
from dashboard.explore.focus import Focus, Place, focus
from dashboard.quarterly.partners import draw_comparison
from dashboard.screen import Panel, Width
from metrics.catalogue import indicators


def opening(place: Place) -> tuple[Panel, ...]:
    """Tabs, chart and reasons side by side, then the partners."""
    return (
        Panel("tabs", partial(_focus, place=place), tabs.draw),
        Panel(trend.KEY, partial(_focus, place=place), trend.draw, Width.WIDE),
        Panel("why", partial(why.query, place=place), why.draw, Width.SIDE),
        Panel(multiples.KEY, partial(multiples.query, place=place), multiples.draw),
    )


def funnel(place: Place, usual: str) -> Panel:
    """Partners around the programme's share; *usual* is the code of the indicator shown where the focus is no share."""
    return Panel("comparison", partial(comparison.query, place=place, usual=usual), draw_comparison, Width.HALF)


def by_topic(place: Place, width: Width = Width.HALF) -> Panel:
    """The indicator in focus by course, theme or whatever its topics are."""
    return Panel("topics", partial(topics.query, place=place), topics.draw, width)


def of_all_partners(query: Callable[[Desk, Asked], Any]) -> Callable[[Desk, Asked], Any]:
    """The same query, whichever partners are chosen: for panels that set partners side by side."""

    def asked_of_all(desk: Desk, asked: Asked) -> Any:
        return query(desk, asked.choosing(asked.selection.narrowed()))

    return asked_of_all


def keys(place: Place) -> tuple[str, ...]:
    """Keys of the indicators that the screen shows at length."""
    known = {indicator.code: key for key, indicator in indicators().items()}
    return tuple(known[code] for code in place.codes)


def _focus(desk: Desk, asked: Asked, place: Place) -> Focus:
    return focus(desk, asked, place)
