from tests.metrics.lines import observation


def answer(shelf):
    """A lesson and a best practice of four that are 90 days old on 1 June; the one of 4 March is 89 days old."""
    states = ("LESSON_IDENTIFIED", "BEST_PRACTICE", "REJECTED", "NOTED")
    shelf.fill(
        "2026-06-01",
        observation=[
            *(observation(f"O{at}", "2026-03-03", state=state) for at, state in enumerate(states)),
            observation("O9", "2026-03-04", state="LESSON_IDENTIFIED"),
        ],
    )
    point = shelf.point("conversion_to_lesson", "2026-03")
    assert (point.numerator, point.n, point.left_out, point.provisional) == (2, 4, 1, True)
