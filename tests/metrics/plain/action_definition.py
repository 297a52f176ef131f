from collections.abc import Iterator

from tests.metrics.plain.asked import Asked, Counted, Record, Rows
from tests.metrics.plain.overdue_actions import OVER, opened

SAID = ("responsible_organisation", "poc_role", "success_criterion", "capability_element", "due_original_on")


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for action, is_dated in _standing(rows, asked):
        if is_dated:
            result.add(all(_says(action, name) for name in SAID))
        else:
            result.left_out += 1
    return result


def parts(rows: Rows, asked: Asked) -> list[int]:
    """Open actions that lack each thing, in the order of the definition."""
    standing = [action for action, is_dated in _standing(rows, asked) if is_dated]
    names = ("responsible_organisation", "poc_role", "due_original_on", "success_criterion", "capability_element")
    return [sum(not _says(action, name) for action in standing) for name in names]


def _standing(rows: Rows, asked: Asked) -> Iterator[tuple[Record, bool]]:
    """Actions open at the end, and (false) those that ended nobody knows when."""
    end = min(asked.last, asked.as_of)
    for action in rows("corrective_action") if asked.first <= asked.as_of else ():
        since, done = opened(action), action["implemented_on"] or action["ended_on"]
        if action["programme"] != asked.programme or not asked.has(action["responsible_partner"]):
            continue
        if since is None or since > end or (done and done < since):
            continue
        if action["state"] in OVER and done is None:
            yield action, False
            continue
        again = action["reopened_on"] if done and action["reopened_on"] and action["reopened_on"] >= done else None
        if done is None or done > end or (again and again <= end):
            yield action, True


def _says(action: Record, name: str) -> bool:
    return action[name] is not None and str(action[name]).strip().lower() not in ("", "tbd", "n/a")
