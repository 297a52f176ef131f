"""What a reader is shown never rests on a row that is not released to that reader."""

from tests.metrics.shelf import day
from vocabulary.scope import Scope


def _run(code: str, end: str, marking: str) -> dict:
    return {"run": code, "course": "C1", "course_version": "1", "programme": "G1", "start_on": day(end), "end_on": day(end),
            "status": "HELD", "marking": marking}  # fmt: skip


def _place(run: str, completed: str) -> dict:
    return {"run": run, "participant_key": "P1", "attempt_no": 1, "partner": "AAA", "attendance": "PRESENT",
            "outcome": "COMPLETED_PASS", "completed_on": day(completed)}  # fmt: skip


def test_how_long_a_certificate_counts_is_not_told_by_a_run_that_is_hidden(shelf):
    required = {"participant_key": "P1", "programme": "G1", "role": "LIAISON", "partner": "AAA", "course": "C1",
                "required_from": day("2026-01-01")}  # fmt: skip
    shelf.fill(
        "2026-04-01",
        training_requirement=[required],
        course_run=[_run("R1", "2026-01-20", "ALL"), _run("R2", "2026-02-10", "AAA")],
        training_roster=[_place("R1", "2026-01-20"), _place("R2", "2026-02-10")],
    )
    own, other = (shelf.warehouse.cells("required_training", Scope.of_partner(code)) for code in ("AAA", "BBB"))
    assert own["numerator"].sum() == 3  # the first came and went, the second came
    assert other["numerator"].sum() == 0
