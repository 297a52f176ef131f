from tests.metrics.plain.asked import Asked, Counted, Record, Rows


def counted(rows: Rows, asked: Asked) -> Counted:
    first: dict[tuple, Record] = {}
    for sent in sorted(rows("submission_manifest"), key=lambda sent: (sent["received_on"], sent["batch"])):
        of = (sent["programme"], sent["partner"], sent["dataset"])
        first.setdefault((*of, "period", sent["period"]) if sent["period"] else (*of, "file", sent["sha256"]), sent)
    result = Counted()
    for sent in first.values():
        if asked.covers(sent["programme"], sent["partner"], sent["received_on"]):
            result.add(sent["outcome"] == "ACCEPTED")
    return result
