"""Meetings, exercises, workshops and visits between partners."""

from expectations import engagement_facts as facts
from expectations.columns import PROGRAMME, RELEASABILITY, day, free_text
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import RECEIVED_ON, all_exist, exists, is_in, later_by
from expectations.rules import filled, in_order, true, unique
from expectations.texts import screened_texts

DATASET = Dataset(
    key="engagement",
    title="Engagements",
    one_row_is="one meeting, exercise, workshop, visit, course or exchange",
    prefix="EN",
    columns=(
        Column("engagement", "id", "the engagement's number"),
        PROGRAMME,
        Column(
            "kind",
            "code",
            "kind of engagement",
            allowed=("MEETING", "EXERCISE", "WORKSHOP", "VISIT", "COURSE", "EXCHANGE"),
        ),
        Column("title", "text", "what it is called", required=False, longest=150),
        day("planned_on", "day it was planned for when the plan was approved"),
        day("start_on", "first day; while it is planned, the day it is meant to start", required=True),
        day("end_on", "last day"),
        Column("status", "code", "where it stands", allowed=("PLANNED", "HELD", "POSTPONED", "CANCELLED")),
        Column("host_partner", "id", "partner that hosts it", required=False),
        Column("chair_partner", "id", "partner that chairs it", required=False),
        Column("instructor_partner", "id", "partner that teaches it, where it is taught", required=False),
        Column("logged_by_partner", "id", "partner whose log it comes from", required=False),
        Column("modality", "code", "how people meet", required=False, allowed=("IN_PERSON", "VIRTUAL", "HYBRID")),
        Column("planned_series", "id", "series of meetings it belongs to", required=False),
        Column("planned_series_count", "integer", "engagements of the series in the period's plan", required=False),
        day("minutes_issued_on", "day the minutes were issued"),
        Column("actions_raised_count", "integer", "actions it raised", required=False),
        Column("actions_closed_count", "integer", "of these, closed by the next meeting", required=False),
        Column("postponed_to", "id", "engagement that takes its place", required=False),
        Column("excluded_partners", "list", "members that were left out on purpose", required=False),
        free_text("exclusion_reason", "why members were left out", longest=200),
        RELEASABILITY,
    ),
    key_columns=("engagement",),
    facts=(
        RECEIVED_ON,
        exists("programme", "programme"),
        exists("host_partner", "partner", "partner"),
        exists("chair_partner", "partner", "partner"),
        exists("instructor_partner", "partner", "partner"),
        all_exist("excluded_partners", "partner", "partner"),
        is_in("engagement.is_held", "status", ("HELD",)),
        is_in("engagement.is_postponed", "status", ("POSTPONED",)),
        later_by("end_on.sixty_days_after", "end_on", facts.DAYS_TO_MINUTES),
        exists("postponed_to", "engagement", "engagement"),
        facts.series_count,
        facts.series_agrees,
        facts.exclusion_is_explained,
        facts.is_reviewable,
        facts.has_review,
    ),
    rules=(
        unique(
            "EN-01a", Effect.REFUSE_ROW, ["engagement"],
            reason="An engagement is listed once.", hint="Keep its newest row.",
        ),
        true(
            "EN-01b", Effect.REFUSE_ROW, "programme.exists",
            reason="The programme is in the list of programmes.", hint="Add the programme first, or mend its code.",
        ),
        in_order(
            "EN-02a", Effect.REFUSE_ROW, "start_on", "end_on",
            reason="An engagement does not end before it starts.", hint="Mend start_on or end_on.",
        ),
        in_order(
            "EN-02b", Effect.REFUSE_ROW, "start_on", "submission.received_on", when="engagement.is_held",
            reason="What was held started before the file was received.", hint="Mend the day, or the status.",
        ),
        in_order(
            "EN-02c", Effect.REFUSE_ROW, "end_on", "submission.received_on", when="engagement.is_held",
            reason="What was held ended before the file was received.", hint="Mend the day, or the status.",
        ),
        true(
            "EN-08b", Effect.WARN, "excluded_partners.are_explained", shows=("exclusion_reason", "excluded_partners"),
            needs=("excluded_partners",),
            reason="Members are left out for a reason.", hint="Write it into exclusion_reason.",
        ),
        true(
            "EN-08c", Effect.WARN, "excluded_partners.all_exist",
            reason="Partners left out are named by codes of the list of partners.", hint="Mend the codes.",
        ),
        true(
            "EN-09b", Effect.REFUSE_ROW, "host_partner.exists",
            reason="The host is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
        true(
            "EN-09c", Effect.REFUSE_ROW, "chair_partner.exists",
            reason="The chair is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
        true(
            "EN-09f", Effect.REFUSE_ROW, "instructor_partner.exists",
            reason="Who teaches is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
        in_order(
            "EN-13a", Effect.WARN, "end_on", "minutes_issued_on",
            reason="Minutes are not issued before the end.", hint="Mend the day.",
        ),
        in_order(
            "EN-13b", Effect.WARN, "minutes_issued_on", "end_on.sixty_days_after",
            shows=("minutes_issued_on", "end_on"),
            reason="Minutes are issued within 60 days.", hint="See whether the year is right.",
        ),
        true(
            "EN-14", Effect.WARN, "planned_series_count.agrees",
            shows=("planned_series_count", "planned_series"),
            reason="A series has as many engagements as the approved plan of the period says.",
            hint="Log those that are missing (cancelled ones too), or mend the planned count.",
        ),
        filled(
            "EN-17a", Effect.WARN, "postponed_to", when="engagement.is_postponed",
            reason="A postponed engagement says what takes its place.", hint="Write the number of the new engagement.",
        ),
        true(
            "EN-17b", Effect.WARN, "postponed_to.exists",
            reason="What takes the place of a postponed engagement is in the log.",
            hint="Send the new engagement too, or mend its number.",
        ),
        true(
            "XD-03", Effect.WARN, "engagement.has_review", when="engagement.is_reviewable",
            shows=("engagement", "kind", "end_on"),
            reason="An exercise that ended more than 30 days ago has a review, planned or held.",
            hint="Send the review register, or plan the review.",
        ),
        *screened_texts("SG-02", ("title", "exclusion_reason")),
    ),
    dated_by="start_on",
    references=("programme", "partner", "membership"),
    markings_from="releasability",
)  # fmt: skip
