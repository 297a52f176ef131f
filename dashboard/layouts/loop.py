"""Loop: one thing noted, from the observation to the change that is taught, and where all of them stand. No script."""

from dashboard.desk import Desk
from dashboard.loop import chain_page, home
from dashboard.loop.chosen import PATH
from dashboard.screen import Page, Route, Screen


def _page(desk: Desk) -> Page:
    return home.page(SCREEN, desk)


SCREEN = Screen(
    key="loop",
    path=PATH,
    title=home.TITLE,
    menu="Loop",
    question=home.QUESTION,
    panels=(home.PANEL,),
    place=6,
    controls=("programme", "partners", "edition"),
    live=False,
    charts=False,
    routes=(Route(PATH, _page), Route(f"{PATH}/<kind>/<path:code>", chain_page.page)),
)
