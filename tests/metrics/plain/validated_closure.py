import datetime as dt

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
    owner = (action["responsible_organisation"] or "").strip().lower()
    has_evidence = bool((action["evidence_ref"] or "").strip())
    return bool(action["validated_on"]) and has_evidence and role not in ("", owner)
