"""What really happened: the whole programme, simulated once from a seed."""

from dataclasses import dataclass

from etl.demo.actions import actions
from etl.demo.changes import with_changes
from etl.demo.engagements import Engagements, engagements
from etl.demo.observations import lessons, observations, with_recurrences
from etl.demo.reviews import Reviews, overlooked, reviews
from etl.demo.standing import Registers, registers
from etl.demo.surveys import Surveys, surveys
from etl.demo.training import Row, Training, training


@dataclass(frozen=True)
class Truth:
    """Everything that happened, with all of its dates. Files show what was known of it when they were sent."""

    seed: int
    training: Training
    surveys: Surveys
    engagements: Engagements
    reviews: Reviews
    observations: tuple[Row, ...]
    actions: tuple[Row, ...]
    registers: Registers


def truth(seed: int) -> Truth:
    """Simulate the programme. The same seed gives the same truth."""
    taught = training(seed)
    met = engagements(seed)
    reviewed = reviews(seed, met)
    seen = observations(seed)
    decided = with_changes(seed, actions(seed, _sources(reviewed, seen)))
    seen = with_recurrences(seen, decided)
    kept = registers(seed, taught, decided)
    return Truth(seed, taught, surveys(seed, taught), met, reviewed, seen, decided, kept)


def _sources(reviewed: Reviews, seen: tuple[Row, ...]) -> list[tuple]:
    """What an action may come from: areas for improvement of final reviews, and lessons identified.

    Not what a review set aside, nor what is overlooked.
    """
    never = overlooked(reviewed.findings)
    final = {review["review"]: review["finalised_on"] for review in reviewed.reviews}
    found = [
        (final[row["review"]], "FINDING", row["finding"], row["theme"])
        for row in reviewed.findings
        if row["kind"] == "AREA_FOR_IMPROVEMENT" and row["no_action_reason"] is None and row["finding"] not in never
    ]
    learnt = [(row["finalised_on"], "OBSERVATION", row["observation"], row["theme"]) for row in lessons(seen)]
    return sorted(found + learnt)
