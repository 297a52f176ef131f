"""After-action and periodic reviews: planned, held, written up, agreed."""

from expectations import review_facts as facts
from expectations.chronology import in_a_row, step_facts, step_rules
from expectations.columns import PROGRAMME, RELEASABILITY, day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import all_exist, before, exists, later_by, looked_up
from expectations.rules import between, filled, in_order, true, unique

_DRAFTED = ("event_end_on", "held_on", "draft_on")
STEPS = {
    **in_a_row(*_DRAFTED),
    "plan_agreed_on": _DRAFTED,
    "report_submitted_on": _DRAFTED,
    "plan_submitted_on": (*_DRAFTED, "plan_agreed_on"),
    "finalised_on": _DRAFTED,
    "published_on": (*_DRAFTED, "plan_agreed_on", "report_submitted_on", "plan_submitted_on"),
}
"""A report and its improvement plan go their own ways from the draft on, and are published together."""

DATASET = Dataset(
    key="review",
    title="Reviews",
    one_row_is="one review, planned or held",
    prefix="RV",
    columns=(
        Column("review", "id", "the review's number"),
        PROGRAMME,
        Column("engagement", "id", "engagement that is reviewed; empty for a periodic review", required=False),
        Column("kind", "code", "kind of review", allowed=("HOTWASH", "AAR", "QUARTERLY", "ANNUAL", "AUDIT")),
        day("planned_on", "day it was planned for when the plan was approved; never changes", required=True),
        day("event_end_on", "last day of what is reviewed"),
        day("held_on", "day it was held"),
        day("draft_on", "day the draft report was ready"),
        day("plan_agreed_on", "day the improvement plan was agreed and its actions assigned"),
        day("report_submitted_on", "day the report was submitted for clearance"),
        day("plan_submitted_on", "day the improvement plan was submitted for clearance"),
        day("finalised_on", "day its findings became final"),
        day("published_on", "day it was published"),
        Column("participants", "list", "codes of the partners present", required=False),
        Column("guests", "list", "codes of participants that were not involved in the event", required=False),
        Column("state", "code", "where it stands", allowed=("PLANNED", "HELD", "DRAFT", "FINAL", "CANCELLED")),
        RELEASABILITY,
    ),
    key_columns=("review",),
    facts=(
        before("review", "review", "planned_on"),
        before("review", "review", "state"),
        exists("programme", "programme"),
        looked_up("programme", "programme", "period_type"),
        looked_up("programme", "programme", "fiscal_start_month"),
        exists("engagement", "engagement"),
        all_exist("participants", "partner", "partner"),
        *step_facts(STEPS),
        facts.plan_was_open,
        facts.participants_involved,
        facts.finding_count,
        facts.has_meeting,
        facts.was_final,
        facts.kind_is("review.is_hotwash", "HOTWASH"),
        facts.kind_is("review.is_report", "AAR"),
        facts.kind_is("review.is_submitted_report", "AAR", "report_submitted_on"),
        facts.kind_is("review.is_submitted_plan", "AAR", "plan_submitted_on"),
        facts.kind_is("review.is_quarterly", "QUARTERLY"),
        later_by("event_end_on.three_days_after", "event_end_on", 3),
        later_by("event_end_on.ninety_days_after", "event_end_on", 90),
    ),
    rules=(
        unique(
            "RV-01a", Effect.REFUSE_ROW, ["review"],
            reason="A review is listed once.", hint="Keep its newest row.",
        ),
        true(
            "RV-01b", Effect.REFUSE_ROW, "engagement.exists",
            reason="The event that is reviewed is in the engagement log.",
            hint="Send the engagement first, or mend its number.",
        ),
        true(
            "RV-01c", Effect.REFUSE_ROW, "programme.exists",
            reason="The programme is in the list of programmes.", hint="Add the programme first, or mend its code.",
        ),
        *step_rules("RV-02", Effect.REFUSE_ROW, STEPS),
        between(
            "RV-06", Effect.WARN, "review.finding_count", 1, None, when="review.was_final", shows=("state", "review"),
            reason="A final review has findings.", hint="Send its findings; a strength is one too.",
        ),
        true(
            "RV-07a", Effect.WARN, "participants.were_involved", shows=("participants", "guests", "engagement"),
            needs=("participants",),
            reason="Who takes part in a review was involved in the event, or is a guest.",
            hint="Add them to guests, or mend the codes or the event's invitations.",
        ),
        true(
            "RV-07b", Effect.WARN, "participants.all_exist",
            reason="Participants are named by codes of the list of partners.", hint="Mend the codes.",
        ),
        true(
            "RV-08", Effect.REFUSE_SUBMISSION, "planned_on.was_open",
            reason="The planned day stays once its reporting period has begun: keeping to the plan is judged by it.",
            hint="Put the first plan back into planned_on; held_on says when it took place.",
        ),
        in_order(
            "RV-09a", Effect.NOTE, "held_on", "event_end_on.three_days_after", when="review.is_hotwash",
            shows=("held_on", "event_end_on"),
            reason="A hotwash is held within three days of the event.", hint="Nothing to mend; it counts as late.",
        ),
        in_order(
            "RV-09b", Effect.NOTE, "report_submitted_on", "event_end_on.ninety_days_after", when="review.is_report",
            shows=("report_submitted_on", "event_end_on"),
            reason="An after-action report is submitted within 90 days of the event.",
            hint="Nothing to mend; it counts as late.",
        ),
        filled(
            "RV-10a", Effect.WARN, "plan_submitted_on", when="review.is_submitted_report",
            reason="A report is submitted for clearance together with its improvement plan.",
            hint="Submit the plan; the report alone counts as not submitted.",
        ),
        filled(
            "RV-10b", Effect.WARN, "report_submitted_on", when="review.is_submitted_plan",
            reason="An improvement plan is submitted for clearance together with its report.",
            hint="Submit the report; the plan alone counts as not submitted.",
        ),
        true(
            "RV-14", Effect.WARN, "review.has_meeting", when="review.is_quarterly", shows=("held_on", "programme"),
            needs=("held_on",),
            reason="A quarterly review is logged as a meeting of its day.",
            hint="Add the meeting to the engagement log, or mend the day.",
        ),
    ),
    dated_by="planned_on",
    references=("programme", "partner", "engagement", "invitation"),
    markings_from="releasability",
    usage_warnings=("A report without its improvement plan counts as not submitted.",),
)  # fmt: skip
