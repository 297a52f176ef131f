from tests.metrics.lines import observation


def answer(shelf):
    """From Monday the 2nd ten working days end on Monday the 16th; from Saturday the 7th on Friday the 20th.

    From Monday the 1st of June on Wednesday the 17th: the office is closed on Tuesday the 2nd and on Monday the 15th.
    """
    said = {
        "O1": ("2026-02-02", "2026-02-16"), "O2": ("2026-02-02", "2026-02-17"), "O3": ("2026-02-07", "2026-02-20"),
        "O4": ("2026-02-08", "2026-02-21"), "O5": ("2026-02-02", None),
    }  # fmt: skip
    closed = ("2026-06-02", "2026-06-15", "2026-06-06", "2026-06-18")
    later = {"O7": "2026-06-17", "O8": "2026-06-18"}
    shelf.fill(
        "2026-07-01",
        holiday=[{"holiday_on": day} for day in closed] + [{"holiday_on": "2026-06-16", "partner": "AAA"}],
        observation=[
            *(observation(code, submitted, triage_on=decided) for code, (submitted, decided) in said.items()),
            observation("O6", "2026-02-02", is_offline_form=True),
            *(observation(code, "2026-06-01", triage_on=decided) for code, decided in later.items()),
        ],
    )
    point = shelf.point("triage_on_time", "2026-02")
    assert (point.numerator, point.n) == (2, 5)
    in_june = shelf.point("triage_on_time", "2026-06")
    assert (in_june.numerator, in_june.n) == (1, 2)
