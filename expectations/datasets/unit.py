"""Units of the partners that send people."""

import pandas as pd

from expectations.columns import day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import exists, looked_up, say
from expectations.known import Known
from expectations.reference_facts import EVER, FOR_EVER, has_one_root, in_no_circle, names_one
from expectations.retirement import Use, free_to_retire
from expectations.rules import in_order, true, unique
from expectations.texts import screened_texts


@say("unit.is_within_parent", "the unit exists only while its parent does")
def _is_within_parent(frame: pd.DataFrame, _known: Known) -> pd.Series:
    begins = frame["valid_from"].fillna(EVER) >= frame["parent_unit.valid_from"].fillna(EVER)
    ends = frame["valid_to"].fillna(FOR_EVER) <= frame["parent_unit.valid_to"].fillna(FOR_EVER)
    return (begins & ends).astype("boolean").mask(frame["parent_unit"].isna())


@say("unit.shares_partner_with_parent", "the unit belongs to the partner of its parent")
def _shares_partner(frame: pd.DataFrame, _known: Known) -> pd.Series:
    same = (frame["partner"] == frame["parent_unit.partner"]).astype("boolean")
    return same.mask(frame["partner"].isna() | frame["parent_unit.partner"].isna())


STILL_USED = (
    Use("training_requirement", ("unit",), "required_to", goes_on=True),
    Use("partner_self_assessment", ("unit",), "assessed_on"),
)
"""What must have ended with a unit that closes."""

DATASET = Dataset(
    key="unit",
    title="Units",
    one_row_is="one unit of one partner",
    prefix="UN",
    columns=(
        Column("unit", "id", "code of the unit", aliases=("unit code", "unit id")),
        Column("partner", "id", "partner it belongs to"),
        Column("parent_unit", "id", "unit it is part of; empty at the top", required=False),
        Column("name", "text", "its name, without places below country", longest=150),
        Column(
            "kind", "code", "kind of service; empty where the source does not know", required=False,
            allowed=("MILITARY", "LAW_ENFORCEMENT", "CIVIL", "JOINT"), aliases=("unit type",),
        ),
        Column("aliases", "list", "other spellings of its name", required=False),
        day("valid_from", "day it opened; empty is always"),
        day("valid_to", "day it closed; empty is still"),
    ),
    key_columns=("unit",),
    references=("partner", "unit"),
    facts=(
        exists("partner", "partner"),
        exists("parent_unit", "unit", key="unit"),
        looked_up("parent_unit", "unit", "partner", key="unit"),
        looked_up("parent_unit", "unit", "valid_from", key="unit"),
        looked_up("parent_unit", "unit", "valid_to", key="unit"),
        in_no_circle("unit.is_in_no_circle", "unit", "unit", "parent_unit"),
        has_one_root("unit.has_one_root", "unit", "parent_unit", within="partner"),
        names_one("unit.is_named_once", "unit", "unit", ("unit", "aliases")),
        _is_within_parent,
        _shares_partner,
        free_to_retire("unit.is_free_to_retire", ("unit",), "valid_to", STILL_USED),
    ),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, ["unit"],
            reason="A unit is listed once.", hint="Keep one row; put other spellings into aliases.",
        ),
        in_order(
            "RF-01b", Effect.REFUSE_SUBMISSION, "valid_from", "valid_to",
            reason="A unit does not close before it opens.", hint="Mend valid_from or valid_to.",
        ),
        true(
            "RF-02", Effect.REFUSE_SUBMISSION, "unit.is_in_no_circle", shows=("parent_unit", "unit"),
            reason="Going from parent to parent ends at a unit without a parent.", hint="Mend the parent units.",
        ),
        true(
            "RF-02b", Effect.REFUSE_SUBMISSION, "unit.has_one_root", shows=("parent_unit", "partner", "unit"),
            reason="The units of a partner that names parents hang on one top unit.",
            hint="Give every unit but the top one its parent, or leave all parents empty.",
        ),
        true(
            "RF-02c", Effect.REFUSE_SUBMISSION, "unit.is_within_parent",
            shows=("valid_from", "valid_to", "parent_unit"), needs=("parent_unit",),
            reason="A unit exists only while its parent unit does.", hint="Mend its days or its parent's.",
        ),
        true(
            "RF-02d", Effect.REFUSE_SUBMISSION, "parent_unit.exists",
            reason="A parent unit is in the list.", hint="Add the parent unit, or mend its code.",
        ),
        true(
            "RF-03", Effect.REFUSE_SUBMISSION, "unit.shares_partner_with_parent", shows=("partner", "parent_unit"),
            reason="A unit belongs to the partner of its parent unit.", hint="Mend partner or parent_unit.",
        ),
        true(
            "RF-13", Effect.REFUSE_SUBMISSION, "unit.is_named_once", shows=("aliases", "unit"),
            reason="A code or alias means one unit only.", hint="Take the shared alias out of one of the two rows.",
        ),
        true(
            "UN-01", Effect.REFUSE_ROW, "partner.exists",
            reason="The partner is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
        true(
            "RF-11", Effect.WARN, "unit.is_free_to_retire", shows=("valid_to", "unit"), needs=("valid_to",),
            reason="Nothing is required or assessed of a unit after it closed.",
            hint="End the requirements on or before that day, or give the unit a later last day.",
        ),
        *screened_texts("SG-02", ("name",)),
    ),
    example={"unit": "ALD-M1", "partner": "ALD", "name": "Response Training Centre", "kind": "MILITARY"},
)  # fmt: skip
