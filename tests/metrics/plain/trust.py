from collections import defaultdict

from tests.metrics.plain.asked import Asked, Counted, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    items = {(item["survey"], item["form_version"], item["item_code"]): item for item in rows("survey_item")}
    by_item, result = defaultdict(Counted), Counted()
    for given in rows("survey_response"):
        item = items.get((given["survey"], given["form_version"] or "1", given["item_code"]))
        if given["status"] != "REAL" or not item or (item["measures"], item["scale"]) != ("TRUST", "LIKERT5"):
            continue
        if not asked.covers(given["programme"], given["partner"], given["submitted_at"].date()):
            continue
        counts = by_item[item["survey"], item["item_code"]]
        if given["value_num"] in (1, 2, 3, 4, 5):
            counts.add((6 - given["value_num"] if item["is_reversed"] else given["value_num"]) >= 4)
        else:
            result.left_out += 1
    result.numerator = sum(counts.numerator for counts in by_item.values())
    result.n = sum(counts.n for counts in by_item.values())
    if by_item and min(counts.n for counts in by_item.values()) >= 10:
        result.value = sum(counts.numerator / counts.n for counts in by_item.values()) / len(by_item)
    return result
