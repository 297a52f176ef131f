"""The codebook: every question of every version of a survey form."""

import pandas as pd

from expectations.dataset import Column, Dataset, Effect
from expectations.facts import before, is_in, say
from expectations.known import Known
from expectations.rules import filled, true, unique
from expectations.texts import screened_texts

SCALES = ("LIKERT5", "NPS11", "YESNO", "MULTI", "TEXT", "CODE")
KEYS = ("survey", "form_version", "item_code")


@say("scale.is_kept", "an item keeps the scale that answers were given on")
def _scale_is_kept(frame: pd.DataFrame, _known: Known) -> pd.Series:
    kept = (frame["scale"] == frame["before.scale"]).astype("boolean")
    return kept.mask(frame["before.scale"].isna())


DATASET = Dataset(
    key="survey_item",
    title="Survey codebook",
    one_row_is="one item of one version of a survey form",
    prefix="SI",
    columns=(
        Column("survey", "id", "the survey"),
        Column("form_version", "code", "version of the form; 1 where versions are not kept"),
        Column("item_code", "code", "the item, as answers name it"),
        Column("label", "text", "the question in words", longest=500),
        Column(
            "scale", "code",
            "LIKERT5 one to five, NPS11 nought to ten, YESNO, MULTI several codes, CODE one code, TEXT own words",
            allowed=SCALES,
        ),
        Column("options", "list", "codes that may be chosen, for MULTI and CODE", required=False),
        Column("is_reversed", "boolean", "a high answer is a bad one; empty is no", required=False),
        Column(
            "measures", "code", "what the item is asked for", required=False,
            allowed=("REACTION", "LEARNING", "APPLICATION", "RECOMMENDATION", "TRUST", "BARRIER", "BACKGROUND"),
        ),
        Column("language", "code", "language of the label", required=False),
    ),
    key_columns=KEYS,
    facts=(
        before("survey_item", KEYS, "scale"),
        _scale_is_kept,
        is_in("scale.has_options", "scale", ("MULTI", "CODE")),
    ),
    rules=(
        unique(
            "SI-01", Effect.REFUSE_SUBMISSION, KEYS,
            reason="An item is listed once for each version of its form.", hint="Keep one row.",
        ),
        true(
            "SI-02", Effect.REFUSE_SUBMISSION, "scale.is_kept", shows=("scale", "item_code"),
            reason="An item keeps its scale: earlier answers were given on it.",
            hint="List the changed item under a new form_version.",
        ),
        filled(
            "SI-03", Effect.WARN, "options", when="scale.has_options",
            reason="An item to be chosen from a list says its list.", hint="Write the codes, joined by ;",
        ),
        *screened_texts("SG-02", ("label",)),
    ),
    usage_warnings=("Items are compared only where wording and scale are the same.",),
    example={"survey": "REACTION", "form_version": "1", "item_code": "R1", "scale": "LIKERT5", "measures": "REACTION",
             "label": "The course met its stated objectives."},
)  # fmt: skip
