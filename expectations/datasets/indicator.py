"""Indicators that a programme added to those of the field, so that targets can be set for them."""

from expectations.dataset import Column, Dataset
from expectations.indicator_codes import DIRECTIONS, UNITS

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
    example={"indicator": "OWN-01", "name": "Share of visits with a written summary", "measured_in": "PERCENT",
             "direction": "UP"},
)  # fmt: skip
