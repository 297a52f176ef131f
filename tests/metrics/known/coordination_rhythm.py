from tests.metrics.partner_lines import engagement


def answer(shelf):
    """Friday 6 February: its tenth working day is Friday 20. In time, a working day late, not held: 1 of 3."""
    usual = {"planned_on": "2026-02-06", "host_partner": "AAA"}
    counted = {"actions_raised_count": 4, "actions_closed_count": 3}
    shelf.fill(
        "2026-06-01",
        engagement=[
            engagement("E1", "2026-02-06", minutes_issued_on="2026-02-20", **usual, **counted),
            engagement("E2", "2026-02-06", minutes_issued_on="2026-02-23", **usual),
            engagement("E3", "2026-02-06", status="POSTPONED", **usual),
            engagement("E4", "2026-02-06", minutes_issued_on="2026-02-09"),
            engagement("E5", "2026-02-06", kind="WORKSHOP", **usual),
        ],
    )
    point = shelf.point("coordination_rhythm", "2026-02")
    assert (point.numerator, point.n) == (1, 3)
    assert point.parts == {"held": 2, "actions raised": 4, "actions closed by the next meeting": 3}
