from tests.metrics.lines import event, review


def answer(shelf):
    """Both after 90 days; the report after 91; the report without its plan; an exercise without any review: 1 of 4.

    Two are submitted in the end, after 90 and 91 days, so that half of the four are out after 91 days.
    """
    said = {"R1": ("2026-04-11", "2026-04-11"), "R2": ("2026-04-12", "2026-04-11"), "R3": ("2026-02-01", None)}
    shelf.fill(
        "2026-09-01",
        engagement=[event(f"E{at}", "2026-01-11") for at in range(1, 5)],
        review=[
            review(code, "2026-01-20", engagement=f"E{code[1]}", report_submitted_on=report, plan_submitted_on=plan,
                   draft_on="2026-02-10", plan_agreed_on="2026-03-12" if code == "R1" else "2026-03-13")
            for code, (report, plan) in said.items()
        ],
    )  # fmt: skip
    point = shelf.point("after_action_on_time", "2026-01")
    assert (point.numerator, point.n) == (1, 4)
    assert point.note.endswith("reports and plans submitted: median 91 days, 2 of 4 so far")
    beside = {"draft within 30 days": 3, "actions assigned within 60 days": 1, "exercise without any review": 1}
    assert beside.items() <= point.parts.items()
