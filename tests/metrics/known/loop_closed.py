from tests.metrics.lines import observation
from vocabulary.state import State


def answer(shelf):
    """Informed of a lesson and of a rejection, not informed of a note: 2 of 3. Anonymous ones have nobody to inform."""
    told = {"originator_informed_on": "2026-03-20"}
    shelf.fill(
        "2026-06-01",
        observation=[
            observation("O1", "2026-01-10", state="LESSON_IDENTIFIED", finalised_on="2026-03-01", **told),
            observation("O2", "2026-02-10", state="REJECTED", triage_on="2026-03-10", **told),
            observation("O3", "2026-02-10", state="NOTED", finalised_on="2026-03-10"),
            observation("O4", "2026-02-10", state="NOTED", finalised_on="2026-03-10", is_anonymous=True),
            observation("O5", "2026-02-10", state="NOTED", finalised_on="2026-04-10", is_anonymous=True),
            observation("O6", "2026-02-10", state="ACCEPTED"),
        ],
    )
    point = shelf.point("loop_closed", "2026-03")
    assert (point.numerator, point.n) == (2, 3)
    assert shelf.point("loop_closed", "2026-04").state is State.NOT_APPLICABLE
