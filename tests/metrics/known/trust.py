import pytest

from tests.metrics.partner_lines import trust_sheets


def answer(shelf):
    """T1: 9 of 12 are 4 or 5. T2 is reversed: 5 of 10. The mean of 0.75 and 0.5, not 14 of 22."""
    item = {"survey": "S2", "form_version": "1", "label": "a question", "scale": "LIKERT5", "measures": "TRUST"}
    shelf.fill(
        "2026-06-01",
        survey_item=[{**item, "item_code": "T1"}, {**item, "item_code": "T2", "is_reversed": True}],
        survey_response=[
            *trust_sheets("T1", "AAA", *[4] * 9, *[3] * 3),
            *trust_sheets("T2", "AAA", *[1] * 5, *[5] * 5, None),
        ],
    )
    point = shelf.point("trust", "2026-02")
    assert point.value == pytest.approx(0.625)
    assert (point.numerator, point.n, point.left_out) == (14, 22, 1)
    assert point.parts == {"S2 T1, 4 or 5": 9, "S2 T1, answers": 12, "S2 T2, 4 or 5": 5, "S2 T2, answers": 10}
    # Wilson: 9 of 12 is 0.4677 to 0.9111, 5 of 10 is 0.2366 to 0.7634.
    assert (point.low, point.high) == pytest.approx((0.3521, 0.8373), abs=1e-4)
