"""The truth about training: course runs, and one person's place in each."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2s

import numpy as np

from etl.demo.cast import (
    COURSES,
    FIRST,
    MONTHS,
    OPENED,
    PARTNERS,
    PROGRAMME,
    SMALL_PARTNER,
    Course,
    Partner,
    members,
)
from etl.demo.chance import days, stream, workday
from vocabulary.period import Month

Row = dict[str, object]

RUNS_A_MONTH = 10
PLACES_STREAM = "nominations"
PLACES_A_MONTH = 168
PASS_MARK = 70
VALID_DAYS = 730
LAST_DAYS = days(6)
"""A partner that leaves sends nobody to a run that it could no longer report."""
USUAL_NO_SHOW = 0.045
NO_SHOW_MONTH, NO_SHOW_SHARE = Month(2025, 2), 0.15
"""One month in which a joint course was moved at short notice: an outlier with a cause."""
TRIES_AGAIN, PASSES_THEN = 0.2, 0.6
ONE_ATTEMPT = ("ELM", "OSM", "VEL")
"""Partners that do not tell attempts apart: two school offices, and the small one."""
SERVICES = {"M": "MILITARY", "L": "LAW_ENFORCEMENT"}
"""By the letter in a unit's code, its service."""
FOR_ONE_SERVICE = (0.45, 0.2)
"""Share of runs that are for one service alone, in the first month and in the last."""
REMOTE_COMPLETION = 0.965
"""Share who finish where the course has remote modules; elsewhere see `_usual_completion`."""


@dataclass(frozen=True)
class Training:
    """Every course run, and every place in one, as they really were."""

    runs: tuple[Row, ...]
    places: tuple[Row, ...]


def training(seed: int) -> Training:
    """All runs and places of the 37 months."""
    runs: list[Row] = []
    places: list[Row] = []
    for month in MONTHS:
        held = [run | _services(seed, run, month) for run in _runs(stream(seed, "runs", month), month, len(runs))]
        taken = _places(stream(seed, PLACES_STREAM, month), month, [run for run in held if run["status"] == "HELD"])
        for run in held:
            occupied = sum(place["run"] == run["run"] for place in taken)
            run["seats_offered"] = max(int(run["seats_offered"]), occupied)
        runs += held
        places += [*taken, *_second_attempts(seed, taken)]
    return Training(tuple(runs), tuple(places))


def _second_attempts(seed: int, places: Iterable[Row]) -> Iterator[Row]:
    """Some of those who failed try again within two days, where the partner's export tells attempts apart."""
    for place in places:
        rng = stream(seed, "again", place["run"], place["participant_key"])
        if place["outcome"] != "COMPLETED_FAIL" or str(place["unit"])[:3] in ONE_ATTEMPT or rng.random() >= TRIES_AGAIN:
            continue
        done = place["completed_on"] + days(rng.integers(1, 3))
        again = place | {"attempt_no": 2, "completed_on": done}
        if rng.random() < PASSES_THEN:
            again |= {
                "outcome": "COMPLETED_PASS",
                "post_score": int(rng.integers(PASS_MARK, 90)),
                "cert_expires_on": done + days(VALID_DAYS),
            }
        yield again


def is_remote(course: Course, month: Month) -> bool:
    return course.remote_since is not None and month >= course.remote_since


def course_of(run: Row) -> Course:
    return next(course for course in COURSES if course.code == run["course"])


def _runs(rng: np.random.Generator, month: Month, earlier: int) -> list[Row]:
    weights = np.array([3.0 if is_remote(course, month) else 1.0 for course in COURSES])
    courses = rng.choice(len(COURSES), RUNS_A_MONTH, p=weights / weights.sum())
    return [_run(rng, month, COURSES[course], earlier + at) for at, course in enumerate(courses, start=1)]


def _run(rng: np.random.Generator, month: Month, course: Course, number: int) -> Row:
    start = workday(month.first_day + days(rng.integers(1, 20)))
    hosts = members(start)
    host = hosts[rng.integers(len(hosts))].code
    return {
        "run": f"RUN-{number:04d}",
        "course": course.code,
        "course_version": 2 if is_remote(course, month) else 1,
        "programme": PROGRAMME,
        "host_partner": host,
        "delivery_partner": host,
        "start_on": start,
        "end_on": start + days(course.hours // 8 - 1),
        "seats_offered": int(rng.integers(17, 22)),
        "status": "CANCELLED" if rng.random() < 0.03 else "HELD",
        "modality": "BLENDED" if is_remote(course, month) else "IN_PERSON",
    }


def _places(rng: np.random.Generator, month: Month, runs: list[Row]) -> list[Row]:
    rows = []
    for partner in PARTNERS:
        open_runs = [
            run for run in runs if partner.is_member(run["start_on"]) and partner.is_member(run["end_on"] + LAST_DAYS)
        ]
        wanted = 1 if partner.code == SMALL_PARTNER else int(rng.poisson(PLACES_A_MONTH * partner.share))
        if open_runs:
            people = [tuple(person) for person in rng.permutation(_people(partner))[:wanted]]
            taken = set(people)
            for person in people:
                run = open_runs[rng.integers(len(open_runs))]
                rows.append(_place(rng, month, run, _of_service(run, person, partner, taken)))
    return rows


def _services(seed: int, run: Row, month: Month) -> Row:
    """The services that the run is for: one of the two less and less often."""
    rng = stream(seed, "services", run["run"])
    of_one = FOR_ONE_SERVICE[0] + (FOR_ONE_SERVICE[1] - FOR_ONE_SERVICE[0]) * len(tuple(FIRST.until(month))) / len(
        MONTHS
    )
    both = rng.random() >= of_one
    return {"participants": ";".join(SERVICES.values()) if both else str(rng.choice(list(SERVICES.values())))}


def _of_service(run: Row, person: tuple[str, str], partner: Partner, taken: set[tuple[str, str]]) -> tuple[str, str]:
    """The person, or somebody of the same partner whose service the run is for and who has no place that month."""
    wanted = str(run["participants"]).split(";")
    if SERVICES[person[1][4]] in wanted:
        return person
    others = [other for other in _people(partner) if SERVICES[other[1][4]] in wanted and other not in taken]
    sent = others[int(person[0][1:], 16) % len(others)]
    taken.add(sent)
    return sent


def _people(partner: Partner) -> list[tuple[str, str]]:
    """Pseudonyms of the people whom a partner may send, with their units."""
    a_unit = 12 if partner.code == SMALL_PARTNER else 45
    return [
        (f"P{blake2s(f'{unit}/{number}'.encode(), digest_size=5).hexdigest().upper()}", unit)
        for unit, _, _ in partner.units
        for number in range(a_unit)
    ]


def _place(rng: np.random.Generator, month: Month, run: Row, person: tuple[str, str]) -> Row:
    nominated = run["start_on"] - days(rng.integers(35, 60))
    place: Row = {
        "run": run["run"],
        "participant_key": str(person[0]),
        "unit": str(person[1]),
        "nominated_on": max(nominated, OPENED),
        "confirmed_on": nominated + days(rng.integers(5, 20)),
        "headcount": 1,
        "attempt_no": 1,
        "test_family": f"T-{run['course']}",
    }
    if rng.random() < 0.02:
        return place | {
            "withdrawn_on": run["start_on"] - days(rng.integers(11, 15)),
            "attendance": "UNKNOWN",
            "outcome": "WITHDRAWN",
        }
    missed = NO_SHOW_SHARE if month == NO_SHOW_MONTH else USUAL_NO_SHOW
    if rng.random() < missed:
        return place | {"attendance": "NO_SHOW", "outcome": "NOT_COMPLETED", "hours_attended": 0}
    wanted = REMOTE_COMPLETION if run["modality"] == "BLENDED" else _usual_completion(month)
    return place | _outcome(rng, run, min(0.99, wanted / (1 - missed)))


def _usual_completion(month: Month) -> float:
    """Share who finish without remote modules: creeping up by a twentieth of a point a month."""
    return 0.862 + 0.0005 * sum(1 for _ in FIRST.until(month))


def _outcome(rng: np.random.Generator, run: Row, completion: float) -> Row:
    course = course_of(run)
    pre = int(rng.integers(35, 62))
    if rng.random() < completion:
        done = run["end_on"] + days(rng.integers(0, 4))
        graded = course.code != "CRS-MEDIA"
        return {
            "attendance": "PRESENT",
            "hours_attended": course.hours,
            "outcome": "COMPLETED_PASS" if graded else "COMPLETED_UNGRADED",
            "pre_score": pre if graded else None,
            "post_score": int(rng.integers(PASS_MARK, 99)) if graded else None,
            "completed_on": done,
            "cert_expires_on": done + days(VALID_DAYS),
        }
    if rng.random() < 0.55 and course.code != "CRS-MEDIA":
        return {
            "attendance": "PRESENT",
            "hours_attended": course.hours,
            "outcome": "COMPLETED_FAIL",
            "pre_score": pre,
            "post_score": int(rng.integers(45, PASS_MARK)),
            "completed_on": run["end_on"] + days(rng.integers(0, 4)),
        }
    return {"attendance": "PARTIAL", "hours_attended": course.hours // 2, "outcome": "NOT_COMPLETED", "pre_score": pre}


def places_in(training: Training, first: dt.date, last: dt.date, partner: str) -> Iterator[Row]:
    """The places of one partner in runs that ended from *first* to *last*."""
    ended = {run["run"] for run in training.runs if first <= run["end_on"] <= last}
    return (place for place in training.places if place["run"] in ended and place["unit"].startswith(f"{partner}-"))
