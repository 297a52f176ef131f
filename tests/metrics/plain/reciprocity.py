from collections import Counter

from tests.metrics.plain.asked import Asked, Counted, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    given, received = Counter(), Counter()
    for exchange in rows("info_exchange"):
        if exchange["completeness"] not in ("FULL", "PARTIAL"):
            continue
        for partner, side in ((exchange["from_partner"], given), (exchange["to_partner"], received)):
            side[partner] += asked.covers(exchange["programme"], partner, exchange["delivered_on"])
    result = Counted()
    for partner in {*given, *received}:
        both = given[partner] + received[partner]
        if both < 5:
            result.left_out += both
        else:
            result.n += both
            result.numerator += both - abs(given[partner] - received[partner])
    result.value = result.numerator / result.n if result.n else None
    return result
