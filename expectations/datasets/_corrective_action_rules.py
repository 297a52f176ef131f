"""What is asked of corrective actions, in the order of the field's rule list (CA-01 to CA-20)."""

from collections.abc import Iterator

from expectations.chronology import step_rules
from expectations.corrective_action_facts import DEFINED, LIFE, PAST
from expectations.dataset import Effect, Rule
from expectations.life_cycle import ACTION_DONE
from expectations.rules import between, empty, filled, in_order, one_of, true, unique
from expectations.texts import screened_texts

TEXTS = (
    "capability", "issue", "action_text", "responsible_organisation", "poc_role", "success_criterion",
    "due_change_reason", "validated_by_role", "evidence_ref", "change_ref", "cancel_reason", "ended_by_role",
)  # fmt: skip
MOST_FINDINGS = 10
MOST_ALIKE = 10


def _past_rules() -> Iterator[Rule]:
    for letter, column in zip("abcdefghi", PAST, strict=True):
        yield in_order(
            f"CA-15{letter}",
            Effect.REFUSE_ROW,
            column,
            "submission.received_on",
            reason=f"{column} is not after the day the file was received; only start and due dates may be.",
            hint="Mend the year or the order of day and month; a plan belongs into start_on or due_current_on.",
        )


def _definition_rules() -> Iterator[Rule]:
    words = {
        "responsible_organisation": "who does it",
        "poc_role": "which role to ask about it",
        "success_criterion": "how one will know that it worked",
    }
    for letter, column in zip("abc", DEFINED, strict=True):
        yield true(
            f"CA-05{letter}",
            Effect.WARN,
            f"{column}.is_stated",
            when="action.is_tasked",
            reason=f"An action that somebody was tasked with says {words[column]}.",
            hint="Write it out; until then it counts as not fully defined.",
        )


RULES = (
    unique(
        "CA-01a", Effect.REFUSE_ROW, ["action"],
        reason="An action is listed once.", hint="Keep its newest row.",
    ),
    true(
        "CA-01b", Effect.REFUSE_ROW, "source.is_known", shows=("source", "source_kind"),
        reason="The observation, finding or review that an action comes from is known.",
        hint="Send that register first, or mend the number; what comes from outside is a REQUEST.",
    ),
    true(
        "CA-01c", Effect.REFUSE_ROW, "programme.exists",
        reason="The programme is in the list of programmes.", hint="Add the programme first, or mend its code.",
    ),
    *step_rules("CA-02", Effect.REFUSE_ROW, LIFE),
    filled(
        "CA-03a", Effect.REFUSE_ROW, "implemented_on", when="action.is_done", shows=("implemented_on", "state"),
        reason="An implemented action says when it was done.", hint="Write the day, or mend the state.",
    ),
    empty(
        "CA-03b", Effect.REFUSE_ROW, "implemented_on", when="action.is_not_done", shows=("implemented_on", "state"),
        reason="Only an implemented action says when it was done.", hint="Mend the state, or empty the day.",
    ),
    filled(
        "CA-03c", Effect.REFUSE_ROW, "validated_on", when="action.is_validated", shows=("validated_on", "state"),
        reason="A validated action says when it was shown to have worked.", hint="Write the day, or mend the state.",
    ),
    empty(
        "CA-03d", Effect.REFUSE_ROW, "validated_on", when="action.is_not_validated", shows=("validated_on", "state"),
        reason="Only a validated action says when it was shown to have worked.",
        hint="Mend the state, or empty the day; an action taken up again loses it.",
    ),
    true(
        "CA-04a", Effect.WARN, "evidence_ref.is_stated", when="action.is_validated",
        reason="A validated action says where the evidence is.", hint="Until then it counts as implemented only.",
    ),
    true(
        "CA-04b", Effect.WARN, "validated_by_role.is_stated", when="action.is_validated",
        reason="A validated action says which role validated it.", hint="Until then it counts as implemented only.",
    ),
    true(
        "CA-04c", Effect.WARN, "validator.is_another", when="action.is_validated",
        shows=("validated_by_role", "responsible_organisation", "poc_role"), needs=("validated_by_role",),
        reason="Whoever did the work does not validate it.", hint="Until then it counts as implemented only.",
    ),
    *_definition_rules(),
    filled(
        "CA-05d", Effect.WARN, "due_original_on", when="action.is_tasked",
        reason="An action that somebody was tasked with has a due date.",
        hint="Agree one; until then it counts as not fully defined, and in the age band without a due date.",
    ),
    true(
        "CA-06", Effect.REFUSE_SUBMISSION, "due_original_on.is_kept",
        reason="The original due date never changes: being on time is judged by it.",
        hint="Put the new date into due_current_on, and the first one back into due_original_on.",
    ),
    true(
        "CA-07a", Effect.WARN, "due_current_on.is_explained", needs=("due_current_on", "due_original_on"),
        shows=("due_current_on", "due_original_on", "due_change_reason"),
        reason="A due date is not brought forward without a reason.", hint="Write the reason into due_change_reason.",
    ),
    true(
        "CA-07b", Effect.WARN, "due_change_count.grew", shows=("due_change_count", "due_current_on"),
        reason="Moving the due date is counted.", hint="Add one to due_change_count for each time it was moved.",
    ),
    in_order(
        "CA-08a", Effect.WARN, "start_on", "due_current_on", shows=("due_current_on", "start_on"),
        reason="An action is not due before it starts.", hint="Mend the start or the due date.",
    ),
    in_order(
        "CA-08b", Effect.WARN, "due_current_on", "programme.latest_due_on", shows=("due_current_on", "programme"),
        reason="An action is due within twelve months of its programme's end.", hint="See whether the year is right.",
    ),
    one_of(
        "CA-09a", Effect.REFUSE_ROW, "state", ("NON_CONCURRED",), when="action.was_refused",
        shows=("state", "concurrence"), needs=("concurrence",),
        reason="Where who was tasked did not agree, the action is NON_CONCURRED.",
        hint="Mend the state, or the concurrence if they agreed since.",
    ),
    filled(
        "CA-09b", Effect.REFUSE_ROW, "cancel_reason", when="action.is_non_concurred",
        reason="Who does not agree says why.", hint="Write the reason into cancel_reason.",
    ),
    filled(
        "CA-10a", Effect.REFUSE_ROW, "cancel_reason", when="action.is_dropped",
        reason="Cancelling an action, or accepting its risk, has a reason.", hint="Write it into cancel_reason.",
    ),
    filled(
        "CA-10b", Effect.REFUSE_ROW, "ended_by_role", when="action.is_dropped",
        reason="Cancelling an action, or accepting its risk, was approved by somebody.",
        hint="Write the role that approved it, not a name.",
    ),
    filled(
        "CA-10c", Effect.WARN, "ended_on", when="action.is_ended",
        reason="An action that ended without being done says when.",
        hint="Write the day; until then it is taken to have ended on the day of its last update.",
    ),
    empty(
        "CA-10d", Effect.WARN, "ended_on", when="action.is_not_ended", shows=("ended_on", "state"),
        reason="Only an action that ended without being done has a day on which it ended.",
        hint="Empty the day, or mend the state.",
    ),
    filled(
        "CA-11a", Effect.REFUSE_ROW, "merged_into", when="action.is_merged",
        reason="A merged action says which one took it over.", hint="Write that action's number.",
    ),
    true(
        "CA-11b", Effect.REFUSE_ROW, "merged_into.exists",
        reason="The action that took another over is known.", hint="Mend the number, or send that action too.",
    ),
    true(
        "CA-11c", Effect.REFUSE_ROW, "merged_into.is_final", shows=("merged_into", "action"),
        reason="The action that took another over is not itself merged, so that merging never goes round in a circle.",
        hint="Name the action in which all of them ended up.",
    ),
    one_of(
        "CA-12a", Effect.WARN, "state", ACTION_DONE, when="action.is_complete",
        shows=("percent_complete", "state"), needs=("percent_complete",),
        reason="What is complete is implemented.", hint="Mend the state, or the percent.",
    ),
    between(
        "CA-12b", Effect.WARN, "percent_complete", 100, None, when="action.is_done",
        reason="What is implemented is complete.", hint="Write 100, or mend the state.",
    ),
    true(
        "CA-13a", Effect.REFUSE_ROW, "state.can_follow",
        reason="An action moves along its life-cycle from the state last reported.", hint="Mend the state.",
    ),
    true(
        "CA-13b", Effect.REFUSE_ROW, "reopened_on.is_new", when="state.was_reopened", shows=("state", "reopened_on"),
        reason="What was done, validated or ended goes on only when it was taken up again, on a day.",
        hint="Fill reopened_on with that day, or mend the state.",
    ),
    filled(
        "CA-13c", Effect.REFUSE_ROW, "reopened_on", when="action.is_reopened",
        reason="An action that was taken up again says when.", hint="Fill reopened_on.",
    ),
    in_order(
        "CA-13d", Effect.REFUSE_ROW, "first_validated_on", "reopened_on",
        reason="What was validated is taken up again on that day or later.",
        hint="Mend the day of the first validation, or that of taking it up again.",
    ),
    filled(
        "CA-13e", Effect.WARN, "first_validated_on", when="action.lost_validation",
        shows=("first_validated_on", "reopened_on", "state"), needs=("first_validated_on",),
        reason="An action that was validated and taken up again keeps the day of its first validation.",
        hint="Write the day that validated_on held; without it the action is in no recurrence rate.",
    ),
    true(
        "CA-14", Effect.WARN, "updated_on.is_recent", when="action.is_open",
        reason="An open action is looked at every 90 days.", hint="Ask its owner where it stands.",
    ),
    *_past_rules(),
    true(
        "CA-17a", Effect.WARN, "source.is_kept",
        reason="An action keeps its source.", hint="See whether the number was used for another action.",
    ),
    true(
        "CA-17b", Effect.WARN, "proposed_on.is_kept",
        reason="An action keeps the day it was proposed.", hint="See whether the number was used for another action.",
    ),
    between(
        "CA-18a", Effect.WARN, "action.findings", None, MOST_FINDINGS, shows=("action",), needs=("source",),
        reason=f"One action answers at most {MOST_FINDINGS} findings, its own and those merged into it.",
        hint="See whether it says anything; split it.",
    ),
    between(
        "CA-18b", Effect.WARN, "action_text.count", None, MOST_ALIKE, shows=("action_text",),
        reason=f"At most {MOST_ALIKE} actions say the very same.", hint="Merge them, or say what differs.",
    ),
    true(
        "CA-19a", Effect.REFUSE_ROW, "responsible_partner.is_member", needs=("responsible_partner",),
        shows=("responsible_partner", "programme", "updated_on"),
        reason="The partner that owns an action is a member of its programme on the day of the last update.",
        hint="Mend the partner; or leave it empty until an owner is found.",
    ),
    in_order(
        "CA-19b", Effect.WARN, "due_original_on", "proposed_on.year_after", when="action.is_high",
        shows=("due_original_on", "proposed_on", "priority"), needs=("due_original_on", "priority"),
        reason="What is pressing is due within twelve months.", hint="Lower the priority, or agree an earlier step.",
    ),
    true(
        "CA-20", Effect.WARN, "change_ref.is_stated", when="action.changed_training",
        reason="An action that changed training names the course version or the change that carries it.",
        hint="Write it into change_ref.",
    ),
    true(
        "XD-10", Effect.WARN, "responsible_partner.is_still_member", when="action.is_open",
        shows=("responsible_partner", "programme", "state"), needs=("responsible_partner",),
        reason="Who owns an open action is still a member of its programme.",
        hint="Agree a new owner; until then it stays open and overdue.",
    ),
    *screened_texts("SG-02", TEXTS),
)  # fmt: skip
