from tests.metrics.lines import places, run


def answer(shelf):
    """Three pass at once, one fails and passes the second time, one fails, one is not graded: 3 of 5."""
    again = {"participant_key": "AGAIN", "completed_on": "2026-02-12"}
    shelf.fill(
        "2026-06-01",
        course_run=[run("R1", "2026-02-10")],
        training_roster=[
            *places("R1", "AAA", 3), *places("R1", "AAA", 1, "COMPLETED_FAIL"),
            *places("R1", "AAA", 1, "COMPLETED_FAIL", **again),
            *places("R1", "AAA", 1, attempt_no=2, **again),
            *places("R1", "AAA", 1, "COMPLETED_UNGRADED"),
        ],
    )  # fmt: skip
    point = shelf.point("first_attempt_pass", "2026-02")
    assert (point.numerator, point.n, point.value) == (3, 5, 0.6)
