from statistics import median, quantiles

from tests.metrics.plain.asked import Asked, Counted, Rows
from tests.metrics.plain.interoperability import latest_assessments


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    if asked.first > asked.as_of:
        return result
    assessed = latest_assessments(rows, asked, min(asked.last, asked.as_of), "TECHNICAL").values()
    levels = _levels(rows, asked)
    result.left_out, result.n = sum(not items for items in assessed), len(levels)
    if len(levels) >= 5:
        low, _, high = quantiles(levels, n=4, method="inclusive")
        result.value = high - low
    return result


def parts(rows: Rows, asked: Asked) -> list[int]:
    """How many partners stand at each level, the lowest first: the random programme has fewer than five."""
    levels = [] if asked.first > asked.as_of else _levels(rows, asked)
    assert len(levels) < 5
    return [levels.count(level) for level in sorted(set(levels))]


def _levels(rows: Rows, asked: Asked) -> list[float]:
    assessed = latest_assessments(rows, asked, min(asked.last, asked.as_of), "TECHNICAL").values()
    rated = ([item["level"] for item in items if item["level"] is not None] for items in assessed)
    return [median(levels) for levels in rated if levels]
