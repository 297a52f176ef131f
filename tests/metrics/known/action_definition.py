from tests.metrics.lines import action

WHOLE = {"responsible_organisation": "Works unit", "poc_role": "Editor", "success_criterion": "it works",
         "due_original_on": "2026-05-01", "capability_element": "TRAINING"}  # fmt: skip


def answer(shelf):
    """Of four open actions one says all; one says TBD, one has no due date, one lacks everything. A closed one is out."""
    shelf.fill(
        "2026-06-01",
        corrective_action=[
            action("A1", **WHOLE),
            action("A2", **{**WHOLE, "poc_role": " TBD. "}, ),
            action("A3", **{**WHOLE, "due_original_on": None}),
            action("A4"),
            action("A5", implemented_on="2026-02-01", state="IMPLEMENTED"),
        ],
    )  # fmt: skip
    point = shelf.point("action_definition", "2026-02")
    assert (point.numerator, point.n) == (1, 4)
    assert list(point.parts.values()) == [1, 2, 2, 1, 1]
    assert shelf.point("action_definition", "2026-01").n == 5
