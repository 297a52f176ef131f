from statistics import median, quantiles

from tests.metrics.plain.asked import Asked, Counted, Rows
from tests.metrics.plain.interoperability import latest_assessments


def counted(rows: Rows, asked: Asked) -> Counted:
    result, levels = Counted(), []
    if asked.first > asked.as_of:
        return result
    for items in latest_assessments(rows, asked, min(asked.last, asked.as_of), "TECHNICAL").values():
        rated = [item["level"] for item in items if item["level"] is not None]
        result.left_out += not items
        if rated:
            levels.append(median(rated))
    result.n = len(levels)
    if len(levels) >= 5:
        low, _, high = quantiles(levels, n=4, method="inclusive")
        result.value = high - low
    return result
