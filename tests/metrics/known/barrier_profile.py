from tests.metrics.lines import observation


def answer(shelf):
    """Of ten coded observations eight name procedures and five of them language too; three uncoded ones do not count."""
    coded = ["PROCEDURES"] * 3 + ["PROCEDURES;LANGUAGE_TERMINOLOGY"] * 5 + ["OTHER"] * 2
    shelf.fill(
        "2026-06-01",
        observation=[
            *(observation(f"O{at}", "2026-02-10", barriers=codes) for at, codes in enumerate(coded)),
            *(observation(f"U{at}", "2026-02-10") for at in range(3)),
        ],
    )
    point = shelf.point("barrier_profile", "2026-02")
    assert (point.numerator, point.n, point.value) == (8, 10, 0.8)
    assert point.parts == {"PROCEDURES": 8, "LANGUAGE_TERMINOLOGY": 5}
    assert point.note == "the share of PROCEDURES, named most often of all; 1 named fewer than 5 times not shown"
    shown = shelf.by_topic("barrier_profile", "2026-02")
    assert (shown["PROCEDURES"].numerator, shown["PROCEDURES"].n) == (8, 10)
    assert shown["OTHER"].value is None
