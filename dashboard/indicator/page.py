"""The page of one indicator: which panels it has, the page around them, and the tables behind them."""

from functools import partial

from flask import Response
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from dashboard import export, panels, shell, words
from dashboard.address import Asked
from dashboard.desk import DEMONSTRATION, Desk
from dashboard.explore import comparison, topics
from dashboard.explore.focus import Place, focus
from dashboard.indicator import known, moved, partners, sheet, trend
from dashboard.indicator.address import LIST, found, path_of
from dashboard.markup import joined, tag
from dashboard.pages import asked_of
from dashboard.quarterly.partners import draw_comparison
from dashboard.screen import Head, Page, Panel, Screen, Width
from metrics.changes.split import topic_of
from metrics.indicator import Indicator, OverTime, Unit

KEY = "indicator"


def page(desk: Desk, code: str) -> Page:
    """The page of the indicator with that code or key."""
    indicator = _named(desk, code)
    asked = asked_of(desk).focused("")
    screen = screen_of(indicator)
    written = desk.warehouse.written()  # sign-offs are of no edition
    inner = desk.kept(_inner, indicator.key, asked, asked.notices, desk.edition().number, written)
    return Page(f"{indicator.code} {screen.title}", inner, head=shell.print_margins(desk, asked), asked=asked)


def table(desk: Desk, code: str, panel: str) -> Response:
    """The table behind a panel, as a file."""
    indicator = _named(desk, code)
    wanted = next((each for each in screen_of(indicator).panels if each.key == panel), None)
    if wanted is None:
        raise NotFound
    drawn = wanted.draw(wanted.query(desk, asked_of(desk).focused("")))
    if drawn.table is None:
        raise NotFound
    return export.csv_answer(drawn.table, f"{indicator.code}-{panel}")


def screen_of(indicator: Indicator) -> Screen:
    """The screen of one indicator, at its own address."""
    place = Place(KEY, path_of(indicator), (indicator.code,))
    return Screen(
        key=KEY, path=place.path, title=indicator.title, menu="", question=indicator.question,
        panels=_panels(indicator, place), place=0, live=False, charts=False, head=partial(_head, place=place),
    )  # fmt: skip


def _panels(indicator: Indicator, place: Place) -> tuple[Panel, ...]:
    """The panels that make sense for the indicator: a funnel only where shares of cases can be compared."""
    asked_of_it = partial(focus, place=place)
    is_share = indicator.unit is Unit.SHARE and indicator.read.is_share and indicator.over_time is OverTime.SUM
    compared = partial(comparison.query, place=place, usual=indicator.code)
    by_topic = partial(topics.query, place=place)
    beside = [Panel("comparison", compared, draw_comparison, Width.HALF)] if is_share else []
    if topic_of(indicator):
        beside.append(Panel("topics", by_topic, topics.draw, Width.FULL if is_share else Width.HALF))
    return (
        Panel(trend.KEY, asked_of_it, trend.draw, Width.WIDE),
        Panel("says", asked_of_it, trend.draw_said, Width.SIDE),
        Panel(moved.KEY, partial(moved.query, place=place), moved.draw),
        Panel(partners.KEY, partial(partners.query, place=place), partners.draw, Width.HALF if beside else Width.FULL),
        *beside,
        Panel(known.KEY, partial(known.query, place=place), known.draw),
        Panel(sheet.KEY, partial(sheet.query, place=place), sheet.draw),
    )


def _inner(desk: Desk, key: str, asked: Asked, *_pins: object) -> Markup:
    screen = screen_of(desk.indicators[key])
    drawn = [panels.shown(panel, desk, asked) for panel in screen.panels]
    return joined((shell.heading(screen, desk, asked), tag("div", drawn, class_="panels indicator")))


def _head(desk: Desk, asked: Asked, place: Place) -> Head:
    indicator = focus(desk, asked, place).indicator
    back = tag("a", "All indicators", href=LIST)
    fictional = " · demonstration data" if asked.selection.programme.startswith(DEMONSTRATION) else ""
    eyebrow = joined((back, f" · {indicator.code} · {indicator.question}{fictional}"))
    facts = (("Target", words.target(indicator)), ("Answers for it", words.sentence(indicator.owner_role)[:-1]))
    return Head(indicator.title, eyebrow, facts)


def _named(desk: Desk, code: str) -> Indicator:
    indicator = found(desk, code)
    if indicator is None:
        raise NotFound
    return indicator
