from tests.metrics.plain.asked import Asked, Counted, Rows
from tests.metrics.plain.overdue_actions import OVER, opened


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    if asked.first > asked.as_of:
        return result
    for action in rows("corrective_action"):
        if action["programme"] != asked.programme or not asked.has(action["responsible_partner"]):
            continue
        since, done = opened(action), action["implemented_on"] or action["ended_on"]
        if since is None or since > asked.last or (done and done < since):
            continue
        if action["state"] in OVER and done is None:
            result.left_out += 1
            continue
        was_taken_up = done and action["reopened_on"] and action["reopened_on"] >= done
        if done and done < asked.first and not was_taken_up:
            continue
        first, now = action["due_original_on"], action["due_current_on"]
        if first is None:
            result.left_out += 1
        else:
            result.add(now is not None and now > first)
    return result
