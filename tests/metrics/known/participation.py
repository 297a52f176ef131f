from tests.metrics.lines import event


def answer(shelf):
    """Present, represented by another, absent, and present below the level asked for: 1 of 4. Unknown is left out."""
    came = {"AAA": "PRESENT", "BBB": "REPRESENTED", "CCC": "ABSENT", "DDD": "PRESENT", "EEE": "UNKNOWN"}
    shelf.fill(
        "2026-06-01",
        engagement=[event("E1", "2026-02-10")],
        invitation=[
            {"engagement": "E1", "partner": code, "attendance": attendance, "is_level_met": code != "DDD"}
            for code, attendance in came.items()
        ],
    )
    point = shelf.point("participation", "2026-02")
    assert (point.numerator, point.n, point.left_out) == (1, 4, 1)
