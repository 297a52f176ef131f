from collections.abc import Iterator
from typing import NamedTuple

from tests.metrics.plain.asked import Asked, Counted, Record, Rows, by_key


class Run(NamedTuple):
    """What is known of a run: None where it rests on what is not stated."""

    partners: bool | None
    services: bool | None
    has_anybody: bool

    @property
    def is_joint(self) -> bool | None:
        if not self.has_anybody:
            return None
        if self.partners and self.services:
            return True
        return False if False in (self.partners, self.services) else None


def counted(rows: Rows, asked: Asked) -> Counted:
    result = Counted()
    for run in _runs(rows, asked):
        if run.is_joint is None:
            result.left_out += 1
        else:
            result.add(run.is_joint)
    return result


def parts(rows: Rows, asked: Asked) -> list[int]:
    """Of the runs that count: with two partners or more, with both services."""
    known = [run for run in _runs(rows, asked) if run.is_joint is not None]
    return [sum(run.partners is True for run in known), sum(run.services is True for run in known)]


def _runs(rows: Rows, asked: Asked) -> Iterator[Run]:
    units = by_key(rows("unit"), "unit")
    for run in rows("course_run"):
        if run["status"] != "HELD" or not asked.covers(run["programme"], run["host_partner"], run["end_on"]):
            continue
        taken = [
            (_was_there(place), place["partner"] or unit.get("partner"), unit.get("kind"))
            for place in rows("training_roster")
            if place["run"] == run["run"] and _was_there(place) is not False
            for unit in [units.get(place["unit"], {})]
        ]
        came = [each for each in taken if each[0]]
        yield Run(
            _has_two(came) or (None if _has_two(taken) or any(each[1] is None for each in taken) else False),
            _has_both(came) or (None if _has_both(taken) or any(each[2] is None for each in taken) else False),
            bool(came),
        )


def _was_there(place: Record) -> bool | None:
    """None where nobody knows."""
    if place["attendance"] != "UNKNOWN":
        return place["attendance"] in ("PRESENT", "PARTIAL")
    if place["outcome"].startswith("COMPLETED"):
        return True
    return False if place["outcome"] == "WITHDRAWN" else None


def _has_two(places: list[tuple]) -> bool:
    return len({partner for _, partner, _ in places} - {None}) >= 2


def _has_both(places: list[tuple]) -> bool:
    kinds = {kind for _, _, kind in places}
    return bool(kinds & {"MILITARY", "JOINT"}) and bool(kinds & {"LAW_ENFORCEMENT", "JOINT"})
