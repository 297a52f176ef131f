from tests.metrics.plain.asked import Asked, Counted, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for exchange in rows("info_exchange"):
        due = exchange["agreed_due_on"]
        if exchange["kind"] == "PRODUCT" or not asked.covers(exchange["programme"], exchange["from_partner"], due):
            continue
        if due > asked.as_of:
            result.left_out += 1
        else:
            result.add(exchange["completeness"] == "FULL" and exchange["delivered_on"] <= due)
    return result
