from tests.metrics.lines import action


def answer(shelf):
    """Moved by 10, by 30, not moved, brought forward: 2 of 4, by a median of 20 days. In the quarter each counts once."""
    due = {"due_original_on": "2026-05-01"}
    shelf.fill(
        "2026-06-01",
        corrective_action=[
            action("A1", due_current_on="2026-05-11", **due),
            action("A2", due_current_on="2026-05-31", implemented_on="2026-02-10", state="IMPLEMENTED", **due),
            action("A3", due_current_on="2026-05-01", **due),
            action("A4", due_current_on="2026-04-01", **due),
            action("A5"),
        ],
    )
    series = shelf.series("slippage", "2026-03")
    assert [(point.numerator, point.n, point.left_out) for point in series.points] == [(2, 4, 1), (2, 4, 1), (1, 3, 1)]
    assert (series.quarter.numerator, series.quarter.n) == (2, 4)
    assert series.points[0].note.endswith("those moved were moved by a median of 20 days")
