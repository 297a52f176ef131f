"""Indicator: one in full, and the list of all. Served as HTML and inline SVG; needs no script."""

from dashboard.indicator import listing, page
from dashboard.indicator.address import LIST, PATH
from dashboard.screen import Route, Screen

SCREEN = Screen(
    key="indicator",
    path=LIST,
    title=listing.TITLE,
    menu="Indicators",
    question=listing.QUESTION,
    panels=(),
    place=7,
    controls=(),
    live=False,
    charts=False,
    routes=(
        Route(LIST, listing.page),
        Route(f"{LIST}.csv", listing.table),
        Route(f"{PATH}/<code>", page.page),
        Route(f"{PATH}/<code>/<panel>.csv", page.table),
    ),
)
