from tests.metrics.lines import PROGRAMME, month, run


def answer(shelf):
    """Five summaries or more on T1 to T4: T1 is taught, T2 by its title alone, T3 by a course since retired.

    With four summaries, T5 is the fifth of all and counts; with one, T6 does not: 1 of 5. Of twelve themes those with
    fewer than the tenth do not count, and those with as many do: 1 of 11.
    """
    summary = {"period": "202602", "programme": PROGRAMME, "coverage": "FULL"}
    counts = {"T1": (3, 2), "T2": (5, None), "T3": (6, 0), "T4": (9, 1), "T5": (4, 0), "T6": (1, 0)}
    course = {"course_version": "1", "title": "a course"}
    shelf.fill(
        "2026-06-01",
        period=[month("202602", "2026-02-01", "2026-02-28")],
        theme_summary=[
            {**summary, "theme": theme, "reporting_partner": partner, "summary_count": count}
            for theme, pair in counts.items() for partner, count in zip(("AAA", "BBB"), pair, strict=True)
        ],
        course=[{**course, "course": "C1"}, {**course, "course": "C2", "valid_to": "2026-02-27"}],
        course_run=[run("R1", "2025-03-01"), run("R2", "2026-02-01", course="C2")],
        course_theme_map=[
            {"course": "C1", "theme": "T1", "basis": "CONTENT"}, {"course": "C1", "theme": "T2", "basis": "TITLE"},
            {"course": "C2", "theme": "T3", "basis": "CONTENT"}, {"course": "C2", "theme": "T5", "basis": "CONTENT"},
            {"course": "C1", "theme": "T4", "basis": "CONTENT", "valid_from": "2025-03-02"},
        ],
    )  # fmt: skip
    point = shelf.point("themes_covered", "2026-02")
    assert (point.numerator, point.n) == (1, 5)
    assert point.note.endswith("not covered: T2, T3, T4, T5")
    assert list(point.parts.values()) == [1, 1]
    assert shelf.point("themes_covered", "2026-03").numerator == 0
    more = [("T6", 1), *((f"T{at}", 4) for at in range(7, 11)), ("T11", 3), ("T12", 3), ("T13", 2)]
    shelf.fill(
        "2026-06-02",
        theme_summary=[
            {**summary, "theme": theme, "reporting_partner": "CCC", "summary_count": count} for theme, count in more
        ],
    )
    point = shelf.point("themes_covered", "2026-02")
    assert (point.numerator, point.n) == (1, 11)
