from tests.metrics.lines import member
from tests.metrics.partner_lines import assessed


def answer(shelf):
    """Levels 0, 1, 2, 2.5 and 3: the quartiles are 1 and 2.5, the median 2, and one stands two levels below it."""
    levels = {"AAA": (0,), "BBB": (1, 1, 3), "CCC": (2, None), "DDD": (2, 3), "EEE": (3,)}
    shelf.fill(
        "2026-06-01",
        membership=[member(code) for code in levels],
        partner_self_assessment=[
            *(row for code, items in levels.items() for row in assessed(code, *items)),
            *assessed("AAA", 3, domain="HUMAN"),
        ],
    )
    point = shelf.point("technology_disparity", "2026-02")
    assert (point.value, point.n) == (1.5, 5)
    assert point.note == "median 2"
    assert point.parts == {"2 or more below the median": 1, "partners at 0": 1, "partners at 1": 1, "partners at 2": 1,
                           "partners at 2.5": 1, "partners at 3": 1}  # fmt: skip
    few = shelf.point("technology_disparity", "2026-02", partners=("AAA", "BBB", "CCC", "DDD"))
    dots = {"partners at 0": 1, "partners at 1": 1, "partners at 2": 1, "partners at 2.5": 1}
    assert (few.value, few.low, few.high, few.n, few.parts) == (None, None, None, 4, dots)
    assert few.note == "a spread is given of 5 partners or more; each one's level is shown"
