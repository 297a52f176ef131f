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
