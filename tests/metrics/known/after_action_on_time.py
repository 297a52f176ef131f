from tests.metrics.lines import event, review


def answer(shelf):
    """Both after 90 days; the report after 91; the report without its plan; an exercise without any review: 1 of 4."""
    said = {"R1": ("2026-04-11", "2026-04-11"), "R2": ("2026-04-12", "2026-04-11"), "R3": ("2026-02-01", None)}
    shelf.fill(
        "2026-09-01",
        engagement=[event(f"E{at}", "2026-01-11") for at in range(1, 5)],
        review=[
            review(code, "2026-01-20", engagement=f"E{code[1]}", report_submitted_on=report, plan_submitted_on=plan)
            for code, (report, plan) in said.items()
        ],
    )
    point = shelf.point("after_action_on_time", "2026-01")
    assert (point.numerator, point.n) == (1, 4)
