from tests.metrics.lines import event, review


def answer(shelf):
    """30 days late and 30 days early are as planned; 31 days late, cancelled, and of a cancelled event are not: 2 of 5."""
    shelf.fill(
        "2026-06-01",
        engagement=[event("E1", "2026-02-10", status="CANCELLED")],
        review=[
            review("V1", "2026-02-10", held_on="2026-03-12"),
            review("V2", "2026-02-10", held_on="2026-01-11"),
            review("V3", "2026-02-10", held_on="2026-03-13"),
            review("V4", "2026-02-10", state="CANCELLED"),
            review("V5", "2026-02-10", engagement="E1"),
            review("V6", "2026-05-03"),
        ],
    )
    point = shelf.point("reviews_as_planned", "2026-02")
    assert (point.numerator, point.n) == (2, 5)
    assert point.parts == {"of these, the event was called off": 1}
    assert shelf.point("reviews_as_planned", "2026-05").left_out == 1
