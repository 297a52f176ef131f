"""Information one partner gave another: kind and dates only, never what it said."""

from expectations import engagement_facts as facts
from expectations.columns import PROGRAMME, RELEASABILITY, day
from expectations.dataset import Column, Dataset, Effect
from expectations.facts import exists, is_in
from expectations.file_rules import FileRule
from expectations.rules import empty, filled, in_order, true, unique

DATASET = Dataset(
    key="info_exchange",
    title="Information exchanges",
    one_row_is="one request, standing report or product passed from one partner to another",
    prefix="EN",
    columns=(
        Column("exchange", "id", "the exchange's number"),
        PROGRAMME,
        Column("engagement", "id", "engagement it belongs to", required=False),
        Column("kind", "code", "kind of exchange", allowed=("REQUEST", "STANDING_REPORT", "PRODUCT")),
        Column("from_partner", "id", "partner that gives"),
        Column("to_partner", "id", "partner that receives"),
        day("requested_on", "day it was asked for"),
        day("agreed_due_on", "day by which it was agreed to come", required=True),
        day("delivered_on", "day it came"),
        Column(
            "completeness", "code", "how much of it came", allowed=("FULL", "PARTIAL", "DECLINED", "PENDING")
        ),
        Column(
            "decline_reason",
            "code",
            "why it was declined; a code, so that no content is kept",
            required=False,
            allowed=("LEGAL", "NOT_RELEASABLE", "NOT_HELD", "CAPACITY", "OTHER"),
        ),
        RELEASABILITY,
    ),
    key_columns=("exchange",),
    facts=(
        exists("programme", "programme"),
        exists("engagement", "engagement"),
        exists("from_partner", "partner", "partner"),
        exists("to_partner", "partner", "partner"),
        facts.is_between_two,
        is_in("exchange.is_delivered", "completeness", ("FULL", "PARTIAL")),
        is_in("exchange.is_pending", "completeness", ("PENDING",)),
    ),
    rules=(
        unique(
            "EN-01e", Effect.REFUSE_ROW, ["exchange"],
            reason="An exchange is listed once.", hint="Keep its newest row.",
        ),
        true(
            "EN-01f", Effect.REFUSE_ROW, "programme.exists",
            reason="The programme is in the list of programmes.", hint="Add the programme first, or mend its code.",
        ),
        true(
            "EN-01g", Effect.REFUSE_ROW, "engagement.exists",
            reason="The engagement is in the log.", hint="Send the engagement first, or mend its number.",
        ),
        true(
            "EN-10a", Effect.REFUSE_ROW, "to_partner.is_another", shows=("to_partner", "from_partner"),
            reason="A partner exchanges with another, not with itself.", hint="Mend one of the two.",
        ),
        true(
            "EN-10b", Effect.REFUSE_ROW, "from_partner.exists",
            reason="The giver is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
        true(
            "EN-10c", Effect.REFUSE_ROW, "to_partner.exists",
            reason="The receiver is in the list of partners.", hint="Add the partner first, or mend its code.",
        ),
        in_order(
            "EN-11a", Effect.REFUSE_ROW, "requested_on", "delivered_on",
            reason="Nothing is delivered before it was asked for.", hint="Mend requested_on or delivered_on.",
        ),
        filled(
            "EN-11b", Effect.REFUSE_ROW, "delivered_on", when="exchange.is_delivered",
            shows=("delivered_on", "completeness"),
            reason="What came, in full or in part, says when.", hint="Write the day, or mend completeness.",
        ),
        empty(
            "EN-11c", Effect.REFUSE_ROW, "delivered_on", when="exchange.is_pending",
            shows=("delivered_on", "completeness"),
            reason="What is pending has not come.", hint="Empty the day, or mend completeness.",
        ),
        filled(
            "EN-12", Effect.REFUSE_ROW, "agreed_due_on",
            reason="An exchange says by when it was agreed to come.", hint="Write the day that was agreed.",
        ),
    ),
    dated_by="agreed_due_on",
    references=("programme", "partner", "engagement"),
    markings_from="releasability",
    usage_warnings=("Equal numbers of exchanges may be of unequal worth.",),
)  # fmt: skip

CHECKED_WHILE_READING = (
    FileRule(
        "EN-16", Effect.REFUSE_SUBMISSION, "The log of exchanges holds kind and dates only, never content.",
        "Remove the column with subjects, summaries or attachments.",
    ),
)  # fmt: skip
"""No column of this dataset can hold content; a file that brings one is refused before its rows are read."""
