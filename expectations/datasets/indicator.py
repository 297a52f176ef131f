"""Indicators that a programme added to those of the field, so that targets can be set for them."""

from expectations.dataset import Column, Dataset, Effect
from expectations.indicator_codes import CODES, DIRECTIONS, UNITS
from expectations.rules import matches, none_of, unique
from expectations.texts import screened_texts

DATASET = Dataset(
    key="indicator",
    title="Indicators of one's own",
    one_row_is="one indicator beyond those of the field",
    prefix="IN",
    columns=(
        Column("indicator", "code", "code of the indicator (OWN-01)"),
        Column("name", "text", "its name", longest=150),
        Column("measured_in", "code", "unit of its values", allowed=UNITS),
        Column("direction", "code", "which way is better", allowed=DIRECTIONS),
        Column("owner_role", "text", "role that answers for it", required=False, longest=100),
    ),
    key_columns=("indicator",),
    rules=(
        unique(
            "RF-01", Effect.REFUSE_SUBMISSION, ["indicator"],
            reason="An indicator is listed once.", hint="Keep one row.",
        ),
        matches(
            "IN-01", Effect.REFUSE_ROW, "indicator", r"^[A-Z]{2,4}-\d{2}$",
            reason="The code of an indicator is a few letters and two digits, such as OWN-01.", hint="Mend the code.",
        ),
        none_of(
            "IN-02", Effect.REFUSE_ROW, "indicator", CODES,
            reason="The field's own codes keep their meaning.", hint="Give it a code of its own, such as OWN-01.",
        ),
        *screened_texts("SG-02", ("name", "owner_role")),
    ),
    example={"indicator": "OWN-01", "name": "Share of visits with a written summary", "measured_in": "PERCENT",
             "direction": "UP"},
)  # fmt: skip
