"""Whether partners adopted the common standards: considered, ratified, implemented."""

from expectations import agreement_facts as facts
from expectations.columns import RELEASABILITY, day, free_text
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import RECEIVED_ON, exists, is_in, looked_up_by
from expectations.rules import filled, in_order, listed, strictly_in_order, true, unique
from expectations.texts import screened_texts

KEYS = ("standard", "partner", "status_on")
EDITION = {"standard": "standard", "edition": "edition"}

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
    key_columns=KEYS,
    references=("standard", "partner"),
    facts=(
        RECEIVED_ON,
        exists("partner", "partner"),
        looked_up_by("edition.promulgated_on", "standard", EDITION, "promulgated_on"),
        looked_up_by("edition.superseded_on", "standard", EDITION, "superseded_on"),
        is_in("status.is_implemented", "status", ("IMPLEMENTED",)),
        is_in("status.has_reservation", "status", ("RATIFIED_WITH_RESERVATION",)),
        facts.edition_is_listed, facts.follows_ratification, facts.rank, facts.rank_before,
    ),
    rules=(
        true(
            "AG-10a", Effect.REFUSE_ROW, "adoption.follows_ratification", when="status.is_implemented",
            shows=("status_on", "standard", "edition", "partner"),
            reason="An edition is implemented after it was ratified.", hint="Mend one of the two days.",
        ),
        strictly_in_order(
            "AG-10b", Effect.WARN, "status_on", "edition.superseded_on", when="status.is_implemented",
            shows=("edition", "standard", "status_on"),
            reason="What is implemented is an edition that was not superseded.",
            hint="See whether the later edition is meant; the earlier one counts for nothing.",
        ),
        true(
            "AG-10c", Effect.REFUSE_ROW, "edition.is_listed", shows=("standard", "edition"),
            reason="The standard and its edition are in the list of standards.",
            hint="Add the edition first, or mend its code.",
        ),
        in_order(
            "AG-10d", Effect.WARN, "edition.promulgated_on", "status_on", when="status.is_implemented",
            shows=("status_on", "standard", "edition"),
            reason="An edition is implemented after it was promulgated.", hint="Mend the day or the edition.",
        ),
        in_order(
            "AG-10e", Effect.REFUSE_ROW, "status_on", "submission.received_on",
            reason="A status is reported once it has begun.", hint="Mend the day; look at its year.",
        ),
        filled(
            "AG-11", Effect.WARN, "reservation_note", when="status.has_reservation",
            reason="A reservation says what it is about.", hint="Write it into reservation_note.",
        ),
        unique(
            "AG-12a", Effect.REFUSE_ROW, KEYS,
            reason="A partner has one status on a standard at a time.", hint="Keep the row that is right.",
        ),
        listed("AG-12b", "partner", "partner"),
        in_order(
            "AG-13", Effect.WARN, "status.before", "status.rank", shows=("status", "standard", "edition", "partner"),
            reason="Adoption does not go backwards.", hint="See whether the order of the days is right.",
        ),
        *screened_texts("SG-02", ("reservation_note",)),
    ),
    dated_by="status_on",
    markings_from="releasability",
    usage_warnings=(
        "Ratified is not implemented.",
        "A partner's status is its latest one by status_on, whatever the edition.",
    ),
)  # fmt: skip
