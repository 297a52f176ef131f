from tests.metrics.lines import member
from tests.metrics.partner_lines import assessed


def answer(shelf):
    """A is at target in one domain of two; B's own word is overruled from outside; C is stale, D has no target: 1 of 3."""
    shelf.fill(
        "2026-06-01",
        membership=[member(code) for code in ("AAA", "BBB", "CCC", "DDD", "FFF")],
        partner_self_assessment=[
            *assessed("AAA", 2, 3, None), *assessed("AAA", 2, 1, domain="HUMAN"),
            *assessed("BBB", 3), *assessed("BBB", 1, source="EXTERNAL"), *assessed("BBB", 3, assessed_on="2025-01-10"),
            *assessed("CCC", 3, assessed_on="2024-08-28"), *assessed("DDD", 3, target_level=None),
            *assessed("EEE", 3), *assessed("FFF", 3, unit="U1"),
        ],
    )  # fmt: skip
    point = shelf.point("interoperability", "2026-02")
    assert (point.numerator, point.n, point.left_out) == (1, 3, 2)
    assert list(point.parts.values()) == [2, 0, 1, 3, 5]
    assert "1 left out: no target agreed, or not evaluated; 1 left out: assessed 18 months ago or more" in point.note
