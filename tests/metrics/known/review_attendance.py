from tests.metrics.lines import event, review


def answer(shelf):
    """Host A, guest B (two units) and C (represented) were involved; A and C came. D, a guest of the review, is none."""
    came = (("BBB", "U1", "PRESENT"), ("BBB", "U2", "PRESENT"), ("CCC", None, "REPRESENTED"), ("DDD", None, "ABSENT"))
    shelf.fill(
        "2026-06-01",
        engagement=[event("E1", "2026-02-10"), event("E2", "2026-02-10")],
        invitation=[
            {"engagement": "E1", "partner": partner, "unit": unit, "attendance": attendance}
            for partner, unit, attendance in came
        ],
        review=[
            review("V1", "2026-03-10", engagement="E1", held_on="2026-03-10", participants="AAA;CCC;DDD"),
            review("V2", "2026-03-10", engagement="E2", held_on="2026-03-10"),
        ],
    )
    point = shelf.point("review_attendance", "2026-03")
    assert (point.numerator, point.n, point.left_out) == (2, 3, 1)
    assert {code: point.value for code, point in shelf.by_partner("review_attendance", "2026-03").items()} == {
        "AAA": 1.0, "BBB": 0.0, "CCC": 1.0
    }  # fmt: skip
    _no_code_stands_for_another(shelf)


def _no_code_stands_for_another(shelf):
    """An underscore is a letter of its own, and so is a small one: A_B did not come where AXB did."""
    shelf.fill(
        "2026-06-02",
        engagement=[event("E3", "2026-04-10", host_partner="A_B")],
        review=[review("V3", "2026-05-10", engagement="E3", held_on="2026-05-10", participants="AXB;a_b")],
    )
    point = shelf.point("review_attendance", "2026-05")
    assert (point.numerator, point.n) == (0, 1)
