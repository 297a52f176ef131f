"""The addresses of the screen of one indicator, and of the list of all."""

from dashboard.address import Asked, link
from dashboard.desk import Desk
from metrics.indicator import Indicator

LIST = "/indicators"
PATH = "/indicator"


def path_of(indicator: Indicator) -> str:
    """`/indicator/FBK-05`."""
    return f"{PATH}/{indicator.code}"


def indicator_link(indicator: Indicator, asked: Asked) -> str:
    """The address of the indicator for what was asked."""
    return link(path_of(indicator), asked.focused(""))


def found(desk: Desk, name: str) -> Indicator | None:
    """The indicator of that code, however it is typed, or key; None where there is none."""
    return next((each for each in desk.indicators.values() if name.upper() == each.code or name == each.key), None)
