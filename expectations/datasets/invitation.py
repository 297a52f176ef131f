"""Who was invited to an engagement, what they answered, and whether they came."""

from expectations.columns import RELEASABILITY, day
from expectations.dataset import Column, Dataset

CAME = ("PRESENT", "REPRESENTED")

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
        Column("attendance", "code", "whether they came", allowed=(*CAME, "ABSENT", "UNKNOWN")),
        Column("delegates", "integer", "persons who came", required=False, unit="person"),
        Column("is_level_met", "boolean", "the delegation had the level asked for", required=False),
        Column("is_withdrawn_by_host", "boolean", "the host took it back; empty is no", required=False),
        RELEASABILITY,
    ),
    key_columns=("engagement", "partner", "unit"),
    references=("engagement", "partner", "unit", "membership"),
    markings_from="releasability",
)
