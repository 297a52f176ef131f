"""Information one partner gave another: kind and dates only, never what it said."""

from expectations.columns import PROGRAMME, RELEASABILITY, day
from expectations.dataset import Column, Dataset

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
    dated_by="agreed_due_on",
    references=("programme", "partner", "engagement"),
    markings_from="releasability",
    usage_warnings=("Equal numbers of exchanges may be of unequal worth.",),
)
