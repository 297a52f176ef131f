"""The truth about corrective actions: agreed, due, done, shown to work; and what the register says on a day."""

import datetime as dt
from collections.abc import Collection, Sequence

import numpy as np

from etl.demo import wording
from etl.demo.cast import (
    CAPABILITIES,
    LATE_PARTNERS,
    LATE_SINCE,
    OPENED,
    PARTNERS,
    PROGRAMME,
    RECURRING_ACTION,
    SMALL_PARTNER,
    TODAY,
    Partner,
)
from etl.demo.chance import days, skewed_days, stream
from etl.demo.training import Row
from vocabulary.period import Month

DUE_MONTHS = tuple(Month(2023, 10).until(Month(2027, 4)))
DUE_A_MONTH = 25
USUAL_ON_TIME = 0.76
"""Share of the usual actions that are done by their original due date."""
USUAL_LATENESS, LATE_LATENESS = 75, 150
"""Median days late of what is late: usually, and at the two late partners."""
LATE_DUE, LATE_ON_TIME = 9, 2
"""Actions of the two late partners that are due in a month since the action form changed, and those done in time."""
ENDED, MOVED = 0.05, 0.45
"""Share that is cancelled or not concurred with; share of the late ones whose due date is moved."""
DUE_STREAM = "outcomes"
VALIDATED = 0.50
LEAD_DAYS = {2023: 180, 2024: 190, 2025: 160, 2026: 135, 2027: 130}
"""Days from endorsement to the due date, by the year it is due: each year's actions are planned shorter."""
NEW_SOURCE = 0.92
"""Share of the actions that take up what no action was proposed for yet, as long as there is such a thing."""
HANDED_OVER = 300
"""Days that a partner has to be a member before and after an action of its own is due."""
Sources = Sequence[tuple[dt.date, str, str, str]]
"""What actions come from: the day it was known, its kind, its id, its theme. In order of the day."""


def actions(seed: int, sources: Sources) -> tuple[Row, ...]:
    """Every action with all of its dates, also those still to come; numbered as they were proposed."""
    drawn = [row for month in DUE_MONTHS for row in _due_in(seed, month)]
    drawn = sorted((row for row in drawn if row["proposed_on"] <= TODAY), key=lambda row: row["proposed_on"])
    rows: list[Row] = []
    taken_up: set[object] = set()
    for number, row in enumerate(drawn, start=1):
        known = [source for source in sources if row["proposed_on"] - days(240) <= source[0] <= row["proposed_on"]]
        rows.append(_named(stream(seed, "action", number), row, number, known, taken_up))
        taken_up.add(rows[-1]["source"])
    return (*rows, recurring())


def _due_in(seed: int, month: Month) -> list[Row]:
    """What is due in a month: by chance where it is ordinary, in fixed numbers where it is the story."""
    rng = stream(seed, DUE_STREAM, month)
    late = LATE_PARTNERS if month >= LATE_SINCE else ()
    weights = np.array([_weight(partner, month) * (partner.code not in late) for partner in PARTNERS])
    count = int(rng.poisson(DUE_A_MONTH * weights.sum()))
    owners = [PARTNERS[int(at)].code for at in rng.choice(len(PARTNERS), count, p=weights / weights.sum())]
    usual = [_dates(rng, month, owner, USUAL_LATENESS, bool(rng.random() < USUAL_ON_TIME)) for owner in owners]
    return usual + [
        _dates(rng, month, late[at % len(late)], LATE_LATENESS, at < LATE_ON_TIME)
        for at in range(LATE_DUE if late else 0)
    ]


def _weight(partner: Partner, month: Month) -> float:
    """The partner's part of the actions due that month: who is about to leave gets no new ones."""
    before = max(OPENED, month.first_day - days(HANDED_OVER))
    stays = partner.is_member(before) and partner.is_member(month.first_day + days(HANDED_OVER))
    return (0.02 if partner.code == SMALL_PARTNER else partner.share) * stays


def _dates(rng: np.random.Generator, month: Month, owner: str, lateness: int, is_on_time: bool) -> Row:
    due = month.first_day + days(rng.integers(0, 28))
    endorsed = due - days(LEAD_DAYS[due.year] * rng.uniform(0.75, 1.25))
    tasked = endorsed + days(rng.integers(4, 20))
    row: Row = {
        "responsible_partner": owner,
        "proposed_on": endorsed - days(rng.integers(5, 25)),
        "endorsed_on": endorsed,
        "tasked_on": tasked,
        "start_on": tasked + days(rng.integers(3, 20)),
        "due_original_on": due,
    }
    fate = rng.random()
    if fate < ENDED:
        return row | _ended(rng, row, fate)
    if is_on_time:
        done = max(row["start_on"] + days(5), due - days(skewed_days(rng, 14, 0.7)))
        return row | {"implemented_on": min(done, due)} | _validation(rng, min(done, due))
    done = due + days(skewed_days(rng, lateness, 0.6))
    moved = {"moved_on": due + days(6), "moved_to": due + days(90)} if rng.random() < MOVED else {}
    return row | {"implemented_on": done} | moved | _validation(rng, done)


def _ended(rng: np.random.Generator, row: Row, fate: float) -> Row:
    """One in twenty is cancelled, merged or not concurred with; half of these after it was due."""
    if fate < ENDED / 5:
        return {
            "ended_on": row["tasked_on"] + days(3),
            "end": "NON_CONCURRED",
            "cancel_reason": "Covered by national rules.",
        }
    ended = row["due_original_on"] + days(rng.integers(-60, 60))
    return {
        "ended_on": max(ended, row["start_on"]),
        "end": "CANCELLED",
        "cancel_reason": "The procedure it changes was withdrawn.",
    }


def _validation(rng: np.random.Generator, done: dt.date) -> Row:
    if rng.random() >= VALIDATED:
        return {}
    return {"validated_on": done + days(min(170, skewed_days(rng, 85, 0.45)))}


def _named(rng: np.random.Generator, row: Row, number: int, known: Sources, taken_up: Collection[object]) -> Row:
    """The action with what it came from: of what is known, mostly what nobody took up yet."""
    is_request = not known or rng.random() < 0.04
    waiting = [source for source in known if source[2] not in taken_up]
    asked = waiting if waiting and rng.random() < NEW_SOURCE else known
    kind, source, theme = (
        ("REQUEST", None, wording.theme(rng)) if is_request else asked[int(rng.integers(len(asked)))][1:]
    )
    topic = wording.pick(rng, wording.TOPICS)
    return {
        "action": f"ACT-{number:04d}",
        "source_kind": kind,
        "source": source,
        "programme": PROGRAMME,
        "theme": theme,
        "capability": wording.pick(rng, CAPABILITIES),
        "issue": wording.observed(rng, theme, topic),
        "action_text": f"{wording.measure(rng, theme)}.",
        "capability_element": wording.ELEMENTS[theme],
        "priority": str(rng.choice(("HIGH", "MEDIUM", "LOW"), p=(0.25, 0.5, 0.25))),
        "responsible_organisation": None if rng.random() < 0.02 else f"{row['responsible_partner']} programme cell",
        "poc_role": None if rng.random() < 0.03 else wording.pick(rng, wording.ROLES),
        "success_criterion": None if rng.random() < 0.04 else "Used without questions at the next exercise.",
        "has_evidence": bool(rng.random() < 0.97),
    } | row


def recurring() -> Row:
    """The action that was validated and had to be taken up again."""
    return {
        "action": RECURRING_ACTION,
        "source_kind": "REQUEST",
        "source": None,
        "programme": PROGRAMME,
        "theme": "PROCEDURES",
        "capability": "Operational coordination",
        "issue": "The handover step was left out of the procedure.",
        "action_text": "Add a handover step to the shift checklist.",
        "capability_element": "PLANNING",
        "priority": "HIGH",
        "responsible_partner": "GRE",
        "responsible_organisation": "GRE programme cell",
        "poc_role": "Procedures editor",
        "success_criterion": "No handover without the step at the next exercise.",
        "has_evidence": True,
        "proposed_on": dt.date(2024, 8, 20),
        "endorsed_on": dt.date(2024, 9, 2),
        "tasked_on": dt.date(2024, 9, 12),
        "start_on": dt.date(2024, 10, 1),
        "due_original_on": dt.date(2025, 3, 14),
        "implemented_on": dt.date(2025, 2, 20),
        "validated_on": dt.date(2025, 5, 28),
        "reopened_on": dt.date(2026, 3, 20),
    }
