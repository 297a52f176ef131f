from tests.metrics.lines import observation


def answer(shelf):
    """Of twenty coded observations 16 name procedures and ten of them language too; three uncoded ones do not count."""
    coded = ["PROCEDURES"] * 6 + ["PROCEDURES;LANGUAGE_TERMINOLOGY"] * 10 + ["OTHER"] * 4
    shelf.fill(
        "2026-06-01",
        observation=[
            *(observation(f"O{at}", "2026-02-10", barriers=codes) for at, codes in enumerate(coded)),
            *(observation(f"U{at}", "2026-02-10") for at in range(3)),
        ],
    )
    point = shelf.point("barrier_profile", "2026-02")
    assert (point.numerator, point.n, point.value) == (16, 20, 0.8)
    assert point.parts == {"PROCEDURES": 16, "LANGUAGE_TERMINOLOGY": 10}
    assert point.note == "the share of PROCEDURES, named most often of all; 1 named fewer than 10 times not shown"
    shown = shelf.by_topic("barrier_profile", "2026-02")
    assert (shown["PROCEDURES"].numerator, shown["PROCEDURES"].n) == (16, 20)
    assert shown["OTHER"].value is None
