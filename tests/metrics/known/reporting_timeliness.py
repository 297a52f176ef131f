from tests.metrics.lines import member, month, owed, partner, sent


def answer(shelf):
    """Due on the 15th, cut off on the 31st: one on the 15th, one on the 20th, one refused on the 10th and accepted never."""
    codes = ("AAA", "BBB", "CCC")
    shelf.fill(
        "2026-06-01",
        partner=[partner(code) for code in codes],
        membership=[member(code) for code in codes],
        period=[month("202602", "2026-02-01", "2026-02-28")],
        expected_submission=[owed(code, "202602", "2026-03-15", cut_off_on="2026-03-31") for code in codes],
        submission_manifest=[sent("B1", "AAA", "202602", "2026-03-15"), sent("B2", "BBB", "202602", "2026-03-20"),
                             sent("B3", "CCC", "202602", "2026-03-10", outcome="REFUSED")],
    )
    point = shelf.point("reporting_timeliness", "2026-02")
    assert (point.numerator, point.n) == (1, 3)
    assert point.parts == {"came late": 1, "first version in time, accepted or not": 2}
