"""The indicators of an explore screen, and the one that is in focus."""

from dataclasses import dataclass, replace

from dashboard import words
from dashboard.address import Asked
from dashboard.desk import Desk
from metrics.changes.contribution import Explained
from metrics.indicator import Indicator
from metrics.series import Series
from vocabulary.selection import Selection

Row = tuple[Indicator, Series]


@dataclass(frozen=True)
class Place:
    """Where an explore screen is, and which indicators it explores.

    Args:
        screen: the screen's key.
        path: its address.
        codes: codes of its indicators ("FBK-05"), in the order of their tabs; the first is in focus by default.
    """

    screen: str
    path: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Focus:
    """What an explore screen shows of its indicators, for one selection.

    Args:
        rows: every indicator of the screen with its series.
        indicator: the one in focus, with the target that holds for the quarter under review.
        series: its series, for the partners chosen.
        overall: its series for all partners.
        whom: the partners chosen, in words.
    """

    place: Place
    asked: Asked
    rows: tuple[Row, ...]
    indicator: Indicator
    series: Series
    overall: Series
    whom: str

    @property
    def selection(self) -> Selection:
        return self.asked.selection

    @property
    def of_all(self) -> Asked:
        """The same, of all partners."""
        return self.asked.choosing(self.selection.narrowed())


def focus(desk: Desk, asked: Asked, place: Place) -> Focus:
    """Read the indicators of a screen; found once for all of its panels."""
    return desk.once(_focus, asked, place)


def explained(desk: Desk, found: Focus) -> Explained:
    """What moved the indicator in focus since the quarter before."""
    return desk.contributions(found.indicator, found.selection)


def _focus(desk: Desk, asked: Asked, place: Place) -> Focus:
    rows = tuple(_row(desk, desk.indicator(code), asked.selection) for code in place.codes)
    indicator, series = next((row for row in rows if row[0].key == asked.focus), rows[0])
    overall = desk.series(indicator, asked.selection.narrowed())
    whom = words.partners(asked.selection.partners, desk.names(series.edition).partners)
    return Focus(place, asked.focused(indicator.key), rows, indicator, series, overall, words.sentence(whom)[:-1])


def _row(desk: Desk, indicator: Indicator, selection: Selection) -> Row:
    series = desk.series(indicator, selection)
    return replace(indicator, target=series.target, target_source=series.target_source), series
