from tests.metrics.plain.asked import Asked, Counted, Rows, by_key


def counted(rows: Rows, asked: Asked) -> Counted:
    programmes, result = by_key(rows("programme"), "programme"), Counted()
    for held in rows("engagement"):
        host, chair, teacher = held["host_partner"], held["chair_partner"], held["instructor_partner"]
        if held["status"] != "HELD" or not asked.covers(held["programme"], host or chair or teacher, held["start_on"]):
            continue
        lead, leaders = programmes[held["programme"]]["lead_partner"], {host, chair, teacher} - {None}
        if lead is None or not leaders:
            result.left_out += 1
        else:
            result.add(bool(leaders - {lead}))
    return result
