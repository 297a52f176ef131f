from tests.metrics.plain.asked import Asked, Counted, Record, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for seen in _submitted(rows, asked):
        if seen["state"] == "SUBMITTED":
            result.left_out += 1
        else:
            result.add(is_hit=True)
    if result.n or result.left_out or _has_register(rows, asked):
        result.value = float(result.n)
    return result


def parts(rows: Rows, asked: Asked) -> list[int]:
    """Accepted, rejected."""
    states = [seen["state"] for seen in _submitted(rows, asked)]
    rejected = states.count("REJECTED")
    return [len(states) - rejected - states.count("SUBMITTED"), rejected]


def _submitted(rows: Rows, asked: Asked) -> list[Record]:
    return [
        seen
        for seen in rows("observation")
        if asked.covers(seen["programme"], seen["originator_partner"], seen["submitted_on"])
    ]


def _has_register(rows: Rows, asked: Asked) -> bool:
    """Whether a register of observations came that is for some day of those asked for."""
    periods = by_key(rows("period"), "period")
    for sent in rows("submission_manifest"):
        period = periods.get(sent["period"])
        if period is None or (sent["dataset"], sent["outcome"]) != ("observation", "ACCEPTED"):
            continue
        is_asked = sent["programme"] == asked.programme and asked.has(sent["partner"])
        if is_asked and period["start_on"] <= asked.last and asked.first <= period["end_on"]:
            return True
    return False
