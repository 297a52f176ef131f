from tests.metrics.lines import PROGRAMME, member, places, run


def answer(shelf):
    """One valid, one expired on 14 February, one never trained, one who left on 20 February: 2 of 4, 1 of 3, 2 of 3.

    BBB is a member from 1 February to 30 March: its person, with a certificate of 2025, counts in February alone, and a
    partner that never was a member not at all.
    """
    usual = {"programme": PROGRAMME, "partner": "AAA", "role": "LIAISON", "course": "C1", "required_from": "2026-01-01"}
    left = {"P4": "2026-02-20"}
    shelf.fill(
        "2026-06-01",
        membership=[member("AAA"), member("BBB", valid_from="2026-02-01", valid_to="2026-03-30")],
        course_run=[run("R1", "2025-02-14"), run("R2", "2026-03-10")],
        training_requirement=[
            {**usual, "participant_key": key, "required_to": left.get(key)} for key in ("P1", "P2", "P3", "P4")
        ]
        + [{**usual, "participant_key": key, "partner": key} for key in ("BBB", "CCC")],
        training_roster=[
            *places("R1", "AAA", 1, participant_key="P1", completed_on="2025-02-14"),
            *places("R1", "AAA", 1, participant_key="P2", completed_on="2025-02-14", cert_expires_on="2026-02-14"),
            *places("R2", "AAA", 1, participant_key="P2", completed_on="2026-03-10", cert_expires_on="2027-03-10"),
            *places("R1", "BBB", 1, participant_key="BBB", completed_on="2025-02-14"),
            *places("R1", "CCC", 1, participant_key="CCC", completed_on="2025-02-14"),
            *places("R1", "AAA", 1, "COMPLETED_FAIL", participant_key="P3", completed_on="2025-02-14"),
        ],
    )
    points = shelf.series("required_training", "2026-03", 3).points
    assert [(point.numerator, point.n) for point in points] == [(2, 4), (1 + 1, 3 + 1), (2, 3)]
    assert shelf.series("required_training", "2026-03").quarter.n == 3
