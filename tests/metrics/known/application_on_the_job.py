from tests.metrics.lines import follow_up, run

QUESTION = {"survey": "S1", "form_version": "1", "label": "used it", "scale": "YESNO", "measures": "APPLICATION"}


def answer(shelf):
    """Of ten who answered in time six use at least one of two skills; one answered too early and one not at all."""
    shelf.fill(
        "2026-09-01",
        course_run=[run("R1", "2026-01-31")],
        survey_item=[{**QUESTION, "item_code": code} for code in ("A1", "A2")],
        survey_response=[
            *(row for at in range(4) for row in follow_up(f"YES-NO{at}", "2026-05-10", 1, 0)),
            *(row for at in range(2) for row in follow_up(f"BLANK-YES{at}", "2026-05-10", None, 1)),
            *(row for at in range(4) for row in follow_up(f"NO{at}", "2026-05-10", 0, None)),
            *follow_up("SILENT", "2026-05-10", None, None),
            *follow_up("EARLY", "2026-04-29", 1, 1),
        ],
    )
    point = shelf.point("application_on_the_job", "2026-05")
    assert (point.numerator, point.n, point.value) == (6, 10, 0.6)
    early = shelf.series("application_on_the_job", "2026-06").quarter
    assert (early.n, early.left_out) == (10, 1)
