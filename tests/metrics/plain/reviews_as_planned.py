import datetime as dt

from tests.metrics.plain.asked import Asked, Counted, Record, Rows, by_key

MONTH = dt.timedelta(days=30)


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for review in rows("review"):
        planned, held = review["planned_on"], review["held_on"]
        if not asked.covers(review["programme"], host(rows, review), planned):
            continue
        if planned + MONTH > asked.as_of:
            result.left_out += 1
        else:
            result.add(held is not None and planned - MONTH <= held <= planned + MONTH)
    return result


def host(rows: Rows, review: Record) -> str | None:
    """Who hosted what is reviewed."""
    return by_key(rows("engagement"), "engagement").get(review["engagement"], {}).get("host_partner")


def parts(rows: Rows, asked: Asked) -> list[int]:
    """Reviews of events that were called off."""
    events = by_key(rows("engagement"), "engagement")
    return [
        sum(
            asked.covers(review["programme"], host(rows, review), review["planned_on"])
            and review["planned_on"] + MONTH <= asked.as_of
            and events.get(review["engagement"], {}).get("status") in ("CANCELLED", "POSTPONED")
            for review in rows("review")
        )
    ]
