import datetime as dt
from collections import Counter
from collections.abc import Iterator

from tests.metrics.plain.asked import Asked, Counted, Rows

BARRIERS = ("COMMAND_COORDINATION", "CULTURE_PRACTICE", "LANGUAGE_TERMINOLOGY", "LEGAL_DISCLOSURE", "OTHER",
            "PERSONNEL_TURNOVER", "POLITICAL_PRIORITY", "PROCEDURES", "RESOURCES_TIME", "TECHNICAL_EQUIPMENT")  # fmt: skip


def counted(rows: Rows, asked: Asked) -> Counted:
    """The share of the barrier that is named most often in all months, of several the first by name."""
    ever, result = Counter(), Counted()
    for day, named in _coded(rows, asked):
        ever.update(named)
        result.n += asked.first <= day <= asked.last
    if ever:
        most = max(sorted(ever), key=ever.__getitem__)
        result.numerator = sum(most in named for day, named in _coded(rows, asked) if asked.first <= day <= asked.last)
    return result


def _coded(rows: Rows, asked: Asked) -> Iterator[tuple[dt.date, set[str]]]:
    for seen in rows("observation"):
        if seen["programme"] == asked.programme and asked.has(seen["originator_partner"]) and seen["barriers"]:
            yield seen["submitted_on"], set(seen["barriers"].split(";"))
    items = {(item["survey"], item["form_version"], item["item_code"]): item for item in rows("survey_item")}
    for given in rows("survey_response"):
        item = items.get((given["survey"], given["form_version"] or "1", given["item_code"]))
        is_asked = given["programme"] == asked.programme and asked.has(given["partner"]) and given["status"] == "REAL"
        is_coded = item and (item["measures"], item["scale"]) == ("BARRIER", "CODE")
        if is_asked and is_coded and given["value_code"] in BARRIERS:
            yield given["submitted_at"].date(), {given["value_code"]}
