"""Whether partners adopted the common standards: considered, ratified, implemented."""

from expectations.columns import RELEASABILITY, day, free_text
from expectations.dataset import Column, Dataset

STATES = (
    "NOT_CONSIDERED", "RATIFIED", "RATIFIED_WITH_RESERVATION", "IMPLEMENTED", "NOT_RATIFYING", "NOT_APPLICABLE",
)  # fmt: skip

DATASET = Dataset(
    key="standards_adoption",
    title="Adoption of standards",
    one_row_is="one partner's status on one standard, from a day on",
    prefix="AG",
    columns=(
        Column("standard", "id", "the standard"),
        Column("edition", "code", "edition the status is about"),
        Column("partner", "id", "the partner"),
        Column("status", "code", "how far it came", allowed=STATES),
        day("status_on", "first day of the status; it holds until the partner's next one", required=True),
        free_text("reservation_note", "what the reservation is about", longest=500),
        RELEASABILITY,
    ),
    key_columns=("standard", "partner", "status_on"),
    references=("standard", "partner"),
    dated_by="status_on",
    markings_from="releasability",
    usage_warnings=(
        "Ratified is not implemented.",
        "A partner's status is its latest one by status_on, whatever the edition.",
    ),
)
