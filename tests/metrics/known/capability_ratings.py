from tests.metrics.lines import review


def answer(shelf):
    """P, P, S, M, U: 3 of 5; what was not evaluated is no rating."""
    shelf.fill(
        "2026-06-01",
        review=[review("V1", "2026-02-10", held_on="2026-02-12")],
        review_rating=[
            {"review": "V1", "objective_no": at, "capability": "Planning", "rating": rating, "evaluator_kind": "PEER"}
            for at, rating in enumerate(("P", "P", "S", "M", "U", "NE"))
        ],
    )
    point = shelf.point("capability_ratings", "2026-02")
    assert (point.numerator, point.n, point.value) == (3, 5, 0.6)
    assert list(point.parts.values()) == [2, 1, 1, 1, 1]
