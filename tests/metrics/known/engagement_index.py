import pytest

from tests.metrics.partner_lines import engaged


def answer(shelf):
    """Parts: came 2 of 4, answered 1 of 1, reported 0 of 1, even 0.6667, led 1 of 2, gave feedback 1 of 1."""
    shelf.fill("2026-06-01", **engaged())
    point = shelf.point("engagement_index", "2026-02", partners=("BBB",))
    assert point.value == pytest.approx(100 * (0.5 + 1 + 0 + 2 / 3 + 0.5 + 1) / 6)
    assert (point.n, point.left_out) == (6, 0)
    assert point.parts["came when invited"] == 2
    assert point.parts["came when invited, of"] == 4
    assert point.parts["gave as it received, of"] == 12
    assert "if each weight were half less or half more; came when invited 0.50 (n = 4)" in point.note
