"""Who was asked to answer which wave of a survey, and what became of it."""

from expectations.columns import LINKED_ENGAGEMENT, LINKED_RUN, PROGRAMME, RELEASABILITY, day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import exists
from expectations.rules import in_order, true, unique
from expectations.survey_facts import end_of_day
from expectations.training_facts import asked_of_run, present_in_run

KEYS = ("survey", "wave", "invitee_key")

DISPOSITIONS = ("I", "P", "R", "NC", "O", "UH", "UO", "INELIGIBLE")
"""AAPOR's final dispositions: complete, partial, refusal, non-contact, other, unknown (two kinds), ineligible."""

DATASET = Dataset(
    key="survey_dispatch",
    title="Survey invitations",
    one_row_is="one person asked to answer one wave of a survey",
    prefix="SV",
    columns=(
        Column("survey", "id", "the survey"),
        Column("wave", "code", "the round of the survey (2026-03, W1)"),
        Column("invitee_key", "id", "pseudonym of the person asked; never a name or address"),
        PROGRAMME,
        Column("partner", "id", "partner of the person asked"),
        Column("unit", "id", "unit of the person asked", required=False),
        LINKED_RUN,
        LINKED_ENGAGEMENT,
        Column("sent_at", "moment", "when the invitation was sent"),
        Column(
            "channel",
            "code",
            "how it was sent",
            required=False,
            allowed=("EMAIL", "WEB", "PAPER", "IN_PERSON", "PHONE", "OTHER"),
        ),
        Column("disposition", "code", "what became of it: I complete, P partial, R refused ...", allowed=DISPOSITIONS),
        Column("closed_at", "moment", "when the person answered or was given up", required=False),
        day("field_opens_on", "first day on which the wave takes answers"),
        day("field_closes_on", "last day on which the wave takes answers", required=True),
        RELEASABILITY,
    ),
    key_columns=KEYS,
    facts=(
        end_of_day,
        exists("programme", "programme"),
        exists("partner", "partner"),
        exists("unit", "unit"),
        exists("linked_run", "course_run", "run"),
        exists("linked_engagement", "engagement", "engagement"),
        asked_of_run, present_in_run,
    ),
    rules=(
        unique(
            "SV-03a", Effect.REFUSE_ROW, KEYS,
            reason="A person is asked once in a wave.", hint="Keep the row with the final disposition.",
        ),
        in_order(
            "SV-09a", Effect.REFUSE_ROW, "sent_at", "closed_at",
            reason="An invitation is not closed before it was sent.", hint="Mend sent_at or closed_at.",
        ),
        in_order(
            "SV-09b", Effect.REFUSE_ROW, "sent_at", "submission.end_of_day",
            reason="An invitation was sent before the file was received.", hint="Mend the day, or its order.",
        ),
        in_order(
            "SV-09c", Effect.REFUSE_ROW, "field_opens_on", "field_closes_on",
            reason="A wave does not close before it opens.", hint="Mend field_opens_on or field_closes_on.",
        ),
        true(
            "SV-15a", Effect.WARN, "linked_run.exists",
            reason="The course run that is asked about is known.", hint="Send the run list first, or mend the code.",
        ),
        true(
            "SV-15b", Effect.WARN, "linked_engagement.exists",
            reason="The engagement that is asked about is in the log.", hint="Send it first, or mend its number.",
        ),
        in_order(
            "XD-02", Effect.WARN, "linked_run.asked", "linked_run.present", shows=("linked_run", "survey", "wave"),
            reason="No more persons are asked about a run than were present in it.",
            hint="Take out who did not come, or send the rest of the roster.",
        ),
        true(
            "SV-16a", Effect.REFUSE_ROW, "programme.exists",
            reason="The programme is in the list of programmes.", hint="Add the programme first, or mend its code.",
        ),
        true(
            "SV-16b", Effect.REFUSE_ROW, "partner.exists",
            reason="The partner is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
        true(
            "SV-16c", Effect.REFUSE_ROW, "unit.exists",
            reason="The unit is in the list of units.", hint="Add the unit first, or mend its code.",
        ),
    ),
    dated_by="field_closes_on",
    references=("programme", "partner", "unit", "course_run", "engagement"),
    markings_from="releasability",
    usage_warnings=("An open link has no invitations, so no response rate can be computed for it.",),
)  # fmt: skip
