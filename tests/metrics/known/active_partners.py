from tests.metrics.lines import member
from tests.metrics.partner_lines import engagement, invitation


def answer(shelf):
    """B came twelve months ago and C now: 2 of 4. A came thirteen months ago, E sent another, D is new, F has left."""
    shelf.fill(
        "2026-06-01",
        engagement=[engagement("OLD", "2025-02-28"), engagement("IN", "2025-03-01"), engagement("NEW")],
        invitation=[
            invitation("OLD", "AAA"), invitation("IN", "BBB"), invitation("NEW", "CCC"), invitation("NEW", "DDD"),
            invitation("NEW", "EEE", "REPRESENTED"), invitation("NEW", "FFF"),
        ],
        membership=[
            *(member(code) for code in ("AAA", "BBB", "EEE")), member("CCC", valid_from="2025-12-01"),
            member("DDD", valid_from="2025-11-30"), member("FFF", valid_to="2026-02-27"),
        ],
    )  # fmt: skip
    point = shelf.point("active_partners", "2026-02")
    assert (point.numerator, point.n, point.left_out) == (2, 4, 1)
    assert "1 left out: members for less than 90 days; not active: AAA, EEE" in point.note
    assert shelf.by_partner("active_partners", "2026-02")["AAA"].n == 1
