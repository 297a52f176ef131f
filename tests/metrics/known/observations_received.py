from tests.metrics.lines import month, observation, sent
from vocabulary.state import State


def answer(shelf):
    """Two accepted, one rejected, one waiting: 3. March has a register and no observation: nought. April has neither."""
    shelf.fill(
        "2026-06-01",
        period=[month("202602", "2026-02-01", "2026-02-28"), month("202603", "2026-03-01", "2026-03-31")],
        submission_manifest=[sent("B1", "AAA", "202603", "2026-04-05", dataset="observation")],
        observation=[
            observation("O1", "2026-02-01"),
            observation("O2", "2026-02-28", state="NOTED"),
            observation("O3", "2026-02-10", state="REJECTED"),
            observation("O4", "2026-02-10", state="SUBMITTED"),
        ],
    )
    points = shelf.series("observations_received", "2026-04", 3).points
    assert [(point.state, point.value) for point in points] == [
        (State.VALUE, 3.0), (State.ZERO, 0.0), (State.NOT_REPORTED, None)
    ]  # fmt: skip
    assert (points[0].left_out, points[0].provisional) == (1, True)
    assert points[0].parts == {"accepted": 2, "rejected": 1}
