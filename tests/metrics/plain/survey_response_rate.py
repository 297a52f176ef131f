from tests.metrics.plain.asked import Asked, Counted, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    result, invited_waves = Counted(), set()
    for sent in rows("survey_dispatch"):
        if (
            sent["disposition"] == "INELIGIBLE"
            or sent["programme"] != asked.programme
            or not asked.has(sent["partner"])
        ):
            continue
        invited_waves.add((sent["survey"], sent["wave"]))
        if not asked.covers(sent["programme"], sent["partner"], sent["field_closes_on"]):
            continue
        if sent["field_closes_on"] > asked.as_of:
            result.left_out += 1
            continue
        result.add(sent["disposition"] in ("I", "P"))
    sheets = {
        (given["survey"], given["wave"], given["response"])
        for given in rows("survey_response")
        if given["status"] == "REAL"
        and given["invitee_key"] is None
        and (given["survey"], given["wave"]) not in invited_waves
        and asked.covers(given["programme"], given["partner"], given["submitted_at"].date())
    }
    result.left_out += len(sheets)
    return result
