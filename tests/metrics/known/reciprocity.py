import pytest

from tests.metrics.lines import member, partner
from tests.metrics.partner_lines import exchanges


def answer(shelf):
    """The oracle: given and received 8/4, 10/0, 5/5, 0/0 are 0.6667, 0, 1 and nothing."""
    shelf.fill(
        "2026-06-01",
        partner=[partner(code) for code in ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")],
        membership=[member(code) for code in ("AAA", "BBB", "CCC", "DDD")],
        info_exchange=[
            *exchanges("AAA", "EEE", 8), *exchanges("EEE", "AAA", 4), *exchanges("BBB", "EEE", 10),
            *exchanges("CCC", "EEE", 5), *exchanges("FFF", "CCC", 5),
            *exchanges("DDD", "EEE", 3, completeness="PENDING", delivered_on=None),
        ],
    )  # fmt: skip
    points = shelf.by_partner("reciprocity", "2026-02")
    assert points["AAA"].value == pytest.approx(0.6667, abs=5e-5)
    assert (points["BBB"].value, points["CCC"].value) == (0.0, 1.0)
    assert points["DDD"].value is None
    assert points["AAA"].parts == {"given": 8, "received": 4}
    assert points["AAA"].low < points["AAA"].value < points["AAA"].high <= 1
