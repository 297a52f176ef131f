from tests.metrics.partner_lines import engagement, invitation


def answer(shelf):
    """One on the day, one a day late, one never: 1 of 3. No day asked for, or no day of the answer, is left out."""
    due = {"rsvp_due_on": "2026-02-05"}
    shelf.fill(
        "2026-06-01",
        engagement=[engagement("E1")],
        invitation=[
            invitation("E1", "AAA", responded_on="2026-02-05", response="DECLINE", **due),
            invitation("E1", "BBB", responded_on="2026-02-06", response="ACCEPT", **due),
            invitation("E1", "CCC", response="NONE", **due),
            invitation("E1", "DDD", response="ACCEPT", **due),
            invitation("E1", "EEE", responded_on="2026-02-01", response="ACCEPT"),
            invitation("E1", "FFF", is_withdrawn_by_host=True, **due),
        ],
    )
    point = shelf.point("timely_response", "2026-02")
    assert (point.numerator, point.n, point.left_out) == (1, 3, 2)
    assert point.parts == {"answered late": 1, "not answered": 1}
