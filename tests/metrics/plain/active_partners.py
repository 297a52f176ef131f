import datetime as dt

from tests.metrics.plain.asked import Asked, Counted, Record, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    result, day = Counted(), min(asked.last, asked.as_of)
    if asked.first > asked.as_of:
        return result
    came = _came(rows, asked)
    for partner, spells in members(rows, asked, day).items():
        if any(spell["valid_from"] + dt.timedelta(days=90) <= day for spell in spells):
            result.add(partner in came)
        else:
            result.left_out += 1
    return result


def members(rows: Rows, asked: Asked, day: dt.date) -> dict[str, list[Record]]:
    """The partners asked for that are members on a day, with the memberships that hold on it."""
    found: dict[str, list[Record]] = {}
    for spell in rows("membership"):
        is_asked = spell["programme"] == asked.programme and asked.has(spell["partner"])
        if is_asked and spell["valid_from"] <= day and (spell["valid_to"] is None or day <= spell["valid_to"]):
            found.setdefault(spell["partner"], []).append(spell)
    return found


def _came(rows: Rows, asked: Asked) -> set[str]:
    engagements, found = by_key(rows("engagement"), "engagement"), set()
    last = (asked.last.year, asked.last.month)
    for invited in rows("invitation"):
        engagement = engagements.get(invited["engagement"])
        if engagement is None or engagement["status"] != "HELD" or engagement["programme"] != asked.programme:
            continue
        month = (engagement["start_on"].year, engagement["start_on"].month)
        if invited["attendance"] == "PRESENT" and (last[0] - 1, last[1]) < month <= last:
            found.add(invited["partner"])
    return found
