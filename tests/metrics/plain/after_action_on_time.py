import datetime as dt

from tests.metrics.plain.asked import Asked, Counted, Record, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for programme, host, ended, review in _events(rows):
        if not asked.covers(programme, host, ended):
            continue
        if ended + dt.timedelta(days=90) > asked.as_of:
            result.left_out += 1
        else:
            result.add(_is_on_time(review, ended))
    return result


def _events(rows: Rows) -> list[tuple[str, str | None, dt.date | None, Record | None]]:
    """Programme, host, last day and review of everything that needed an after-action review."""
    engagements, found, reviewed = by_key(rows("engagement"), "engagement"), [], set()
    for review in rows("review"):
        if review["kind"] != "AAR":
            continue
        event = engagements.get(review["engagement"])
        if review["engagement"] is None and review["state"] != "CANCELLED":
            found.append((review["programme"], None, review["event_end_on"], review))
        if event is not None:
            reviewed.add(event["engagement"])
            if event["status"] == "HELD":
                found.append(
                    (event["programme"], event["host_partner"], review["event_end_on"] or event["end_on"], review)
                )
    for event in engagements.values():
        if event["kind"] == "EXERCISE" and event["status"] == "HELD" and event["engagement"] not in reviewed:
            found.append((event["programme"], event["host_partner"], event["end_on"], None))
    return found


def _is_on_time(review: Record | None, ended: dt.date) -> bool:
    if review is None:
        return False
    days = [review["report_submitted_on"], review["plan_submitted_on"]]
    return all(day is not None and (day - ended).days <= 90 for day in days)
