from tests.metrics.plain.asked import Asked, Counted, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for action in rows("corrective_action"):
        due = action["due_original_on"]
        if not asked.covers(action["programme"], action["responsible_partner"], due) or action["state"] == "MERGED":
            continue
        if not action["implemented_on"] and action["ended_on"] and action["ended_on"] < due:
            continue
        if due > asked.as_of:
            result.left_out += 1
            continue
        result.add(bool(action["implemented_on"] and action["implemented_on"] <= due))
    return result
