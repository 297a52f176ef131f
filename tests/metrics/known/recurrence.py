from tests.metrics.lines import action, observation

SHOWN = {"state": "VALIDATED", "implemented_on": "2025-01-05", "validated_on": "2025-02-10"}


def answer(shelf):
    """Came back: taken up again, repeated, its observation repeated. Did not: repeated too late, only submitted, never."""
    shelf.fill(
        "2026-06-01",
        corrective_action=[
            action("A1", state="REOPENED", first_validated_on="2025-02-10", reopened_on="2025-12-01"),
            action("A2", **SHOWN),
            action("A3", source="O1", **{**SHOWN, "source_kind": "OBSERVATION"}),
            action("A4", **SHOWN), action("A5", **SHOWN), action("A6", **SHOWN),
            action("A7", state="REOPENED", reopened_on="2025-02-20"),
        ],
        observation=[
            observation("O1", "2024-12-01"),
            observation("O2", "2025-06-01", recurs_from="A2"), observation("O3", "2025-07-01", recurs_from="A2"),
            observation("O4", "2026-02-10", recurs_from="O1"),
            observation("O5", "2026-02-11", recurs_from="A4"),
            observation("O6", "2025-06-01", recurs_from="A5", state="SUBMITTED"),
        ],
    )  # fmt: skip
    point = shelf.point("recurrence", "2025-02")
    assert (point.numerator, point.n, point.left_out) == (3, 6, 1)
    assert point.parts == {"taken up again": 1}
