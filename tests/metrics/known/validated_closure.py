from tests.metrics.lines import action


def answer(shelf):
    """One proven; one without evidence, one validated by its owner, one not at all: 1 of 4."""
    done = {"implemented_on": "2025-02-10", "responsible_organisation": "Works unit"}
    proven = {**done, "state": "VALIDATED", "validated_on": "2025-05-01", "evidence_ref": "DOC 1"}
    shelf.fill(
        "2026-06-01",
        corrective_action=[
            action("A1", validated_by_role="Evaluator", **proven),
            action("A2", validated_by_role="Evaluator", **{**proven, "evidence_ref": " "}),
            action("A3", validated_by_role="works unit", **proven),
            action("A4", state="IMPLEMENTED", **done),
        ],
    )
    point = shelf.point("validated_closure", "2025-02")
    assert (point.numerator, point.n) == (1, 4)
