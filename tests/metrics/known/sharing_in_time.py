from tests.metrics.partner_lines import exchanges


def answer(shelf):
    """Of six due one came whole and in time. The requests took 9, 14 and 15 days, or are still waited for."""
    asked = {"kind": "REQUEST", "requested_on": "2026-02-06"}
    shelf.fill(
        "2026-06-01",
        info_exchange=[
            *exchanges("AAA", "BBB", 1, **asked),
            *exchanges("AAA", "CCC", 1, **asked, delivered_on="2026-02-21"),
            *exchanges("AAA", "DDD", 1, **asked, delivered_on="2026-02-15", completeness="PARTIAL"),
            *exchanges("AAA", "EEE", 1, **asked, delivered_on=None, completeness="DECLINED"),
            *exchanges("AAA", "FFF", 1, **asked, delivered_on=None, completeness="PENDING"),
            *exchanges("BBB", "AAA", 1, kind="STANDING_REPORT", delivered_on=None, completeness="PENDING"),
            *exchanges("BBB", "CCC", 3, kind="PRODUCT"),
        ],
    )  # fmt: skip
    point = shelf.point("sharing_in_time", "2026-02")
    assert (point.numerator, point.n) == (1, 6)
    assert [point.parts[name] for name in ("came late", "came in part", "declined", "pending")] == [1, 1, 1, 2]
    assert "requests answered: median 15 days, 3 of 5 so far" in point.note
