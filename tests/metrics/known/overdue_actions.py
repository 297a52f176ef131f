from tests.metrics.lines import action


def answer(shelf):
    """Of four open at the end of February one is overdue, one due that day, one later, one has no due date."""
    shelf.fill(
        "2026-06-01",
        corrective_action=[
            action("A1", due_current_on="2026-02-27"),
            action("A2", due_current_on="2026-02-28"),
            action("A3", due_current_on="2026-04-01"),
            action("A4"),
            action("A5", due_current_on="2026-01-01", implemented_on="2026-02-10", state="IMPLEMENTED"),
        ],
    )
    point = shelf.point("overdue_actions", "2026-02")
    assert (point.numerator, point.n, point.parts["no due date"]) == (1, 4, 1)
