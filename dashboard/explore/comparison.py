"""All partners around the programme's share: who differs by more than the number of cases explains."""

from dataclasses import replace

from dashboard.address import Asked
from dashboard.desk import Desk
from dashboard.explore.focus import Place, focus
from dashboard.quarterly.partners import MONTHS_POOLED, Comparison, pooled, refuse_one_alone
from metrics.indicator import OverTime, Unit
from vocabulary.errors import Unavailable


def query(desk: Desk, asked: Asked, place: Place, usual: str) -> Comparison:
    """Read the indicator in focus where shares of cases can be compared, else the one with the code *usual*."""
    found = focus(desk, asked, place)
    indicator = found.indicator
    if indicator.unit is not Unit.SHARE or indicator.over_time is not OverTime.SUM:
        indicator = desk.indicator(usual)
    everybody = found.of_all.selection
    months = tuple(everybody.until + -back for back in range(MONTHS_POOLED))
    funnel = desk.funnel(indicator, everybody, months)
    if funnel.centre is None or not any(point.value is not None for point in funnel.points):
        raise Unavailable(f"{indicator.short_title}: no partner has cases that may be shown in the last four quarters.")
    refuse_one_alone(indicator, funnel)
    series = desk.series(indicator, everybody)
    return Comparison(replace(indicator, target=series.target), funnel, pooled(everybody))
