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
    _trend(shelf)


def _trend(shelf):
    """10 P of 20, two quarters later 18 of 20: odds of 1 and of 9, which is three times a quarter.

    Log error of the nine sqrt(1/10 + 1/10 + 1/18 + 1/2) = 0.8692, of the three half of it: 3 exp(-+ 1.96 x 0.4346).
    A review nine quarters back, one of the next quarter, another capability and what was not evaluated do not count.
    """
    held = {"V2": ("2025-11-05", "P" * 10 + "U" * 10), "V3": ("2026-05-05", "P" * 18 + "U" * 2 + "N"),
            "V4": ("2024-06-30", "P" * 30), "V5": ("2026-07-01", "U" * 30)}  # fmt: skip
    shelf.fill(
        "2026-09-01",
        review=[review(code, day, held_on=day) for code, (day, _) in held.items()],
        review_rating=[
            {"review": code, "objective_no": at, "capability": "Medical", "evaluator_kind": "PEER",
             "rating": "NE" if letter == "N" else letter}
            for code, (_, letters) in held.items() for at, letter in enumerate(letters)
        ],
    )  # fmt: skip
    said = "in 8 quarters the odds of a better rating went up, 3.00 times a quarter (95 %: 1.28 to 7.03; 40 ratings)"
    assert shelf.by_topic("capability_ratings", "2026-06")["Medical"].note.endswith(said)
    shown = shelf.series("capability_ratings", "2026-06")
    assert "; 45 ratings)" in shown.quarter.note
    assert not any("odds" in point.note for point in shown.points), "a month has none of its own"
    assert "odds" not in shelf.series("capability_ratings", "2025-09").quarter.note, "no rating: no words"
