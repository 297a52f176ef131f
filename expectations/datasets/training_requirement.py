"""Who has to hold which certificate, because of the role they have."""

import pandas as pd

from expectations.columns import PROGRAMME, RELEASABILITY, day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import RECEIVED_ON, exists, looked_up, member_on, same, say, valid_on
from expectations.known import Known
from expectations.rules import in_order, listed, true, unique

KEYS = ("participant_key", "programme", "role", "course", "required_from")


@say("role.requires_course", "the catalogue says that the role requires the course; missing where it names no roles")
def _role_requires(frame: pd.DataFrame, known: Known) -> pd.Series:
    rows = known.rows("course", "course", list(frame["course"].dropna().unique()))
    roles = rows[["course", "required_for_roles"]].dropna()
    roles = roles.assign(role=roles["required_for_roles"].str.split(";")).explode("role")[["course", "role"]]
    roles = roles.assign(role=roles["role"].str.strip()).drop_duplicates()
    found = frame[["course", "role"]].merge(roles.assign(found=True), how="left", on=["course", "role"])["found"]
    return found.notna().astype("boolean").set_axis(frame.index).mask(~frame["course"].isin(roles["course"]))


@say("requirement.goes_on", "it is in force on the day of the submission")
def _goes_on(frame: pd.DataFrame, _known: Known) -> pd.Series:
    return ~(frame["required_to"] < frame["submission.received_on"])


DATASET = Dataset(
    key="training_requirement",
    title="Training requirements",
    one_row_is="one course that one person's role requires, from a day to a day",
    prefix="RQ",
    columns=(
        Column("participant_key", "id", "pseudonym of the person, as in the training roster; never a name"),
        PROGRAMME,
        Column("partner", "id", "partner the person belongs to"),
        Column("unit", "id", "unit the person belongs to", required=False),
        Column("role", "code", "role that requires it"),
        Column("course", "id", "course that is required, in any version"),
        day("required_from", "first day it is required", required=True),
        day("required_to", "last day it is required; empty while the person has the role"),
        RELEASABILITY,
    ),
    key_columns=KEYS,
    references=("programme", "partner", "unit", "membership", "course"),
    facts=(
        RECEIVED_ON,
        exists("programme", "programme"),
        exists("partner", "partner"),
        exists("unit", "unit"),
        exists("course", "course"),
        looked_up("unit", "unit", "partner"),
        same("unit.is_of_partner", "partner", "unit.partner"),
        valid_on("unit.was_open", "unit", "unit", "required_from"),
        member_on("partner.was_member", "programme", "partner", "required_from"),
        member_on("partner.is_member", "programme", "partner", "submission.received_on"),
        _role_requires, _goes_on,
    ),
    rules=(
        unique(
            "RQ-01", Effect.REFUSE_ROW, KEYS,
            reason="A role requires a course of a person once at a time.", hint="Keep the row that is right.",
        ),
        in_order(
            "RQ-02", Effect.REFUSE_ROW, "required_from", "required_to",
            reason="A requirement does not end before it begins.", hint="Mend required_from or required_to.",
        ),
        listed("RQ-03", "programme", "programme"),
        listed("RQ-03b", "partner", "partner"),
        listed("RQ-03c", "unit", "unit"),
        listed("RQ-03d", "course", "course"),
        true(
            "RQ-04", Effect.REFUSE_ROW, "unit.is_of_partner", shows=("unit", "partner"),
            reason="The unit belongs to the partner.", hint="Mend the unit or the partner.",
        ),
        true(
            "RQ-04b", Effect.REFUSE_ROW, "unit.was_open", shows=("unit", "required_from"),
            reason="The unit was open on the first day.", hint="Mend the unit, or its days in the list.",
        ),
        true(
            "RQ-05", Effect.REFUSE_ROW, "partner.was_member", shows=("partner", "programme", "required_from"),
            reason="The partner was a member of the programme on the first day.",
            hint="Mend the partner or the day, or send the membership first.",
        ),
        true(
            "RQ-06", Effect.WARN, "role.requires_course", shows=("role", "course"),
            reason="The catalogue names the role among those that require the course.",
            hint="Add the role to required_for_roles of the course, or mend it here.",
        ),
        true(
            "XD-10", Effect.WARN, "partner.is_member", when="requirement.goes_on",
            shows=("partner", "programme", "required_to"),
            reason="Nothing is required of the people of a partner that left.", hint="Fill in required_to.",
        ),
    ),
    dated_by="required_from",
    markings_from="releasability",
    usage_warnings=("A requirement ends when the person leaves the role; who left is in no later stock.",),
)  # fmt: skip
