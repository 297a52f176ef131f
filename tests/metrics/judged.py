"""Series made from numbers, and the verdict on them."""

from dataclasses import replace

from metrics.indicator import Direction, Indicator, OverTime, Unit
from metrics.series import Point
from metrics.statistics.control import control
from metrics.statistics.plan import PLAIN
from metrics.verdict import verdict
from vocabulary.period import Month
from vocabulary.state import State

ON_TIME = Indicator(
    key="on_time_implementation",
    code="FBK-05",
    title="Actions implemented by their original due date",
    short_title="On-time implementation",
    question="Are actions done when promised?",
    definition="",
    numerator="",
    denominator="",
    period_key="",
    unit=Unit.SHARE,
    direction=Direction.UP,
    over_time=OverTime.SUM,
    topic_is="",
    target=0.75,
    target_source="",
    limitations=(),
    owner_role="",
    sources=(),
    facts=lambda rows: (),
    read=None,
)
DELAY = replace(ON_TIME, short_title="Delay", unit=Unit.DAYS, direction=Direction.DOWN, target=30.0)
FIRST = Month(2024, 10)
QUARTER = Point("2026 Q3", State.VALUE, 0.61, 43, 70)
STEADY = [52, 50, 53, 51, 54, 50, 52, 53, 51, 52, 50, 53, 52, 51, 53, 52, 50]  # of 70, Oct 2024 to Feb 2026


def months(numbers, n=70, provisional=0):
    """One point a number: a count of n; None is a month that was not reported."""
    return tuple(
        Point((FIRST + place).name, State.NOT_REPORTED, month=FIRST + place)
        if number is None
        else Point(
            label=(FIRST + place).name,
            state=State.VALUE if number else State.ZERO,
            value=number / n,
            numerator=number,
            n=n,
            month=FIRST + place,
            provisional=place >= len(numbers) - provisional,
        )
        for place, number in enumerate(numbers)
    )


def judged(points, indicator=ON_TIME, quarter=QUARTER, plan=PLAIN):
    chart = control(
        [point.value for point in points],
        [point.numerator for point in points],
        [point.n for point in points],
        [point.provisional for point in points],
        indicator.direction,
        indicator.unit is Unit.SHARE,
        plan,
    )
    return verdict(indicator, points, chart, quarter)


def days(values):
    """One point a median of days."""
    return tuple(
        Point((FIRST + place).name, State.VALUE, value, 0, 40, month=FIRST + place)
        for place, value in enumerate(values)
    )
