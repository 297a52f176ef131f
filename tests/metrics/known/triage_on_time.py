from tests.metrics.lines import observation


def answer(shelf):
    """From Monday the 2nd ten working days end on Monday the 16th; from Saturday the 7th on Friday the 20th."""
    said = {
        "O1": ("2026-02-02", "2026-02-16"), "O2": ("2026-02-02", "2026-02-17"), "O3": ("2026-02-07", "2026-02-20"),
        "O4": ("2026-02-08", "2026-02-21"), "O5": ("2026-02-02", None),
    }  # fmt: skip
    shelf.fill(
        "2026-06-01",
        observation=[
            *(observation(code, submitted, triage_on=decided) for code, (submitted, decided) in said.items()),
            observation("O6", "2026-02-02", is_offline_form=True),
        ],
    )
    point = shelf.point("triage_on_time", "2026-02")
    assert (point.numerator, point.n) == (2, 5)
