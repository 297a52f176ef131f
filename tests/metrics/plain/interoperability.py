import datetime as dt
from collections import defaultdict

from tests.metrics.plain.active_partners import members
from tests.metrics.plain.asked import Asked, Counted, Record, Rows

SOURCES = ("SELF", "PEER", "EXTERNAL")


def counted(rows: Rows, asked: Asked) -> Counted:
    result, day = Counted(), min(asked.last, asked.as_of)
    if asked.first > asked.as_of:
        return result
    for items in latest_assessments(rows, asked, day).values():
        judged = [item for item in items if item["level"] is not None and item["target_level"] is not None]
        if judged:
            result.add(all(item["level"] >= item["target_level"] for item in judged))
        else:
            result.left_out += 1
    return result


def latest_assessments(rows: Rows, asked: Asked, day: dt.date, domain: str = "") -> dict[tuple, list[Record]]:
    """By partner and domain the items of the latest assessment of the partner as a whole; none where it is stale."""
    found: dict[tuple, dict[tuple, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for item in rows("partner_self_assessment"):
        is_asked = item["programme"] == asked.programme and item["partner"] in members(rows, asked, day)
        if is_asked and item["unit"] is None and item["assessed_on"] <= day and domain in ("", item["domain"]):
            rank = (item["assessed_on"], SOURCES.index(item["source"]))
            found[item["partner"], item["domain"]][rank].append(item)
    return {
        pair: by_rank[max(by_rank)] if max(by_rank)[0] > _eighteen_months_before(day) else []
        for pair, by_rank in found.items()
    }


def _eighteen_months_before(day: dt.date) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - 18, 12)
    for last in range(day.day, 0, -1):
        try:
            return dt.date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("a month without days")
