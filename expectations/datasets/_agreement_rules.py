"""What is asked of agreements (AG-01 to AG-09)."""

from expectations.agreement_facts import DAYS_TO_RENEW
from expectations.chronology import in_a_row, step_rules
from expectations.dataset import Effect
from expectations.rules import between, filled, listed, strictly_in_order, true, unique
from expectations.texts import screened_texts

LIFE = in_a_row("signed_on", "effective_on", "ended_on")

RULES = (
    unique(
        "AG-01a", Effect.REFUSE_ROW, ["agreement"],
        reason="An agreement is listed once.", hint="Keep its newest row.",
    ),
    between(
        "AG-01b", Effect.REFUSE_ROW, "parties.count", 2, None,
        reason="An agreement has two parties or more.", hint="Name all parties, joined by ;",
    ),
    true(
        "AG-01c", Effect.REFUSE_ROW, "parties.all_exist",
        reason="Parties are named by codes of the list of partners.", hint="Mend the codes.",
    ),
    listed("AG-01d", "agreement_type", "type of agreement"),
    *step_rules("AG-02", Effect.REFUSE_ROW, LIFE),
    strictly_in_order(
        "AG-02c", Effect.REFUSE_ROW, "effective_on", "expires_on",
        reason="An agreement comes into force before its last day.", hint="Mend effective_on or expires_on.",
    ),
    true(
        "AG-03", Effect.WARN, "status.agrees", shows=("status", "signed_on", "effective_on", "expires_on", "ended_on"),
        reason="The status is the one that the days give.",
        hint="Mend the status or the days; until then the days count, and not the status.",
    ),
    filled(
        "AG-04", Effect.REFUSE_ROW, "effective_on", when="agreement.is_in_force", shows=("effective_on", "status"),
        reason="An agreement in force says since when.", hint="Fill in effective_on, or mend the status.",
    ),
    true(
        "AG-05a", Effect.WARN, "agreement.has_successor", when="agreement.is_superseded",
        shows=("status", "agreement", "covers"),
        reason="An agreement that was superseded has a successor of its type that covers as much.",
        hint="Add the successor with this one's number in supersedes, or mend what it covers.",
    ),
    true(
        "AG-05b", Effect.REFUSE_ROW, "supersedes.exists",
        reason="The agreement that is replaced is in the list.", hint="Send that agreement too, or mend the number.",
    ),
    filled(
        "AG-06", Effect.WARN, "renewal_started_on", when="agreement.ends_soon",
        shows=("renewal_started_on", "expires_on"),
        reason=f"An agreement that expires within {DAYS_TO_RENEW} days is being renewed.", hint="Start its renewal.",
    ),
    true(
        "AG-07", Effect.NOTE, "parties.are_covered", shows=("agreement_type", "parties", "status"),
        reason="Every party has an agreement of this type in force where its programme requires one.",
        hint="Nothing to mend; it counts as missing until one is in force.",
    ),
    true(
        "AG-08a", Effect.REFUSE_ROW, "expires_on.is_a_day",
        reason="An agreement without a last day is open-ended; no far-off day stands for that.",
        hint="Empty expires_on and write YES into is_open_ended.",
    ),
    true(
        "AG-08b", Effect.REFUSE_ROW, "end.is_said", when="agreement.is_settled", shows=("expires_on", "is_open_ended"),
        reason="An agreement that is signed has a last day, or is open-ended.",
        hint="Fill in expires_on, or write YES into is_open_ended; not both.",
    ),
    true(
        "AG-09", Effect.WARN, "agreement.is_the_only_one", shows=("agreement", "agreement_type", "parties"),
        reason="One agreement of a type is in force between the same parties.",
        hint="End the earlier one, or say in supersedes that it was replaced.",
    ),
    *screened_texts("SG-02", ("title",)),
)  # fmt: skip
