"""The truth about the reaction survey: who was asked after a course, and what they answered."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from etl.demo.cast import KOBO_COURSES, PROGRAMME
from etl.demo.chance import days, moment, stream
from etl.demo.training import Row, Training
from vocabulary.period import Month

SURVEY = "REACTION"
ITEMS = (
    ("R1", "The course met its stated objectives."),
    ("R2", "I can use what I learnt in my work."),
    ("R3", "Working with the other partners helped me learn."),
    ("R4", "The material was clear."),
)
DISPOSITIONS = (("I", 0.545), ("P", 0.035), ("R", 0.03), ("NC", 0.375), ("O", 0.015))
ANSWERS = (("5", 0.34), ("4", 0.475), ("3", 0.105), ("2", 0.04), ("1", 0.02), ("NA", 0.02))
FIELD_DAYS = 14
LANGUAGES = {"LOR": "fr", "OSM": "de"}


@dataclass(frozen=True)
class Surveys:
    """Invitations (`survey_dispatch`), and one record a response with its answers by item."""

    dispatch: tuple[Row, ...]
    responses: tuple[Row, ...]


def surveys(seed: int, training: Training) -> Surveys:
    """Everybody who was present is asked once; about six in ten answer."""
    runs = {run["run"]: run for run in training.runs}
    first = (place for place in training.places if place["attempt_no"] == 1)
    present = [place for place in first if place["attendance"] in ("PRESENT", "PARTIAL")]
    dispatch = [
        _invitation(stream(seed, "ask", place["run"], place["participant_key"]), place, runs) for place in present
    ]
    responses = [
        _response(stream(seed, "answer", asked["wave"], asked["invitee_key"]), asked, runs)
        for asked in dispatch
        if asked["disposition"] in ("I", "P")
    ]
    return Surveys(tuple(dispatch), tuple(responses))


def wave_of(day: dt.date) -> str:
    """The survey's wave of the month that holds the day."""
    return f"W{Month.of(day)}"


def _invitation(rng: np.random.Generator, place: Row, runs: dict[object, Row]) -> Row:
    end = runs[place["run"]]["end_on"]
    month = Month.of(end)
    sent = dt.datetime(end.year, end.month, end.day, 16, int(rng.integers(0, 60)), tzinfo=dt.UTC)
    names, weights = zip(*DISPOSITIONS, strict=True)
    return {
        "survey": SURVEY,
        "wave": wave_of(end),
        "invitee_key": place["participant_key"],
        "unit": place["unit"],
        "partner": place["unit"][:3],
        "programme": PROGRAMME,
        "linked_run": place["run"],
        "field_opens_on": month.first_day,
        "field_closes_on": (month + 1).first_day + days(FIELD_DAYS),
        "sent_at": sent,
        "channel": "EMAIL",
        "disposition": str(rng.choice(names, p=weights)),
        "closed_at": sent + days(FIELD_DAYS),
    }


def _response(rng: np.random.Generator, asked: Row, runs: dict[object, Row]) -> Row:
    started = moment((asked["sent_at"] + days(rng.integers(1, FIELD_DAYS - 1))).date(), rng)
    seconds = int(rng.integers(95, 620))
    is_partial = asked["disposition"] == "P"
    is_kobo = runs[asked["linked_run"]]["course"] in KOBO_COURSES
    number = int(rng.integers(10**8, 10**9))
    values, weights = zip(*ANSWERS, strict=True)
    answers = {item: str(rng.choice(values, p=weights)) for item, _ in ITEMS}
    return {
        "survey": SURVEY,
        "wave": asked["wave"],
        "run": asked["linked_run"],
        "partner": asked["partner"],
        "invitee_key": asked["invitee_key"],
        "system": "KOBO" if is_kobo else "QUALTRICS",
        "response": str(number) if is_kobo else f"R_{number}",
        "language": LANGUAGES.get(asked["partner"], "en"),
        "started_at": started,
        "submitted_at": started + dt.timedelta(seconds=seconds),
        "duration_s": seconds,
        "progress": 50 if is_partial else 100,
        "answers": answers | ({"R3": "", "R4": ""} if is_partial else {}),
    }
