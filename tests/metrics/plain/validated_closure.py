import datetime as dt

from expectations.texts import PLACEHOLDER
from tests.metrics.plain.asked import Asked, Counted, Record, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for action in rows("corrective_action"):
        done = action["implemented_on"]
        if action["state"] not in ("IMPLEMENTED", "VALIDATED"):
            continue
        if not asked.covers(action["programme"], action["responsible_partner"], done):
            continue
        if done + dt.timedelta(days=180) > asked.as_of:
            result.left_out += 1
        else:
            result.add(_is_proven(action))
    return result


def _is_proven(action: Record) -> bool:
    role = (action["validated_by_role"] or "").strip().lower()
    owners = [(action[name] or "").strip().lower() for name in ("responsible_organisation", "poc_role")]
    says = [not PLACEHOLDER.fullmatch(action[name] or "") for name in ("evidence_ref", "validated_by_role")]
    return bool(action["validated_on"]) and all(says) and role not in owners
