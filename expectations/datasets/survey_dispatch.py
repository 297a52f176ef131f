"""Who was asked to answer which wave of a survey, and what became of it."""

from expectations.columns import LINKED_ENGAGEMENT, LINKED_RUN, PROGRAMME, RELEASABILITY, day
from expectations.dataset import Column, Dataset

DISPOSITIONS = ("I", "P", "R", "NC", "O", "UH", "UO", "INELIGIBLE")
"""AAPOR's final dispositions: complete, partial, refusal, non-contact, other, unknown (two kinds), ineligible."""

DATASET = Dataset(
    key="survey_dispatch",
    title="Survey invitations",
    one_row_is="one person asked to answer one wave of a survey",
    prefix="SV",
    columns=(
        Column("survey", "id", "the survey"),
        Column("wave", "code", "the round of the survey (2026-03, W1)"),
        Column("invitee_key", "id", "pseudonym of the person asked; never a name or address"),
        PROGRAMME,
        Column("partner", "id", "partner of the person asked"),
        Column("unit", "id", "unit of the person asked", required=False),
        LINKED_RUN,
        LINKED_ENGAGEMENT,
        Column("sent_at", "moment", "when the invitation was sent"),
        Column(
            "channel",
            "code",
            "how it was sent",
            required=False,
            allowed=("EMAIL", "WEB", "PAPER", "IN_PERSON", "PHONE", "OTHER"),
        ),
        Column("disposition", "code", "what became of it: I complete, P partial, R refused ...", allowed=DISPOSITIONS),
        Column("closed_at", "moment", "when the person answered or was given up", required=False),
        day("field_opens_on", "first day on which the wave takes answers"),
        day("field_closes_on", "last day on which the wave takes answers", required=True),
        RELEASABILITY,
    ),
    key_columns=("survey", "wave", "invitee_key"),
    dated_by="field_closes_on",
    references=("programme", "partner", "unit", "course_run", "engagement"),
    markings_from="releasability",
    usage_warnings=("An open link has no invitations, so no response rate can be computed for it.",),
)
