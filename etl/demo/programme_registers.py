"""The programme's other registers, one workbook a period: what partners agreed, adopted, changed, rated and counted."""

import datetime as dt

from etl.demo import agreements, assessments, changes, requirements, summaries
from etl.demo.chance import days
from etl.demo.office import changed, days_before
from etl.demo.other_surveys import CLOSES
from etl.demo.parcel import Parcel
from etl.demo.rhythm import OFFICE_DAY, REGISTERS_DAY, office_turns
from etl.demo.standing import Registers
from etl.demo.tables import template_workbook
from etl.demo.training import Row


def programme_parcels(seed: int, known: Registers) -> list[Parcel]:
    """One workbook a period: the rows that are new or changed since the one before."""
    turns = office_turns(seed, REGISTERS_DAY, "programme registers")
    return [
        Parcel(
            f"programme_registers_{turn.period.code}.xlsx",
            template_workbook(_sheets(known, before, turn.received_at.date())),
            "template",
            turn.received_at,
            period=turn.period.code,
        )
        for turn, before in zip(turns, days_before(turns), strict=True)
    ]


def _sheets(known: Registers, before: dt.date, on: dt.date) -> dict[str, list[Row]]:
    parts = {
        "agreement": (known.agreements, agreements.agreement_as_known),
        "standards_adoption": (known.adoptions, agreements.adoption_as_known),
        "partner_self_assessment": (known.assessments, assessments.as_known),
        "training_requirement": (known.requirements, requirements.as_known),
        "theme_summary": (known.summaries, summaries.as_known),
        "change_log": (known.changes, changes.as_known),
        "survey_response": (known.surveys.responses, _answered),
    }
    return {dataset: rows for dataset, part in parts.items() if (rows := changed(*part, before, on))}


def _answered(answer: Row, on: dt.date) -> Row | None:
    """Answers are sent once the office's return has told who was asked, which it does when a wave is closed."""
    is_told = answer[CLOSES] + days(REGISTERS_DAY - OFFICE_DAY) <= on
    return {name: value for name, value in answer.items() if name != CLOSES} if is_told else None
