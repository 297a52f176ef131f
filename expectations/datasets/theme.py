"""Themes that observations, findings and courses are sorted by: topics of the programme, nothing else."""

from expectations.columns import day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import exists
from expectations.retirement import Use, free_to_retire
from expectations.rules import in_order, one_of, true, unique
from expectations.texts import screened_texts

TOPICS = (
    "TRAINING", "PROCEDURES", "COMMUNICATION", "COORDINATION", "LEGAL", "TERMINOLOGY", "EQUIPMENT_COMPATIBILITY",
    "RESOURCES", "OTHER",
)  # fmt: skip
"""The topics a programme may sort by (SG-03): how partners work together, never what, where or against whom."""

STILL_USED = (
    Use("course_theme_map", ("theme",), "valid_to", goes_on=True),
    Use("observation", ("theme",), "submitted_on"),
)
"""What must have ended with a theme that is retired."""

DATASET = Dataset(
    key="theme",
    title="Themes",
    one_row_is="one theme of the programme",
    prefix="TH",
    columns=(
        Column("theme", "id", "code of the theme"),
        Column("name", "text", "its name", longest=100),
        Column("topic", "code", "the programme topic it belongs to"),
        Column("parent_theme", "id", "wider theme it is part of", required=False),
        day("valid_from", "first day it is used; empty is always"),
        day("valid_to", "last day it is used; empty is still"),
    ),
    key_columns=("theme",),
    references=("theme",),
    facts=(
        exists("parent_theme", "theme", key="theme"),
        free_to_retire("theme.is_free_to_retire", ("theme",), "valid_to", STILL_USED),
    ),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, ["theme"], reason="A theme is listed once.", hint="Keep one row.",
        ),
        in_order(
            "RF-01b", Effect.REFUSE_SUBMISSION, "valid_from", "valid_to",
            reason="A theme does not end before it begins.", hint="Mend valid_from or valid_to.",
        ),
        one_of(
            "SG-03", Effect.REFUSE_SUBMISSION, "topic", TOPICS,
            reason=f"A theme belongs to one of the programme's topics: {', '.join(TOPICS)}.",
            hint="Sort it under a topic; what fits none does not belong in this warehouse.",
        ),
        true(
            "TH-01", Effect.REFUSE_ROW, "parent_theme.exists",
            reason="The wider theme is in the list.", hint="Add it first, or mend its code.",
        ),
        true(
            "RF-11", Effect.WARN, "theme.is_free_to_retire", shows=("valid_to", "theme"), needs=("valid_to",),
            reason="No course teaches and no observation names a theme after its last day.",
            hint="End its mappings on or before that day, sort the observations anew, or give the theme a later last day.",
        ),
        *screened_texts("SG-02", ("name",)),
    ),
    example={"theme": "TERMINOLOGY", "name": "Terminology and forms", "topic": "TERMINOLOGY"},
)  # fmt: skip
