"""Answers, one row an item."""

from expectations.columns import LINKED_ENGAGEMENT, LINKED_RUN, PROGRAMME, RELEASABILITY, free_text
from expectations.dataset import Column, Dataset

NO_ANSWERS = ("NOT_APPLICABLE", "PREFER_NOT_TO_SAY")
"""Value codes of the two ways to decline an item; an item left blank has neither a code nor a number."""

DATASET = Dataset(
    key="survey_response",
    title="Survey answers",
    one_row_is="one answer to one item by one respondent",
    prefix="SV",
    columns=(
        Column("survey", "id", "the survey"),
        Column("wave", "code", "the round of the survey (2026-03, W1)"),
        Column("response", "text", "the answer sheet, as the survey tool numbers it", longest=64),
        Column("invitee_key", "id", "pseudonym of the person asked; empty for an open link", required=False),
        PROGRAMME,
        Column("partner", "id", "partner of the respondent, if it was asked or is known", required=False),
        Column("unit", "id", "unit of the respondent, if it was asked or is known", required=False),
        LINKED_RUN,
        LINKED_ENGAGEMENT,
        Column("item_code", "code", "the item; one option of a multiple choice is ITEM/OPTION"),
        free_text("value_raw", "the answer as it was given"),
        Column("value_num", "number", "the answer as a number on the item's scale", required=False),
        Column("value_code", "code", f"the answer as a code; {' or '.join(NO_ANSWERS)} where declined", required=False),
        Column("language", "code", "language the form was answered in (EN, FR)", required=False),
        Column("started_at", "moment", "when the form was opened", required=False),
        Column("submitted_at", "moment", "when the form was sent"),
        Column("status", "code", "REAL, or a try-out", allowed=("REAL", "PREVIEW", "TEST")),
        Column("progress", "percent", "how much of the form was passed through", required=False),
        Column("duration_seconds", "integer", "time between opening and sending", required=False, unit="second"),
        Column("form_version", "code", "version of the questionnaire", required=False),
        RELEASABILITY,
    ),
    key_columns=("survey", "wave", "response", "item_code"),
    dated_by="submitted_at",
    references=(
        "programme", "partner", "unit", "course_run", "training_roster", "engagement", "invitation", "survey_item",
        "survey_dispatch",
    ),
    markings_from="releasability",
    usage_warnings=(
        "Compare a partner with itself over time; styles of answering differ between nations.",
        "Blank, not applicable and declined answers are three things, and none of them is a low score.",
    ),
)
