import datetime as dt

from tests.metrics.plain.active_partners import members
from tests.metrics.plain.asked import Asked, Counted, Record, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    result, day = Counted(), min(asked.last, asked.as_of)
    if asked.first > asked.as_of:
        return result
    needed = {
        (partner, required["agreement_type"])
        for required in rows("required_agreement")
        for partner in members(rows, asked, day)
        if required["programme"] == asked.programme and required["partner"] in (None, partner)
        and (required["valid_from"] or day) <= day <= (required["valid_to"] or day)
    }  # fmt: skip
    for partner, kind in needed:
        result.add(
            any(
                agreement["agreement_type"] == kind and partner in agreement["parties"].split(";")
                and _is_in_force(agreement, day)
                for agreement in rows("agreement")
            )
        )  # fmt: skip
    return result


def _is_in_force(agreement: Record, day: dt.date) -> bool:
    starts, ended = agreement["effective_on"], agreement["ended_on"]
    if starts is None or agreement["status"] == "DRAFT" or (agreement["status"] == "TERMINATED" and ended is None):
        return False
    return starts <= day <= (agreement["expires_on"] or day) and (ended is None or day < ended)
