"""The truth about two surveys that the office keeps in its own template: use on the job, and trust between partners."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2s

import numpy as np

from etl.demo.cast import PROGRAMME, TODAY, members
from etl.demo.chance import days, moment, stream
from etl.demo.surveys import LANGUAGES
from etl.demo.training import Row, Training
from expectations.code_lists import BARRIERS

FOLLOW_UP, TRUST = "FOLLOWUP", "TRUST"
USED = ("U1", "I have used a skill from the course in my work at least once.")
TRUSTED = (
    ("M1", "I can rely on what other partners tell me."),
    ("M2", "Other partners understand how my service works."),
    ("M3", "I may speak openly about what went wrong."),
    ("M4", "Decisions are made together."),
)
BARRIER = ("B1", "What stands in the way of working together most?")
ASKED_AFTER, ASKED_SHARE, USE = (100, 125), 0.35, 0.68
"""Days after a course that its follow-up goes out; share of those who completed it that is asked; share who say yes."""
ANSWERED = 0.52
FIELD_DAYS = 21
CLOSES = "closes_on"
"""What the simulation knows of an answer and the template has no column for: when the field of its wave closed."""
WAVES = tuple(dt.date(year, month, 4) for year in (2023, 2024, 2025, 2026) for month in (5, 11))[1:7]
"""The half-yearly rounds of the trust survey, November 2023 to May 2026."""
A_PARTNER = 20
FAVOURABLE, A_WAVE = 0.58, 0.025
"""Share of favourable answers in the first round, and by how much it grows from one to the next."""
BARRIER_WEIGHTS = (0.06, 0.14, 0.12, 0.2, 0.08, 0.13, 0.11, 0.09, 0.05, 0.02)


@dataclass(frozen=True)
class OtherSurveys:
    """Invitations and answers, one row an item, both as the template holds them."""

    dispatch: tuple[Row, ...]
    responses: tuple[Row, ...]


def item_rows() -> list[Row]:
    shared = {"form_version": "1", "language": "EN"}
    used = {"survey": FOLLOW_UP, "item_code": USED[0], "label": USED[1], "scale": "YESNO", "measures": "APPLICATION"}
    trusted = [
        {"survey": TRUST, "item_code": code, "label": label, "scale": "LIKERT5", "measures": "TRUST"}
        for code, label in TRUSTED
    ]
    barrier = {"survey": TRUST, "item_code": BARRIER[0], "label": BARRIER[1], "scale": "CODE", "measures": "BARRIER"}
    return [shared | row for row in (used, *trusted, barrier | {"options": ";".join(BARRIERS)})]


def other_surveys(seed: int, training: Training) -> OtherSurveys:
    """Both surveys, as far as their field was closed by the last day."""
    asked = [*_follow_ups(seed, training), *_trust_invitations(seed)]
    asked = [row for row in asked if row["field_closes_on"] <= TODAY]
    answers = [answer for row in asked if row["disposition"] == "I" for answer in _answers(seed, row)]
    return OtherSurveys(tuple(asked), tuple(answers))


def _follow_ups(seed: int, training: Training) -> list[Row]:
    ends = {run["run"]: run["end_on"] for run in training.runs}
    rows: dict[tuple[object, str], Row] = {}
    for place in training.places:
        rng = stream(seed, "follow-up", place["run"], place["participant_key"])
        if place["outcome"] in ("COMPLETED_PASS", "COMPLETED_UNGRADED") and rng.random() < ASKED_SHARE:
            sent = ends[place["run"]] + days(rng.integers(*ASKED_AFTER))
            wave = {"survey": FOLLOW_UP, "wave": f"F{sent:%Y-%m}", "linked_run": place["run"]}
            invitation = _invitation(rng, wave, place["participant_key"], str(place["unit"]), sent)
            rows.setdefault((place["participant_key"], str(wave["wave"])), invitation)
    return list(rows.values())


def _trust_invitations(seed: int) -> list[Row]:
    rows = []
    for number, sent in enumerate(WAVES):
        for partner in members(sent):
            for person in range(A_PARTNER):
                rng = stream(seed, "trust", number, partner.code, person)
                key = f"S{blake2s(f'{partner.code}/{person}'.encode(), digest_size=5).hexdigest().upper()}"
                unit = partner.units[person % len(partner.units)][0]
                rows.append(_invitation(rng, {"survey": TRUST, "wave": f"T{number + 1}"}, key, unit, sent))
    return rows


def _invitation(rng: np.random.Generator, wave: Row, invitee: object, unit: str, sent: dt.date) -> Row:
    month_after = (sent.replace(day=1) + days(62)).replace(day=1)
    closes = month_after + days(FIELD_DAYS) if wave["survey"] == FOLLOW_UP else sent + days(FIELD_DAYS)
    return wave | {
        "invitee_key": invitee,
        "programme": PROGRAMME,
        "partner": unit[:3],
        "unit": unit,
        "sent_at": dt.datetime(sent.year, sent.month, sent.day, 9, int(rng.integers(0, 60)), tzinfo=dt.UTC),
        "channel": "EMAIL",
        "disposition": "I" if rng.random() < ANSWERED else str(rng.choice(("R", "NC"), p=(0.1, 0.9))),
        "field_opens_on": sent.replace(day=1),
        "field_closes_on": closes,
        "closed_at": dt.datetime(sent.year, sent.month, sent.day, 17, tzinfo=dt.UTC) + days(FIELD_DAYS),
    }


def _answers(seed: int, asked: Row) -> list[Row]:
    rng = stream(seed, "says", asked["survey"], asked["wave"], asked["invitee_key"])
    started = moment((asked["sent_at"] + days(rng.integers(1, FIELD_DAYS - 2))).date(), rng)
    seconds = int(rng.integers(130, 380))
    sheet = {name: asked[name] for name in ("survey", "wave", "invitee_key", "programme", "partner", "unit")}
    sheet |= {
        "linked_run": asked.get("linked_run"),
        "response": f"{asked['wave']}-{asked['invitee_key']}",
        "language": LANGUAGES.get(str(asked["partner"]), "en"),
        "started_at": started,
        "submitted_at": started + dt.timedelta(seconds=seconds),
        "duration_seconds": seconds,
        "status": "REAL",
        "progress": 100,
        "form_version": "1",
        CLOSES: asked["field_closes_on"],
    }
    said = _used(rng) if asked["survey"] == FOLLOW_UP else _trusted(rng, int(str(asked["wave"])[1:]) - 1)
    return [sheet | answer for answer in said]


def _used(rng: np.random.Generator) -> Sequence[Row]:
    uses = bool(rng.random() < USE)
    return [{"item_code": USED[0], "value_raw": "Yes" if uses else "No", "value_num": int(uses)}]


def _trusted(rng: np.random.Generator, number: int) -> Sequence[Row]:
    favourable = FAVOURABLE + A_WAVE * number
    weights = (0.05, 0.12, 0.83 - favourable, favourable * 0.68, favourable * 0.32)
    scores = rng.choice((1, 2, 3, 4, 5), len(TRUSTED), p=weights)
    rows = [
        {"item_code": code, "value_raw": str(score), "value_num": int(score)}
        for (code, _), score in zip(TRUSTED, scores, strict=True)
    ]
    barrier = str(rng.choice(BARRIERS, p=BARRIER_WEIGHTS))
    return [*rows, {"item_code": BARRIER[0], "value_raw": barrier, "value_code": barrier}]
