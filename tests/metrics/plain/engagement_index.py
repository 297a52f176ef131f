from tests.metrics.plain import participation, reciprocity, reporting_timeliness, timely_response
from tests.metrics.plain.active_partners import members
from tests.metrics.plain.asked import Asked, Counted, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    """The mean of the parts that have a figure, where there are four or more."""
    parts = [
        *(part.counted(rows, asked) for part in (participation, timely_response, reporting_timeliness, reciprocity)),
        _led(rows, asked),
        _gave_feedback(rows, asked),
    ]
    shares = [part.numerator / part.n for part in parts if part.n]
    if not shares and not any(part.left_out for part in parts):
        return Counted()
    result = Counted(numerator=len(shares), n=len(shares), left_out=6 - len(shares))
    result.value = 100 * sum(shares) / len(shares) if len(shares) >= 4 else None
    return result


def _led(rows: Rows, asked: Asked) -> Counted:
    engagements, result = by_key(rows("engagement"), "engagement"), Counted()
    for invited in rows("invitation"):
        held = engagements.get(invited["engagement"])
        if held is None or held["status"] != "HELD" or invited["is_withdrawn_by_host"]:
            continue
        if asked.covers(held["programme"], invited["partner"], held["start_on"]):
            is_own = invited["partner"] in (held["host_partner"], held["chair_partner"])
            if is_own or invited["attendance"] == "PRESENT":
                result.add(is_own)
    return result


def _gave_feedback(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    if asked.first > asked.as_of:
        return result
    spoke = {
        seen["originator_partner"]
        for seen in rows("observation")
        if asked.covers(seen["programme"], seen["originator_partner"], seen["submitted_on"])
    } | {
        given["partner"]
        for given in rows("survey_response")
        if given["status"] == "REAL" and asked.covers(given["programme"], given["partner"], given["submitted_at"].date())
    }
    for partner in members(rows, asked, min(asked.last, asked.as_of)):
        result.add(partner in spoke)
    return result
