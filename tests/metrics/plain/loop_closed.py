from tests.metrics.plain.asked import Asked, Counted, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for seen in rows("observation"):
        if seen["state"] in ("SUBMITTED", "ACCEPTED", "IN_ANALYSIS") or seen["is_anonymous"]:
            continue
        final = seen["finalised_on"] or (seen["triage_on"] if seen["state"] == "REJECTED" else None)
        if not asked.covers(seen["programme"], seen["originator_partner"], final or seen["submitted_on"]):
            continue
        if final is None:
            result.left_out += 1
        else:
            result.add(seen["originator_informed_on"] is not None)
    return result


def parts(rows: Rows, asked: Asked) -> list[int]:
    """Anonymous observations in a final state."""
    return [
        sum(
            bool(seen["is_anonymous"])
            and seen["state"] in ("REJECTED", "NOTED", "BEST_PRACTICE", "LESSON_IDENTIFIED")
            and asked.covers(
                seen["programme"],
                seen["originator_partner"],
                seen["finalised_on"] or (seen["triage_on"] if seen["state"] == "REJECTED" else None),
            )
            for seen in rows("observation")
        )
    ]
