"""The truth about engagements: what was held, who was invited and came, and what was exchanged."""

from dataclasses import dataclass

import numpy as np

from etl.demo.cast import LEAD, MONTHS, PROGRAMME, members
from etl.demo.chance import days, skewed_days, stream, workday
from etl.demo.training import Row
from vocabulary.period import Month

KINDS = ("MEETING", "MEETING", "MEETING", "EXERCISE", "EXERCISE", "EXERCISE", "WORKSHOP", "VISIT")
"""The engagements of an ordinary month."""
TITLES = {
    "MEETING": "Coordination meeting",
    "EXERCISE": "Joint exercise",
    "WORKSHOP": "Procedures workshop",
    "VISIT": "Working visit",
}
PRESENT, REPRESENTED = 0.84, 0.04
EXCHANGES_A_MONTH = 22


@dataclass(frozen=True)
class Engagements:
    """Engagements, invitations to them, and exchanges of information (kind and dates only)."""

    engagements: tuple[Row, ...]
    invitations: tuple[Row, ...]
    exchanges: tuple[Row, ...]


def engagements(seed: int) -> Engagements:
    """All of the 37 months."""
    held: list[Row] = []
    exchanged: list[Row] = []
    for month in MONTHS:
        rng = stream(seed, "engagements", month)
        held += [_engagement(rng, month, kind, len(held) + at) for at, kind in enumerate(KINDS, start=1)]
        exchanged += _exchanges(stream(seed, "exchanges", month), month, len(exchanged))
    invited = [row for engagement in held for row in _invitations(seed, engagement)]
    return Engagements(tuple(held), tuple(invited), tuple(exchanged))


def _engagement(rng: np.random.Generator, month: Month, kind: str, number: int) -> Row:
    planned = workday(month.first_day + days(rng.integers(1, 24)))
    hosts = members(planned)
    host = LEAD if kind == "MEETING" and rng.random() < 0.5 else hosts[rng.integers(len(hosts))].code
    row: Row = {
        "engagement": f"ENG-{number:04d}",
        "programme": PROGRAMME,
        "kind": kind,
        "title": f"{TITLES[kind]}, {month.name}",
        "planned_on": planned,
        "start_on": planned,
        "host_partner": host,
        "chair_partner": host,
        "modality": "VIRTUAL" if kind == "MEETING" else "IN_PERSON",
    } | ({"instructor_partner": host} if kind == "WORKSHOP" else {})
    if rng.random() < 0.05:
        return row | {"status": "CANCELLED"}
    end = planned + days(2 if kind == "EXERCISE" else 0)
    minutes = {
        "minutes_issued_on": end + days(skewed_days(rng, 7, 0.4)),
        "actions_raised_count": int(rng.integers(0, 5)),
    }
    return row | {"status": "HELD", "end_on": end} | (minutes if kind == "MEETING" else {})


def _invitations(seed: int, engagement: Row) -> list[Row]:
    rng = stream(seed, "invitations", engagement["engagement"])
    return [_invitation(rng, engagement, partner.code) for partner in members(engagement["planned_on"])]


def _invitation(rng: np.random.Generator, engagement: Row, partner: str) -> Row:
    planned = engagement["planned_on"]
    sent = planned - days(rng.integers(28, 40))
    answered = rng.random() < 0.9
    row: Row = {
        "engagement": engagement["engagement"],
        "partner": partner,
        "sent_on": sent,
        "rsvp_due_on": planned - days(7),
        "responded_on": sent + days(rng.integers(1, 19)) if answered else None,
        "response": "ACCEPT" if answered else "NONE",
        "is_withdrawn_by_host": False,
    }
    if engagement["status"] == "CANCELLED":
        return row | {"attendance": "UNKNOWN", "response": "NONE", "responded_on": None}
    came = (
        "PRESENT"
        if partner == engagement["host_partner"]
        else str(rng.choice(("PRESENT", "REPRESENTED", "ABSENT"), p=(PRESENT, REPRESENTED, 1 - PRESENT - REPRESENTED)))
    )
    if came == "ABSENT":
        return row | {"attendance": came, "response": "DECLINE" if answered else "NONE"}
    return row | {"attendance": came, "delegates": int(rng.integers(1, 5)), "is_level_met": came == "PRESENT"}


def _exchanges(rng: np.random.Generator, month: Month, earlier: int) -> list[Row]:
    return [_exchange(rng, month, earlier + at) for at in range(1, int(rng.poisson(EXCHANGES_A_MONTH)) + 1)]


def _exchange(rng: np.random.Generator, month: Month, number: int) -> Row:
    due = month.first_day + days(rng.integers(0, 28))
    giver, taker = (partner.code for partner in rng.permutation(np.array(members(due), dtype=object))[:2])
    kind = str(rng.choice(("REQUEST", "STANDING_REPORT", "PRODUCT"), p=(0.4, 0.4, 0.2)))
    asked = due - days(rng.integers(15, 45))
    row: Row = {
        "exchange": f"EXC-{number:05d}",
        "programme": PROGRAMME,
        "kind": kind,
        "from_partner": giver,
        "to_partner": taker,
        "requested_on": asked if kind == "REQUEST" else None,
        "agreed_due_on": due,
    }
    if rng.random() < 0.06:
        return row | {"completeness": "PENDING"}
    delivered = due - days(rng.integers(0, 12)) if rng.random() < 0.86 else due + days(skewed_days(rng, 12))
    return row | {"completeness": "FULL" if rng.random() < 0.85 else "PARTIAL", "delivered_on": delivered}


def attendance_of(engagements: Engagements, engagement: object) -> list[str]:
    """Partners who were present or represented."""
    return [
        str(row["partner"])
        for row in engagements.invitations
        if row["engagement"] == engagement and row.get("attendance") in ("PRESENT", "REPRESENTED")
    ]
