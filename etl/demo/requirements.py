"""The truth about training requirements: who has a role that asks for a certificate, and since when."""

import datetime as dt
from collections.abc import Iterable

from etl.demo.cast import PARTNERS, PROGRAMME, TODAY
from etl.demo.chance import days, stream
from etl.demo.training import Row, Training

ROLES = {"CRS-COORD": "COORDINATOR", "CRS-LIAIS": "LIAISON", "CRS-DEBRF": "DEBRIEF-LEAD", "CRS-LEGAL": "RECORDS"}
"""By course, the role that requires it."""
APPOINTED = 0.22
"""Share of those who hold a certificate and get the role. Certificates expire after two years: most are not renewed in
time, so that fewer and fewer are current from the autumn of 2025 on."""
NOT_YET = 0.12
"""Share of the appointed who had the role before they had the certificate."""
LEAVES = 0.3


def requirements(seed: int, training: Training) -> tuple[Row, ...]:
    """Every requirement with all of its days, in order of the first one."""
    courses = {run["run"]: run["course"] for run in training.runs}
    drawn: dict[tuple[object, object], Row] = {}
    for place in training.places:
        course = courses[place["run"]]
        key = (place["participant_key"], course)
        if course in ROLES and key not in drawn and place["outcome"] == "COMPLETED_PASS":
            row = _requirement(seed, place, str(course))
            drawn |= {key: row} if row else {}
    return tuple(sorted(drawn.values(), key=lambda row: (row["required_from"], row["participant_key"])))


def _requirement(seed: int, place: Row, course: str) -> Row | None:
    rng = stream(seed, "role", place["participant_key"], course)
    if rng.random() >= APPOINTED:
        return None
    done = place["completed_on"]
    begins = done - days(rng.integers(20, 120)) if rng.random() < NOT_YET else done + days(rng.integers(5, 60))
    partner = next(each for each in PARTNERS if each.code == str(place["unit"])[:3])
    begins = max(begins, partner.joined)
    ends = begins + days(rng.integers(240, 900)) if rng.random() < LEAVES else None
    if partner.left and begins >= partner.left:
        return None
    return {
        "participant_key": place["participant_key"],
        "programme": PROGRAMME,
        "partner": partner.code,
        "unit": place["unit"],
        "role": ROLES[course],
        "course": course,
        "required_from": begins,
        "required_to": min(filter(None, (ends, partner.left)), default=None),
    }


def as_known(requirement: Row, on: dt.date) -> Row | None:
    """The list's row on a day: nobody knows ahead who will leave a role."""
    if requirement["required_from"] > on:
        return None
    ends = requirement["required_to"]
    return requirement | {"required_to": ends if ends and ends <= on else None}


def people_asked(rows: Iterable[Row], on: dt.date = TODAY) -> int:
    """Requirements in force on a day."""
    return sum(row["required_from"] <= on and (row["required_to"] is None or row["required_to"] >= on) for row in rows)
