"""The panels that every explore screen begins with."""

from collections.abc import Callable
from functools import partial
from typing import Any

from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.explore import comparison, multiples, tabs, topics, trend, why
from dashboard.explore.focus import Place, focus
from dashboard.quarterly.partners import draw_comparison
from dashboard.screen import Drawn, Panel, Width
from metrics.catalogue import indicators, own_indicators

Query = Callable[[Desk, Asked], Any]


def everything(asked: Asked) -> Asked:
    """Pins a panel that everything asked can change."""
    return asked


def whatever_the_focus(asked: Asked) -> Asked:
    """Pins a panel that shows the same whichever indicator is brought forward."""
    return asked.focused("")


def whichever_partners(asked: Asked) -> Asked:
    """Pins a panel that sets all partners side by side, whichever are chosen."""
    return asked.choosing(asked.selection.narrowed())


def whichever_of_all(asked: Asked) -> Asked:
    """Pins a panel that neither the focus nor the partners chosen change."""
    return whichever_partners(whatever_the_focus(asked))


def kept_panel(
    key: str, query: Query, draw: Callable[[Any], Drawn], width: Width = Width.FULL,
    pins: Callable[[Asked], Asked] = everything,
) -> Panel:  # fmt: skip
    """A panel that an edition and a part of what was asked pin: drawn once, whoever of the same scope asks for it."""
    return Panel(key, partial(_kept, query=query, draw=draw, pins=pins), _as_drawn, width, pins)


def opening(place: Place) -> tuple[Panel, ...]:
    """Tabs, chart and reasons side by side, then the partners."""
    return (
        kept_panel("tabs", partial(focus, place=place), tabs.draw),
        kept_panel(trend.KEY, partial(focus, place=place), trend.draw, Width.WIDE),
        kept_panel("why", partial(why.query, place=place), why.draw, Width.SIDE),
        kept_panel(multiples.KEY, partial(multiples.query, place=place), multiples.draw),
    )


def funnel(place: Place, usual: str) -> Panel:
    """Partners around the programme's share; *usual* is the code of the indicator shown where the focus is no share."""
    query = partial(comparison.query, place=place, usual=usual)
    return kept_panel("comparison", query, draw_comparison, Width.HALF, whichever_partners)


def by_topic(place: Place, width: Width = Width.HALF) -> Panel:
    """The indicator in focus by course, theme or whatever its topics are."""
    return kept_panel("topics", partial(topics.query, place=place), topics.draw, width)


def own_codes(*groups: str, but: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Codes of the indicators of one's own that begin with one of *groups*, or of all but those that begin with *but*."""
    codes = sorted(each.code for each in own_indicators().values())
    return tuple(code for code in codes if code.startswith(groups or ("",)) and not (but and code.startswith(but)))


def keys(place: Place) -> tuple[str, ...]:
    """Keys of the indicators that the screen shows at length."""
    known = {indicator.code: key for key, indicator in indicators().items()}
    return tuple(known[code] for code in place.codes)


def _kept(
    desk: Desk, asked: Asked, query: Query, draw: Callable[[Any], Drawn], pins: Callable[[Asked], Asked]
) -> Drawn:
    return desk.kept(_drawn, query, draw, pins(asked))


def _drawn(desk: Desk, query: Query, draw: Callable[[Any], Drawn], asked: Asked) -> Drawn:
    return draw(query(desk, asked))


def _as_drawn(drawn: Drawn) -> Drawn:
    return drawn
