def answer(shelf):
    """I 120, P 15, R 5, NC 50, O 2, UH 8: AAPOR's RR2 is 135 of 200."""
    counts = {"I": 120, "P": 15, "R": 5, "NC": 50, "O": 2, "UH": 8, "INELIGIBLE": 7}
    shelf.fill(
        "2026-06-01",
        survey_dispatch=[
            {"survey": "S1", "wave": "W1", "invitee_key": f"{code}{at}", "programme": "G1", "partner": "AAA",
             "disposition": code, "field_closes_on": "2026-02-20"}
            for code, count in counts.items() for at in range(count)
        ],
    )  # fmt: skip
    point = shelf.point("survey_response_rate", "2026-02")
    assert (point.numerator, point.n, point.value) == (135, 200, 0.675)
