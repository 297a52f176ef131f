import pytest

from tests.metrics.lines import places, run


def answer(shelf):
    """18 of 20 seats and 22 of 20: 40 of 40. A run with a place nobody knows of, and one without roster, are out."""
    shelf.fill(
        "2026-06-01",
        course_run=[run(f"R{at}", "2026-02-10", seats_offered=20, host_partner="AAA") for at in range(1, 5)],
        training_roster=[
            *places("R1", "AAA", 18), *places("R1", "BBB", 2, "NOT_COMPLETED", attendance="NO_SHOW"),
            *places("R2", "AAA", 15), *places("R2", "BBB", 7, "COMPLETED_FAIL", attendance="UNKNOWN"),
            *places("R3", "AAA", 9), *places("R3", "BBB", 2, "NOT_RECORDED", attendance="UNKNOWN"),
        ],
    )  # fmt: skip
    point = shelf.point("seat_fill", "2026-02")
    assert (point.numerator, point.n, point.left_out, point.value) == (40, 40, 40, 1.0)
    shelf.fill("2026-06-02", course_run=[run("R1", "2026-02-10", seats_offered=12, host_partner="AAA")])
    over = shelf.point("seat_fill", "2026-02")
    assert over.value == pytest.approx(40 / 32), "never capped"
    assert over.note.startswith("more seats taken than offered")
