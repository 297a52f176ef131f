from tests.metrics.lines import action


def answer(shelf):
    """One proven; without evidence, by its owner, not at all, with TBD as evidence, by who answers for it: 1 of 6."""
    done = {"implemented_on": "2025-02-10", "responsible_organisation": "Works unit"}
    proven = {**done, "state": "VALIDATED", "validated_on": "2025-05-01", "evidence_ref": "DOC 1"}
    shelf.fill(
        "2026-06-01",
        corrective_action=[
            action("A1", validated_by_role="Evaluator", **proven),
            action("A2", validated_by_role="Evaluator", **{**proven, "evidence_ref": " "}),
            action("A3", validated_by_role="works unit", **proven),
            action("A4", state="IMPLEMENTED", **done),
            action("A5", validated_by_role="Evaluator", **{**proven, "evidence_ref": "TBD"}),
            action("A6", validated_by_role="Training officer", poc_role="training officer ", **proven),
        ],
    )
    point = shelf.point("validated_closure", "2025-02")
    assert (point.numerator, point.n) == (1, 6)
