import pytest

from tests.metrics.lines import places, run

PAIRS = ((40, 70), (55, 80), (60, 75), (70, 85), (50, 65))


def answer(shelf):
    """Gains 0.5, 0.5556, 0.375, 0.5, 0.3: the median is 0.5; the gain of the means, 0.4444, is another figure."""
    tested = [
        *({"pre_score": before, "post_score": after} for before, after in PAIRS),
        {"pre_score": 100, "post_score": 100}, {"pre_score": 10}, {"post_score": 90},
    ]  # fmt: skip
    shelf.fill(
        "2026-06-01",
        course_run=[run("R1", "2026-02-10")],
        training_roster=[
            row for at, scores in enumerate(tested)
            for row in places("R1", "AAA", 1, participant_key=f"P{at}", test_family="T1", **scores)
        ],
    )  # fmt: skip
    point = shelf.point("learning_gain", "2026-02")
    assert (point.value, point.n, point.left_out) == (0.5, 5, 1)
    assert point.parts == {"both tests": 6, "one test only": 2}
    assert point.note.startswith("6 of 8 tested have both tests")
    assert (100 * 5 - sum(before for before, _ in PAIRS)) * 4 / 9 == pytest.approx(100), "100 marks of 225 were gained"
