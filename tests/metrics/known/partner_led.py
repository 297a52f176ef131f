from tests.metrics.partner_lines import engagement, programme


def answer(shelf):
    """E1, E3 and E7 are led by others than AAA, E1 by two of them, E7 by who teaches it: 3 of 6. Of E5 nobody says who led."""
    shelf.fill(
        "2026-06-01",
        programme=[programme()],
        engagement=[
            engagement("E1", host_partner="BBB", chair_partner="CCC"), engagement("E2", host_partner="AAA"),
            engagement("E3", host_partner="AAA", chair_partner="BBB"), engagement("E4", chair_partner="AAA"),
            engagement("E7", host_partner="AAA", instructor_partner="CCC"), engagement("E8", instructor_partner="AAA"),
            engagement("E5"), engagement("E6", host_partner="BBB", status="CANCELLED"),
        ],
    )  # fmt: skip
    point = shelf.point("partner_led", "2026-02")
    assert (point.numerator, point.n, point.left_out) == (3, 6, 1)
