from tests.metrics.lines import reaction_item, run, sheets


def answer(shelf):
    """Twelve respondents: nine answer 4 or 5, three answer 3."""
    shelf.fill(
        "2026-06-01",
        course_run=[run("R1", "2026-02-10")],
        survey_item=[reaction_item()],
        survey_response=[*sheets("R1", "AAA", 5, 5), *sheets("R1", "AAA", 4, 4), *sheets("R1", "AAA", 3, 3)],
    )
    point = shelf.point("course_reaction", "2026-02")
    assert (point.numerator, point.n, point.value) == (9, 12, 0.75)
