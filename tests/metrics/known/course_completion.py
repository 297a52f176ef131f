from tests.metrics.lines import places, run


def answer(shelf):
    """Nine of A's ten and 45 of B's 90: 54 of 100, not the mean of 90 % and 50 %. Withdrawn before the start is out."""
    shelf.fill(
        "2026-06-01",
        course_run=[run("R1", "2026-02-10")],
        training_roster=[
            *places("R1", "AAA", 9), *places("R1", "AAA", 1, "NOT_COMPLETED"),
            *places("R1", "BBB", 45), *places("R1", "BBB", 45, "COMPLETED_FAIL"),
            *places("R1", "BBB", 1, "WITHDRAWN", withdrawn_on="2026-02-09"),
        ],
    )  # fmt: skip
    point = shelf.point("course_completion", "2026-02")
    assert (point.numerator, point.n, point.value) == (54, 100, 0.54)
