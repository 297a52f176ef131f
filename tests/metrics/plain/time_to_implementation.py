from tests.metrics.plain.asked import Asked, Counted, Rows

OVER = ("MERGED", "CANCELLED", "NON_CONCURRED", "RISK_ACCEPTED")


def counted(rows: Rows, asked: Asked) -> Counted:
    result, followed = Counted(), []
    for action in rows("corrective_action"):
        if not action["endorsed_on"]:
            is_past_proposal = action["state"] not in ("PROPOSED", *OVER)
            if is_past_proposal and asked.covers(
                action["programme"], action["responsible_partner"], action["proposed_on"]
            ):
                result.left_out += 1
            continue
        if not asked.covers(action["programme"], action["responsible_partner"], action["endorsed_on"]):
            continue
        if action["state"] == "MERGED":
            continue
        is_done = bool(action["implemented_on"])
        until = action["implemented_on"] if is_done else asked.as_of
        followed.append((max(0, (until - action["endorsed_on"]).days), is_done))
        result.add(is_done)
    result.median = median(followed)
    return result


def median(followed: list[tuple[int, bool]]) -> float | None:
    """First day by which half were done; who is last seen open on a day is at risk on it."""
    remaining = 1.0
    for day in sorted({days for days, is_done in followed if is_done}):
        at_risk = sum(days >= day for days, _ in followed)
        done = sum(days == day for days, is_done in followed if is_done)
        remaining *= 1 - done / at_risk
        if remaining <= 0.5 + 1e-9:
            return float(day)
    return None
