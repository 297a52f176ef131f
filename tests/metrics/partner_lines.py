"""Rows of what partners do among themselves, with everything that a test does not speak of filled in."""

from tests.metrics.lines import PROGRAMME, member, month, owed, partner, sent
from tests.metrics.shelf import Row


def programme(**said) -> Row:
    return {"programme": PROGRAMME, "name": "one", "start_on": "2024-01-01", "period_type": "MONTH",
            "lead_partner": "AAA", **said}  # fmt: skip


def engagement(code: str, start_on: str = "2026-02-10", **said) -> Row:
    return {"engagement": code, "programme": PROGRAMME, "kind": "MEETING", "start_on": start_on, "end_on": start_on,
            "status": "HELD", **said}  # fmt: skip


def invitation(code: str, partner_code: str, attendance: str = "PRESENT", **said) -> Row:
    return {"engagement": code, "partner": partner_code, "attendance": attendance, **said}


def exchanges(giver: str, taker: str, count: int, **said) -> list[Row]:
    usual = {"programme": PROGRAMME, "kind": "PRODUCT", "completeness": "FULL", "agreed_due_on": "2026-02-20",
             "delivered_on": "2026-02-20", "from_partner": giver, "to_partner": taker}  # fmt: skip
    return [{**usual, "exchange": f"{giver}-{taker}-{at}", **said} for at in range(count)]


def engaged() -> dict[str, list[Row]]:
    """A partner that came 2 of 4 times, answered 1 of 1, reported 0 of 1, gave 8 and got 4, led 1 of 2, and spoke."""
    return {
        "partner": [partner(code) for code in ("AAA", "BBB")],
        "programme": [programme()],
        "membership": [member("BBB")],
        "period": [month("202602", "2026-02-01", "2026-02-28")],
        "engagement": [engagement("E1", host_partner="BBB"), engagement("E2"), engagement("E3"), engagement("E4")],
        "invitation": [
            *(invitation(f"E{at}", "BBB") for at in (1, 2)), invitation("E3", "BBB", "ABSENT"),
            invitation("E4", "BBB", "ABSENT", rsvp_due_on="2026-02-03", responded_on="2026-02-03", response="DECLINE"),
        ],
        "expected_submission": [owed("BBB", "202602", "2026-03-15")],
        "submission_manifest": [sent("B1", "BBB", "202602", "2026-03-16")],
        "info_exchange": [*exchanges("BBB", "AAA", 8), *exchanges("AAA", "BBB", 4)],
        "observation": [
            {"observation": "O1", "programme": PROGRAMME, "submitted_on": "2026-02-03", "originator_partner": "BBB",
             "title": "t", "observation_text": "x", "kind": "ISSUE", "state": "SUBMITTED"}
        ],
    }  # fmt: skip


def assessed(partner_code: str, *levels: int | None, domain: str = "TECHNICAL", **said) -> list[Row]:
    """One assessment of a partner: so many items, each with its level; the target of each is 2."""
    usual = {"assessment": "S1", "programme": PROGRAMME, "partner": partner_code, "assessed_on": "2026-01-10",
             "source": "SELF", "domain": domain, "target_level": 2, "instrument_version": "1"}  # fmt: skip
    return [{**usual, "item_code": f"I{at}", "level": level, **said} for at, level in enumerate(levels)]


def trust_sheets(item: str, partner_code: str, *answers: float | None) -> list[Row]:
    """One answer to one question on trust by each respondent."""
    usual = {"survey": "S2", "wave": "W1", "programme": PROGRAMME, "partner": partner_code, "item_code": item,
             "status": "REAL", "form_version": "1", "submitted_at": "2026-02-10T10:00:00"}  # fmt: skip
    return [
        {**usual, "response": f"{partner_code}{at}", "value_num": answer} for at, answer in enumerate(answers)
    ]
