"""What was decided to change, by whom, until when, and whether it was done."""

from expectations import corrective_action_facts as facts
from expectations.chronology import months_after, step_facts
from expectations.code_lists import ELEMENTS
from expectations.columns import PROGRAMME, RELEASABILITY, day, free_text
from expectations.dataset import Column, Dataset, Effect
from expectations.datasets._corrective_action_rules import RULES
from expectations.facts import RECEIVED_ON, before, exists, is_in, looked_up, member_on
from expectations.file_rules import FileRule
from expectations.life_cycle import (
    ACTION_DONE,
    ACTION_ENDS,
    ACTION_MOVES,
    ACTION_OPEN,
    ACTION_REOPENINGS,
    ACTION_STATES,
    ACTION_TASKED_OR_LATER,
    move_in,
    newly_filled,
)
from expectations.texts import is_stated

LAST_KNOWN = (
    "state", "source", "proposed_on", "due_original_on", "due_current_on", "due_change_count", "reopened_on",
)  # fmt: skip
"""What is compared with the last accepted version."""
STATES_WHEN = {
    "action.is_done": ACTION_DONE,
    "action.is_not_done": tuple(state for state in ACTION_STATES if state not in ACTION_DONE),
    "action.is_validated": ("VALIDATED",),
    "action.is_not_validated": tuple(state for state in ACTION_STATES if state != "VALIDATED"),
    "action.is_tasked": ACTION_TASKED_OR_LATER,
    "action.is_open": ACTION_OPEN,
    "action.is_ended": ACTION_ENDS,
    "action.is_not_ended": (*ACTION_OPEN, *ACTION_DONE),
    "action.is_non_concurred": ("NON_CONCURRED",),
    "action.is_dropped": ("CANCELLED", "RISK_ACCEPTED"),
    "action.is_merged": ("MERGED",),
    "action.is_reopened": ("REOPENED",),
}
"""The states in which a rule is asked."""

DATASET = Dataset(
    key="corrective_action",
    title="Corrective actions",
    one_row_is="one corrective action, in its present state",
    prefix="CA",
    columns=(
        Column("action", "id", "the action's number, never used twice"),
        Column(
            "source_kind",
            "code",
            "what it comes from; REQUEST is something asked from outside that has no row of its own",
            allowed=("OBSERVATION", "FINDING", "AUDIT", "REQUEST"),
        ),
        Column("source", "id", "the observation, finding or review it comes from", required=False),
        PROGRAMME,
        Column("theme", "id", "theme of the programme it belongs to", required=False),
        Column("capability", "text", "capability it serves", required=False, longest=100),
        free_text("issue", "what is to be improved", longest=2000),
        free_text("action_text", "what will be done", longest=2000, required=True),
        Column("capability_element", "code", "what changes", required=False, allowed=ELEMENTS),
        Column("priority", "code", "how pressing it is", required=False, allowed=("HIGH", "MEDIUM", "LOW")),
        Column("responsible_partner", "id", "partner that owns it", required=False),
        Column("responsible_organisation", "text", "organisation that does it", required=False),
        Column("poc_role", "text", "role to ask about it; never a name", required=False, aliases=("poc",)),
        free_text("success_criterion", "how one will know that it worked", longest=1000),
        Column("state", "code", "where it stands", allowed=ACTION_STATES),
        day("proposed_on", "day it was proposed", required=True),
        day("endorsed_on", "day leadership endorsed it"),
        day("tasked_on", "day somebody was tasked with it"),
        Column("concurrence", "code", "whether who was tasked agreed", False, ("CONCUR", "NON_CONCUR", "PENDING")),
        day("start_on", "day work on it starts"),
        day("due_original_on", "first due date it was given; never changes"),
        day("due_current_on", "due date it has now"),
        Column("due_change_count", "integer", "how often the due date was moved", required=False),
        free_text("due_change_reason", "why the due date was moved", longest=500),
        Column("percent_complete", "percent", "how much of it is done", required=False),
        day("implemented_on", "day it was done"),
        day("validated_on", "day it was shown to have worked"),
        Column("validated_by_role", "text", "role that validated it", required=False),
        Column("evidence_ref", "text", "where the evidence is kept", required=False),
        Column("change_ref", "text", "changed protocol or course version that carries it out", required=False),
        Column("merged_into", "id", "action that took it over", required=False),
        free_text("cancel_reason", "why it was cancelled, not concurred with, or its risk accepted", longest=500),
        Column("ended_by_role", "text", "role that approved cancelling it or accepting the risk", required=False),
        day("ended_on", "day it was cancelled, merged, not concurred with, or its risk accepted"),
        day("reopened_on", "day it was taken up again"),
        day("first_validated_on", "day it was first shown to have worked; kept when it is taken up again"),
        day("updated_on", "day this row was last changed"),
        RELEASABILITY,
    ),
    key_columns=("action",),
    absence_closes=False,  # CA-16 warns: an open action is done or cancelled, it does not vanish
    facts=(
        RECEIVED_ON,
        *(before("corrective_action", "action", take) for take in LAST_KNOWN),
        *step_facts(facts.LIFE),
        *(is_in(name, "state", states) for name, states in STATES_WHEN.items()),
        move_in("state.can_follow", ACTION_MOVES | ACTION_REOPENINGS, "the life-cycle leads to the state"),
        move_in("state.was_reopened", ACTION_REOPENINGS, "the state is one that only taking it up again leads to"),
        newly_filled("reopened_on.is_new", "reopened_on"),
        facts.lost_validation,
        facts.source_is_known,
        is_in("action.was_refused", "concurrence", ("NON_CONCUR",)),
        is_in("action.is_high", "priority", ("HIGH",)),
        facts.is_complete,
        facts.changed_training,
        *(is_stated(column) for column in (*facts.DEFINED, "evidence_ref", "validated_by_role", "change_ref")),
        facts.validator_is_another,
        *(facts.unchanged(column) for column in ("due_original_on", "source", "proposed_on")),
        facts.due_is_explained,
        facts.due_change_count_grew,
        exists("programme", "programme"),
        looked_up("programme", "programme", "end_on"),
        months_after("programme.latest_due_on", "programme.end_on", facts.MONTHS_AFTER_PROGRAMME),
        months_after("proposed_on.year_after", "proposed_on", facts.MONTHS_WHEN_PRESSING),
        exists("merged_into", "corrective_action", "action"),
        facts.merged_into_final,
        facts.updated_recently,
        facts.findings_answered,
        facts.same_texts,
        member_on("responsible_partner.is_member", "programme", "responsible_partner", "updated_on"),
        member_on(
            "responsible_partner.is_still_member", "programme", "responsible_partner", "submission.received_on"
        ),
    ),
    rules=RULES,
    dated_by="proposed_on",
    references=("programme", "partner", "membership", "theme", "observation", "review", "finding"),
    markings_from="releasability",
    usage_warnings=(
        "Done is not closed: an implemented action is validated later, often at the next exercise.",
        "On time is judged by the original due date; the current one may have been moved.",
    ),
)  # fmt: skip

CHECKED_WHILE_READING = (
    FileRule(
        "CA-16", Effect.WARN, "A full extract holds every open action that was known.",
        "Nothing was deleted. Add the action with its present state; close it if it is done.",
    ),
    FileRule(
        "CA-21", Effect.REFUSE_ROW, "A date is a date, not Q3, ongoing, ASAP or TBC.",
        "Write the day as 2026-03-31: the last day of the quarter meant; leave it empty where nothing is agreed.",
    ),
)  # fmt: skip
"""What is asked of more, or of less, than whole typed rows."""
