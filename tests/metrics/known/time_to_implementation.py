from tests.metrics.lines import action


def answer(shelf):
    """Done after 10, 20 and 30 days, two still open: the median day of all five is 30, that of the done alone 20."""
    done = {10: "2025-01-11", 20: "2025-01-21", 30: "2025-01-31"}
    shelf.fill(
        "2025-06-01",
        corrective_action=[
            *(action(f"A{days}", implemented_on=on, state="IMPLEMENTED") for days, on in done.items()),
            action("A1"), action("A2"),
        ],
    )  # fmt: skip
    point = shelf.point("time_to_implementation", "2025-01")
    assert (point.value, point.numerator, point.n) == (30.0, 3, 5)
    _formally_ended(shelf)


def _formally_ended(shelf):
    """Of ten endorsed in February 2 ended within a year, one after it, three were done, four wait: 20 % of all.

    Everybody was followed for more than a year, so the error is that of 2 of 10, 0.1265; with logarithms of logarithms
    0.2 to the powers of exp(-+ 1.96 x 0.1265 / (0.2 x 1.609)) = 0.463 and 2.160.
    """
    ended, done = ("2025-03-01", "2026-01-31", "2026-02-03"), ("2025-04-01", "2025-05-01", "2025-06-01")
    shelf.fill(
        "2026-06-01",
        corrective_action=[
            *(action(f"A{at}", state="MERGED") for at in (1, 2, 10, 20, 30)),
            *(action(f"E{on}", endorsed_on="2025-02-01", state="CANCELLED", ended_on=on) for on in ended),
            *(action(f"D{on}", endorsed_on="2025-02-01", state="IMPLEMENTED", implemented_on=on) for on in done),
            *(action(f"W{at}", endorsed_on="2025-02-01") for at in range(4)),
        ],
    )
    shown = shelf.series("time_to_implementation", "2025-03")
    assert shown.quarter.note.endswith("formally ended within 365 days: 20 % of all (95 %: 3 % to 47 %)")
    assert (shown.quarter.n, shown.quarter.parts["formally ended"]) == (10, 3)
    assert not any("formally ended within" in point.note for point in shown.points)
