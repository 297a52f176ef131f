import datetime as dt

from tests.metrics.plain.asked import Asked, Counted, Record, Rows

OVER = ("MERGED", "CANCELLED", "NON_CONCURRED", "RISK_ACCEPTED")
BANDS = ((0, 30), (31, 90), (91, 180), (181, 365), (366, 10**6))


def counted(rows: Rows, asked: Asked) -> Counted:
    end, result = _end(asked), Counted()
    if asked.first > asked.as_of:
        return result
    for action in _asked_for(rows, asked):
        since = opened(action)
        if action["state"] in OVER and not action["implemented_on"] and not action["ended_on"]:
            result.left_out += int(since is not None and _month(since) <= _month(asked.last))
        elif _is_open(action, asked.last):
            result.add(action["due_current_on"] is not None and action["due_current_on"] < end)
    return result


def bands(rows: Rows, asked: Asked) -> list[int]:
    """Overdue actions by how long, then those without a due date, then those past their original due date."""
    end = _end(asked)
    standing = [action for action in _asked_for(rows, asked) if _is_open(action, asked.last)]
    ages = [(end - action["due_current_on"]).days for action in standing if action["due_current_on"]]
    by_age = [sum(low <= age <= high and age > 0 for age in ages) for low, high in BANDS]
    undated = sum(action["due_current_on"] is None for action in standing)
    past = sum(bool(action["due_original_on"] and action["due_original_on"] < end) for action in standing)
    return [*by_age, undated, past]


def _asked_for(rows: Rows, asked: Asked) -> list[Record]:
    return [
        action
        for action in rows("corrective_action")
        if action["programme"] == asked.programme and asked.has(action["responsible_partner"])
    ]


def _end(asked: Asked) -> dt.date:
    return min(asked.last, asked.as_of)


def opened(action: Record) -> dt.date | None:
    if action["endorsed_on"] or action["state"] == "PROPOSED":
        return action["endorsed_on"]
    return action["proposed_on"]


def _is_open(action: Record, day: dt.date) -> bool:
    """Open at the end of the month of *day*; months are the grain, as in a register that is read once a month."""
    since, done = opened(action), action["implemented_on"] or action["ended_on"]
    if since is None or _month(since) > _month(day):
        return False
    if action["state"] in OVER and done is None:
        return False
    if done is None:
        return True
    if done < since:
        return False
    reopened = action["reopened_on"]
    if reopened and reopened >= done and _month(reopened) <= _month(day):
        return True
    return _month(done) > _month(day)


def _month(day: dt.date) -> tuple[int, int]:
    return day.year, day.month
