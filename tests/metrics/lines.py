"""Rows with everything that a test does not speak of filled in."""

from tests.metrics.shelf import Row

PROGRAMME = "G1"


def run(code: str, end_on: str, **said) -> Row:
    usual = {"course": "C1", "course_version": "1", "programme": PROGRAMME, "start_on": end_on, "status": "HELD"}
    return {**usual, "run": code, "end_on": end_on, **said}


def places(run_code: str, partner: str, count: int, outcome: str = "COMPLETED_PASS", **said) -> list[Row]:
    usual = {"run": run_code, "partner": partner, "headcount": 1, "attempt_no": 1, "attendance": "PRESENT"}
    return [
        {**usual, "participant_key": f"{partner}-{outcome[:12]}-{at}", "outcome": outcome, **said}
        for at in range(count)
    ]


def action(code: str, **said) -> Row:
    usual = {"programme": PROGRAMME, "source_kind": "REQUEST", "action_text": "improve it",
             "state": "IN_IMPLEMENTATION", "proposed_on": "2025-01-01", "endorsed_on": "2025-01-01",
             "responsible_partner": "AAA"}  # fmt: skip
    return {**usual, "action": code, **said}


def member(partner: str, **said) -> Row:
    return {"programme": PROGRAMME, "partner": partner, "role": "MEMBER", "valid_from": "2024-01-01", **said}


def partner(code: str) -> Row:
    return {"partner": code, "name": code.title(), "kind": "NATION"}


def month(code: str, start_on: str, end_on: str) -> Row:
    return {"period": code, "calendar": "MONTH", "start_on": start_on, "end_on": end_on}


def owed(partner_code: str, period: str, due_on: str, **said) -> Row:
    usual = {"programme": PROGRAMME, "dataset": "training_roster"}
    return {**usual, "partner": partner_code, "period": period, "due_on": due_on, **said}


def sent(batch: str, partner_code: str, period: str, received_on: str, outcome: str = "ACCEPTED", **said) -> Row:
    usual = {"programme": PROGRAMME, "dataset": "training_roster", "extract": "DELTA"}
    return {**usual, "batch": batch, "partner": partner_code, "period": period, "received_on": received_on,
            "outcome": outcome, **said}  # fmt: skip


def sheets(run_code: str, partner_code: str, count: int, answer: float = 5, **said) -> list[Row]:
    """So many respondents, each with one answer to the item R1."""
    usual = {"survey": "S1", "wave": "W1", "programme": PROGRAMME, "linked_run": run_code, "item_code": "R1",
             "status": "REAL", "submitted_at": "2026-01-20T10:00:00", "form_version": "1"}  # fmt: skip
    name = f"{run_code}-{partner_code}-{answer}"
    return [
        {**usual, "partner": partner_code, "response": f"{name}-{at}", "invitee_key": f"{name}-{at}",
         "value_num": answer, **said}
        for at in range(count)
    ]  # fmt: skip


def reaction_item(**said) -> Row:
    usual = {"survey": "S1", "form_version": "1", "item_code": "R1", "label": "well done", "scale": "LIKERT5",
             "measures": "REACTION"}  # fmt: skip
    return {**usual, **said}


def observation(code: str, submitted_on: str, **said) -> Row:
    usual = {"programme": PROGRAMME, "originator_partner": "AAA", "title": "a title", "kind": "ISSUE",
             "observation_text": "something that was seen", "state": "ACCEPTED"}  # fmt: skip
    return {**usual, "observation": code, "submitted_on": submitted_on, **said}


def review(code: str, planned_on: str, **said) -> Row:
    usual = {"programme": PROGRAMME, "kind": "AAR", "state": "FINAL"}
    return {**usual, "review": code, "planned_on": planned_on, **said}


def event(code: str, start_on: str, **said) -> Row:
    usual = {"programme": PROGRAMME, "kind": "EXERCISE", "status": "HELD", "host_partner": "AAA"}
    return {**usual, "engagement": code, "start_on": start_on, "end_on": start_on, **said}


def follow_up(sheet: str, submitted_on: str, *answers: float | None, run_code: str = "R1") -> list[Row]:
    """One sheet of a follow-up survey: an answer to each of the items A1, A2 ..."""
    return [
        {"survey": "S1", "wave": "W3", "response": sheet, "programme": PROGRAMME, "partner": "AAA",
         "linked_run": run_code, "item_code": f"A{at}", "status": "REAL", "form_version": "1",
         "submitted_at": f"{submitted_on}T10:00:00", "value_num": answer}
        for at, answer in enumerate(answers, start=1)
    ]  # fmt: skip
