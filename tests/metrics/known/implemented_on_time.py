from tests.metrics.lines import action


def answer(shelf):
    """One on the day, one a day late, one never, one ended before it was due and out: 1 of 3."""
    due = {"due_original_on": "2026-02-10"}
    shelf.fill(
        "2026-06-01",
        corrective_action=[
            action("A1", implemented_on="2026-02-10", state="IMPLEMENTED", **due),
            action("A2", implemented_on="2026-02-11", state="IMPLEMENTED", **due),
            action("A3", **due),
            action("A4", ended_on="2026-02-09", state="CANCELLED", **due),
        ],
    )
    point = shelf.point("implemented_on_time", "2026-02")
    assert (point.numerator, point.n) == (1, 3)
