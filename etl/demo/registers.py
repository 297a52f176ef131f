"""The corrective action register as the programme office keeps it: an improvement plan with titles above its header."""

from etl.demo import action_register
from etl.demo.cast import TITLE
from etl.demo.chance import days
from etl.demo.office import changed, days_before
from etl.demo.parcel import Parcel
from etl.demo.rhythm import ACTIONS_DAY, Turn, office_turns
from etl.demo.tables import workbook
from etl.demo.training import Row
from etl.demo.truth import Truth

PLAN = {
    "Action no.": "action",
    "Source": "source_kind",
    "Source no.": "source",
    "Core capability": "capability",
    "Theme": "theme",
    "Area for improvement": "issue",
    "Corrective action": "action_text",
    "Capability element": "capability_element",
    "Priority": "priority",
    "Owner": "responsible_partner",
    "Primary responsible organisation": "responsible_organisation",
    "Organisation POC (role)": "poc_role",
    "How we know it worked": "success_criterion",
    "State": "state",
    "Proposed": "proposed_on",
    "Endorsed": "endorsed_on",
    "Tasked": "tasked_on",
    "Concurrence": "concurrence",
    "Start date": "start_on",
    "Completion date, original": "due_original_on",
    "Completion date, current": "due_current_on",
    "Times moved": "due_change_count",
    "Why moved": "due_change_reason",
    "Percent complete": "percent_complete",
    "Implemented": "implemented_on",
    "Validated": "validated_on",
    "Validated by (role)": "validated_by_role",
    "Evidence": "evidence_ref",
    "Changed document": "change_ref",
    "Why ended": "cancel_reason",
    "Ended by (role)": "ended_by_role",
    "Ended": "ended_on",
    "Reopened": "reopened_on",
    "First validated": "first_validated_on",
    "Last update": "updated_on",
}
"""The plan's own headers, and what they hold. `etl/profiles/improvement_plan.toml` reads them."""
IN_WORDS = ("source_kind", "state", "concurrence", "capability_element", "priority")
WORDY_PERIOD = "2026Q1"
WORDY_DATES = ("Q3 2026", "ongoing")
"""What was typed into two date cells of one plan; those two rows were sent again."""


def register_parcels(truth: Truth) -> list[Parcel]:
    """One plan a period: the actions that are new or changed since the one before."""
    turns = office_turns(truth.seed, ACTIONS_DAY, "actions")
    parcels: list[Parcel] = []
    for turn, before in zip(turns, days_before(turns), strict=True):
        rows = changed(truth.actions, action_register.as_known, before, turn.received_at.date())
        parcels += _with_words(turn, rows) if turn.period.code == WORDY_PERIOD else [_plan(turn, rows)]
    return parcels


def _plan(turn: Turn, rows: list[Row], word: str = "", note: str = "") -> Parcel:
    titles = [[TITLE], [f"Improvement plan, period {turn.period.code}"], []]
    lines = [[_words(row, column) for column in PLAN.values()] for row in rows]
    content = workbook({"Improvement plan": [*titles, list(PLAN), *lines]})
    return Parcel(
        f"improvement_plan_{turn.period.code}{word}.xlsx",
        content,
        "improvement_plan",
        turn.received_at,
        period=turn.period.code,
        declared_rows=len(rows),
        note=note,
    )


def _words(row: Row, column: str) -> object:
    """A cell of the plan; codes are written as words."""
    value = row.get(column)
    return str(value).replace("_", " ").capitalize() if value and column in IN_WORDS else value


def _with_words(turn: Turn, rows: list[Row]) -> list[Parcel]:
    wrong = [row for row in rows if row["state"] == "IN_IMPLEMENTATION"][: len(WORDY_DATES)]
    said = {row["action"]: words for row, words in zip(wrong, WORDY_DATES, strict=True)}
    spoilt = [row | {"due_current_on": said.get(row["action"], row.get("due_current_on"))} for row in rows]
    mended = Turn(turn.period, turn.received_at + days(8))
    return [_plan(turn, spoilt), _plan(mended, wrong, "_mended", "The two due dates that were words, as dates.")]
