from tests.metrics.plain.asked import Asked, Counted, Rows, by_key
from tests.metrics.plain.reviews_as_planned import host


def counted(rows: Rows, asked: Asked) -> Counted:
    reviews, result = by_key(rows("review"), "review"), Counted()
    served = {action["source"] for action in rows("corrective_action") if action["source_kind"] == "FINDING"}
    for finding in rows("finding"):
        review = reviews.get(finding["review"])
        if review is None or finding["kind"] != "AREA_FOR_IMPROVEMENT":
            continue
        if asked.covers(review["programme"], host(rows, review), review["finalised_on"]):
            result.add(finding["finding"] in served)
    return result


def parts(rows: Rows, asked: Asked) -> list[int]:
    """Actions linked, and areas left as they are with a reason."""
    reviews = by_key(rows("review"), "review")
    areas = {
        finding["finding"]: finding
        for finding in rows("finding")
        for review in [reviews.get(finding["review"])]
        if finding["kind"] == "AREA_FOR_IMPROVEMENT"
        and review
        and asked.covers(review["programme"], host(rows, review), review["finalised_on"])
    }
    linked = [
        action
        for action in rows("corrective_action")
        if action["source_kind"] == "FINDING" and action["source"] in areas
    ]
    return [len(linked), sum(bool((area["no_action_reason"] or "").strip()) for area in areas.values())]
