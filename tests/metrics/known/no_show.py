from tests.metrics.lines import places, run


def answer(shelf):
    """Two of ten stayed away; one withdrew ten days before and is out, one nine days before and is a place lost."""
    confirmed = {"confirmed_on": "2026-01-01"}
    shelf.fill(
        "2026-06-01",
        course_run=[run("R1", "2026-02-20")],
        training_roster=[
            *places("R1", "AAA", 7, **confirmed),
            *places("R1", "AAA", 2, "NOT_COMPLETED", attendance="NO_SHOW", **confirmed),
            *places("R1", "BBB", 1, "WITHDRAWN", attendance="UNKNOWN", withdrawn_on="2026-02-11", **confirmed),
            *places("R1", "CCC", 1, "WITHDRAWN", attendance="UNKNOWN", withdrawn_on="2026-02-10", **confirmed),
        ],
    )
    point = shelf.point("no_show", "2026-02")
    assert (point.numerator, point.n) == (2, 10)
