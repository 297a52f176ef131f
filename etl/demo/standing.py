"""The truth behind the programme's other registers."""

from dataclasses import dataclass

from etl.demo import agreements, assessments, changes, requirements, summaries
from etl.demo.cast import TODAY
from etl.demo.other_surveys import OtherSurveys, other_surveys
from etl.demo.training import Row, Training


@dataclass(frozen=True)
class Registers:
    """What the workbook is written from, with all of its days."""

    agreements: tuple[Row, ...]
    adoptions: tuple[Row, ...]
    assessments: tuple[Row, ...]
    changes: tuple[Row, ...]
    summaries: tuple[Row, ...]
    requirements: tuple[Row, ...]
    surveys: OtherSurveys


def registers(seed: int, training: Training, actions: tuple[Row, ...]) -> Registers:
    """Simulate the registers. The same seed gives the same rows."""
    return Registers(
        agreements.agreements(),
        agreements.adoptions(seed, TODAY),
        assessments.assessments(seed),
        changes.changes(seed, actions),
        summaries.summaries(seed),
        requirements.requirements(seed, training),
        other_surveys(seed, training),
    )
