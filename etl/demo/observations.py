"""The truth about observations, and what the register shows of them on a day."""

import datetime as dt
from collections.abc import Sequence

import numpy as np

from etl.demo import wording
from etl.demo.cast import LEAD, MONTHS, PROGRAMME, RECURRING_ACTION, TODAY, members
from etl.demo.chance import days, skewed_days, stream
from etl.demo.training import Row
from vocabulary.period import Month

A_MONTH = 9
REJECTED = 0.08
ENDS = (("LESSON_IDENTIFIED", 0.72), ("NOTED", 0.16), ("BEST_PRACTICE", 0.12))
RECURRENCE_MONTH = Month(2026, 2)
RECURRENCE = "OBS-RECUR-1"
"""The observation that repeats what a validated action was meant to end (see `actions`)."""


ONE_IN = 14
"""Of the validated actions, one in so many may come back."""
KNOWN_AFTER = range(200, 360)
"""Days after a validation at which it is seen again: the register has told of the validation by then."""
ACTIONS_KNOWN_SINCE = dt.date(2024, 10, 20)


def observations(seed: int) -> tuple[Row, ...]:
    """Every observation with all of its dates, also those still to come."""
    rows: list[Row] = []
    for month in MONTHS:
        rng = stream(seed, "observations", month)
        rows += [_observation(rng, month, len(rows) + at) for at in range(1, int(rng.poisson(A_MONTH)) + 1)]
    return (*rows, recurrence())


def _observation(rng: np.random.Generator, month: Month, number: int) -> Row:
    submitted = month.first_day + days(rng.integers(0, 27))
    partners = members(submitted)
    partner = partners[int(rng.integers(len(partners)))]
    theme, topic = wording.theme(rng), wording.pick(rng, wording.TOPICS)
    is_anonymous = bool(rng.random() < 0.05)
    return {
        "observation": f"OBS-{number:04d}",
        "programme": PROGRAMME,
        "submitted_on": submitted,
        "originator_partner": partner.code,
        "originator_unit": None if is_anonymous else partner.units[int(rng.integers(len(partner.units)))][0],
        "is_anonymous": is_anonymous,
        "title": f"{topic[0].upper()}{topic[1:]}: {theme.lower()}",
        "observation_text": wording.observed(rng, theme, topic),
        "kind": "ISSUE",
        "theme": theme,
        "barriers": wording.BARRIERS[theme],
        "capability_element": wording.ELEMENTS[theme],
    } | _life(rng, submitted, theme)


def _life(rng: np.random.Generator, submitted: dt.date, theme: str) -> Row:
    triage = submitted + days(skewed_days(rng, 6))
    if rng.random() < REJECTED:
        return {
            "triage_on": triage,
            "finalised_on": triage,
            "originator_informed_on": triage + days(rng.integers(1, 6)),
            "end": "REJECTED",
            "reject_reason": "Already covered by an observation in the register.",
        }
    analysed = triage + days(skewed_days(rng, 24))
    finalised = analysed + days(rng.integers(2, 15))
    names, weights = zip(*ENDS, strict=True)
    end = str(rng.choice(names, p=weights))
    return {
        "triage_on": triage,
        "analysed_on": analysed,
        "finalised_on": finalised,
        "originator_informed_on": finalised + days(rng.integers(1, 12)) if rng.random() < 0.93 else None,
        "end": end,
        "conclusion": "The cause lies in the procedure, not in the people.",
        "recommendation": f"{wording.measure(rng, theme)}.",
    }


def recurrence() -> Row:
    """What was seen again although an action against it had been validated."""
    submitted = RECURRENCE_MONTH.first_day + days(10)
    return {
        "observation": RECURRENCE,
        "programme": PROGRAMME,
        "submitted_on": submitted,
        "originator_partner": "GRE",
        "originator_unit": "GRE-M1",
        "is_anonymous": False,
        "title": "Shift handover: the step was left out again",
        "observation_text": "During shift handover, the handover step was left out, which is in the checklist. "
        "The agreed procedure expects one answer from all partners.",
        "kind": "ISSUE",
        "theme": "PROCEDURES",
        "barriers": "PROCEDURES",
        "capability_element": "PLANNING",
        "triage_on": submitted + days(5),
        "analysed_on": submitted + days(20),
        "finalised_on": submitted + days(24),
        "originator_informed_on": submitted + days(26),
        "end": "LESSON_IDENTIFIED",
        "conclusion": "The checklist was changed and never taught.",
        "recommendation": "Teach the changed checklist in the joint course.",
        "recurs_from": RECURRING_ACTION,
    }


def as_known(observation: Row, on: dt.date) -> Row | None:
    """The register's row on a day: later dates are not there yet, and the state says how far it had come."""
    if observation["submitted_on"] > on:
        return None
    row = {name: None if isinstance(value, dt.date) and value > on else value for name, value in observation.items()}
    end = row.pop("end")
    row["state"] = _state(row, str(end), on)
    row["releasability"] = _released_to(row, end)
    row["triage_by_role"] = "Lessons manager" if row["triage_on"] else None
    if row["finalised_on"] is None:
        row |= {"conclusion": None, "recommendation": None, "reject_reason": None}
    return row


def _released_to(row: Row, end: object) -> str:
    """What came to nothing stays between the partner and the lead; what others learn from is for everybody."""
    is_kept_back = row["finalised_on"] is not None and end in ("NOTED", "REJECTED")
    return " ".join(sorted({LEAD, str(row["originator_partner"])})) if is_kept_back else "ALL"


def _state(row: Row, end: str, on: dt.date) -> str:
    if row["finalised_on"]:
        return end
    if row["triage_on"]:
        return "IN_ANALYSIS" if on - row["triage_on"] > days(5) else "ACCEPTED"
    return "SUBMITTED"


def lessons(observations: tuple[Row, ...]) -> tuple[Row, ...]:
    """Those that became a lesson identified by the last day."""
    return tuple(row for row in observations if row["end"] == "LESSON_IDENTIFIED" and row["finalised_on"] <= TODAY)


def with_recurrences(observations: tuple[Row, ...], actions: Sequence[Row]) -> tuple[Row, ...]:
    """The observations, some of which repeat what an action on their theme was validated to end."""
    waiting = [row for row in actions if row.get("validated_on") and not row.get("ended_on")]
    waiting = sorted(waiting, key=lambda row: (row["validated_on"], str(row["action"])))[::ONE_IN]
    rows = []
    for row in observations:
        again = next((action for action in waiting if _repeats(row, action)), None)
        if again is not None and row.get("recurs_from") is None:
            waiting.remove(again)
            row = row | {"recurs_from": again["action"]}  # noqa: PLW2901 - the row as it is now known
        rows.append(row)
    return tuple(rows)


def _repeats(observation: Row, action: Row) -> bool:
    after = (observation["submitted_on"] - action["validated_on"]).days
    is_known = observation["submitted_on"] >= ACTIONS_KNOWN_SINCE
    return is_known and after in KNOWN_AFTER and observation["theme"] == action["theme"]
