from tests.metrics.lines import action, review


def answer(shelf):
    """Two of three areas have an action, one of them two; the third was decided to be left. A strength is none."""
    from_finding = {"source_kind": "FINDING"}
    found = {"F1": "AREA_FOR_IMPROVEMENT", "F2": "AREA_FOR_IMPROVEMENT", "F3": "AREA_FOR_IMPROVEMENT", "F4": "STRENGTH"}
    shelf.fill(
        "2026-06-01",
        review=[review("V1", "2026-02-10", finalised_on="2026-03-10")],
        finding=[
            {"finding": code, "review": "V1", "kind": kind, "finding_text": "what was found",
             "no_action_reason": "it is not worth it" if code == "F3" else None}
            for code, kind in found.items()
        ],
        corrective_action=[
            action("A1", source="F1", **from_finding), action("A2", source="F1", **from_finding),
            action("A3", source="F2", **{**from_finding, "state": "CANCELLED"}),
            action("A4", source="F3", **{**from_finding, "source_kind": "OBSERVATION"}),
        ],
    )  # fmt: skip
    point = shelf.point("findings_to_actions", "2026-03")
    assert (point.numerator, point.n) == (2, 3)
    assert point.parts == {"actions linked": 3, "nothing to be done, with a reason": 1}
