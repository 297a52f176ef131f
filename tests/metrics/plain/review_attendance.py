from tests.metrics.plain.asked import Asked, Counted, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    engagements, result = by_key(rows("engagement"), "engagement"), Counted()
    for review in rows("review"):
        event = engagements.get(review["engagement"])
        if event is None or event["status"] != "HELD":
            continue
        involved = {event["host_partner"]} - {None} | {
            invited["partner"]
            for invited in rows("invitation")
            if invited["engagement"] == event["engagement"] and invited["attendance"] in ("PRESENT", "REPRESENTED")
        }
        for partner in involved:
            if not asked.covers(review["programme"], partner, review["held_on"]):
                continue
            if review["participants"] is None:
                result.left_out += 1
            else:
                result.add(partner in review["participants"].split(";"))
    return result
