"""Who was invited to an engagement, what they answered, and whether they came."""

from expectations import engagement_facts as facts
from expectations.columns import RELEASABILITY, day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import exists, is_in, looked_up, member_on
from expectations.rules import in_order, none_of, one_of, true, unique

KEYS = ("engagement", "partner", "unit")

DATASET = Dataset(
    key="invitation",
    title="Invitations and attendance",
    one_row_is="one partner (or unit) invited to one engagement",
    prefix="EN",
    columns=(
        Column("engagement", "id", "the engagement"),
        Column("partner", "id", "partner invited"),
        Column("unit", "id", "unit invited, where one was", required=False),
        Column("is_guest", "boolean", "invited without being a member; empty is no", required=False),
        day("sent_on", "day the invitation was sent"),
        day("rsvp_due_on", "day by which an answer was asked for"),
        day("responded_on", "day the answer came"),
        Column("response", "code", "the answer", required=False, allowed=("ACCEPT", "DECLINE", "TENTATIVE", "NONE")),
        Column("attendance", "code", "whether they came", allowed=(*facts.CAME, "ABSENT", "UNKNOWN")),
        Column("delegates", "integer", "persons who came", required=False, unit="person"),
        Column("is_level_met", "boolean", "the delegation had the level asked for", required=False),
        Column("is_withdrawn_by_host", "boolean", "the host took it back; empty is no", required=False),
        RELEASABILITY,
    ),
    key_columns=KEYS,
    facts=(
        exists("engagement", "engagement"),
        *(looked_up("engagement", "engagement", take) for take in
          ("programme", "start_on", "end_on", "status", "host_partner")),
        exists("partner", "partner"),
        exists("unit", "unit"),
        is_in("engagement.is_cancelled", "engagement.status", ("CANCELLED",)),
        is_in("invitation.was_declined", "response", ("DECLINE",)),
        facts.is_overdue,
        facts.delegates_agree,
        facts.is_own_event,
        member_on("partner.was_member", "engagement.programme", "partner", "engagement.start_on"),
        facts.may_come,
        facts.invites_all,
        facts.is_logged_once,
    ),
    rules=(
        unique(
            "EN-01c", Effect.REFUSE_ROW, KEYS,
            reason="A partner, or one unit of it, is invited to an engagement once.", hint="Keep the last answer.",
        ),
        true(
            "EN-01d", Effect.REFUSE_ROW, "engagement.exists",
            reason="The engagement is in the log.", hint="Send the engagement first, or mend its number.",
        ),
        none_of(
            "EN-02d", Effect.REFUSE_ROW, "attendance", facts.CAME, when="engagement.is_cancelled",
            shows=("attendance", "engagement"),
            reason="Nobody attends a cancelled engagement.", hint="Mend the attendance, or the engagement's status.",
        ),
        in_order(
            "EN-03a", Effect.REFUSE_ROW, "sent_on", "rsvp_due_on",
            reason="An answer is not due before the invitation was sent.", hint="Mend sent_on or rsvp_due_on.",
        ),
        in_order(
            "EN-03b", Effect.REFUSE_ROW, "rsvp_due_on", "engagement.start_on",
            reason="An answer is due by the first day of the engagement.", hint="Mend rsvp_due_on.",
        ),
        in_order(
            "EN-03c", Effect.REFUSE_ROW, "sent_on", "engagement.start_on",
            reason="An invitation is sent by the first day of the engagement.", hint="Mend sent_on.",
        ),
        in_order(
            "EN-03d", Effect.WARN, "sent_on", "responded_on",
            reason="Nobody answers before the invitation was sent.", hint="Mend responded_on.",
        ),
        none_of(
            "EN-04", Effect.WARN, "attendance", ("PRESENT",), when="invitation.was_declined",
            shows=("attendance", "response"), needs=("response",),
            reason="Who declined is not present.", hint="Mend the answer if they changed their mind.",
        ),
        none_of(
            "EN-05", Effect.WARN, "attendance", ("UNKNOWN",), when="invitation.is_overdue",
            shows=("attendance", "engagement"),
            reason="Thirty days after an engagement it is known who came.", hint="Ask the host who came.",
        ),
        true(
            "EN-06", Effect.WARN, "delegates.agree", shows=("delegates", "attendance"), needs=("delegates",),
            reason="There are delegates where a partner was present or represented, and nowhere else.",
            hint="Mend delegates or attendance.",
        ),
        one_of(
            "EN-07", Effect.WARN, "attendance", (*facts.CAME, "UNKNOWN"), when="invitation.is_own_event",
            shows=("attendance", "partner", "engagement"),
            reason="The host attends its own event.", hint="Mend the attendance, or the engagement's host.",
        ),
        true(
            "EN-08a", Effect.WARN, "engagement.invites_all", shows=("engagement",),
            reason="Every member of the programme is invited (but to visits), or left out on purpose.",
            hint="Add the missing invitations, or name the members in the engagement's excluded_partners.",
        ),
        true(
            "EN-09a", Effect.REFUSE_ROW, "partner.may_come", shows=("partner", "engagement"), needs=("partner",),
            reason="Who is invited is a member of the programme on the first day, or a guest.",
            hint="Mend the partner; or set is_guest to yes, or add the membership first.",
        ),
        true(
            "EN-09e", Effect.REFUSE_ROW, "partner.exists",
            reason="The partner is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
        true(
            "EN-09d", Effect.REFUSE_ROW, "unit.exists",
            reason="The unit is in the list of units.", hint="Add the unit first, or mend its code.",
        ),
        true(
            "EN-15", Effect.WARN, "engagement.is_logged_once", shows=("engagement", "partner"), needs=("engagement",),
            reason="An engagement is logged by one partner: another logged one of that kind, day and attendance.",
            hint="Agree whose log counts, and withdraw the other.",
        ),
    ),
    references=("engagement", "partner", "unit", "membership"),
    markings_from="releasability",
)  # fmt: skip
