from collections.abc import Iterator
from typing import NamedTuple

from tests.metrics.plain.asked import Asked, Counted, Rows, by_key


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
        came = [
            (place["partner"] or unit.get("partner"), unit.get("kind"))
            for place in rows("training_roster")
            if place["run"] == run["run"] and place["attendance"] in ("PRESENT", "PARTIAL")
            for unit in [units.get(place["unit"], {})]
        ]
        partners, kinds = {partner for partner, _ in came}, {kind for _, kind in came}
        has_both = bool(kinds & {"MILITARY", "JOINT"}) and bool(kinds & {"LAW_ENFORCEMENT", "JOINT"})
        yield Run(
            len(partners - {None}) >= 2 or (None if None in partners else False),
            has_both or (None if None in kinds else False),
            bool(came),
        )
