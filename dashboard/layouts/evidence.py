"""Evidence: from a figure to its rows, from a row to the line it was read from. Reached from figures, not from the menu."""

from dashboard.evidence import figure_page, row_page
from dashboard.evidence.address import PATH
from dashboard.screen import Route, Screen

SCREEN = Screen(
    key="evidence",
    path=PATH,
    title=figure_page.TITLE,
    menu="",
    question="Where does this figure come from?",
    panels=(),
    place=90,
    controls=(),
    live=False,
    charts=False,
    routes=(
        Route(PATH, figure_page.page),
        Route(f"{PATH}/row/<dataset>/<row_id>", row_page.page),
    ),
)
