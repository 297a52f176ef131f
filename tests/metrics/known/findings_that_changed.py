from tests.metrics.lines import PROGRAMME, action


def answer(shelf):
    """F1 after 180 days; F2 after 181; F3 by its action; F4 by nothing: 2 of 4. F5 recommends neither, F6 waits."""
    changed = {"F1": "2025-06-30", "F2": "2025-07-01", "A3": "2025-02-10"}
    finding = {"review": "V1", "kind": "AREA_FOR_IMPROVEMENT", "finding_text": "x", "recommended_change": "PROTOCOL"}
    shelf.fill(
        "2026-01-01",
        finding=[
            *({**finding, "finding": f"F{at}"} for at in (1, 2, 3, 4, 6)),
            {**finding, "finding": "F5", "recommended_change": "EQUIPMENT"},
        ],
        corrective_action=[
            *(action(f"A{at}", source_kind="FINDING", source=f"F{at}", endorsed_on="2025-01-01") for at in (1, 2, 3, 5)),
            action("A4", source_kind="FINDING", source="F4", endorsed_on="2025-01-01", state="CANCELLED"),
            action("A6", source_kind="FINDING", source="F6", endorsed_on="2025-08-01"),
            action("A7", source_kind="FINDING", source="F1", endorsed_on="2025-01-15"),
        ],
        change_log=[
            {"change": f"H{cause}", "programme": PROGRAMME, "kind": "PROTOCOL", "object_ref": "P1", "to_version": "2",
             "caused_by": f"X9;{cause}", "approved_on": "2025-01-05", "published_on": day, "affects_courses": "C1",
             "course_reissued_on": "2025-05-11"}
            for cause, day in changed.items()
        ],
    )  # fmt: skip
    point = shelf.point("findings_that_changed", "2025-01")
    assert (point.numerator, point.n) == (2, 4)
    assert "changes published: median 180 days, 3 of 4 so far" in point.note
    assert list(point.parts.values())[:2] == [3, 0]
    assert shelf.point("findings_that_changed", "2025-08").left_out == 1
