"""The day of the methods is signed with every quarter, so it must change with what they say."""

import hashlib
from random import Random

from metrics.statistics.method import METHODS
from metrics.statistics.plan import Plan
from tests.metrics.judged import days, judged, months

SAID = ("2026-11-28", "ee7d041d45717711")


def _verdicts() -> list[str]:
    pick, told = Random(45), []
    for length in (5, 13, 18, 24, 36):
        for chance in (0.02, 0.5, 0.72, 0.97, 1.0):
            numbers = [sum(pick.random() < chance for _ in range(70)) for _ in range(length)]
            moved = [*numbers[: length // 2], *(max(each - 12, 0) for each in numbers[length // 2 :])]
            told += [judged(months(each)) for each in (numbers, moved)]
        values = [pick.gauss(40, 6) for _ in range(length)]
        told += [judged(days(each)) for each in (values, [*values[:-1], 95.0])]
        events = [float(sum(pick.random() < 0.3 for _ in range(10))) for _ in range(length)]
        told += [judged(days(each), plan=Plan(is_count=True)) for each in (events, [*events[:-1], 12.0])]
    return [f"{each.variation} {each.assurance} {each.title} {each.why}" for each in told]


def test_the_day_of_the_methods_is_that_of_what_they_say():
    digest = hashlib.sha256("\n".join(_verdicts()).encode()).hexdigest()[:16]
    assert (METHODS, digest) == SAID, (
        "verdicts of the reference series are others than on the day of METHODS: say a new day in "
        "metrics/statistics/method.py, and both here"
    )
