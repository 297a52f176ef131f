"""Columns that many datasets share, said once."""

from expectations.dataset import Column

RELEASABILITY = Column(
    "releasability",
    "marking",
    "who may see the row: ALL, or partner codes, as its originator set it; empty takes the submission's",
    required=False,
    aliases=("releasable to",),
)

PROGRAMME = Column("programme", "id", "programme the row belongs to", aliases=("program",))

LINKED_RUN = Column("linked_run", "id", "course run it is about", required=False)

LINKED_ENGAGEMENT = Column("linked_engagement", "id", "engagement it is about", required=False)


def free_text(name: str, means: str, longest: int = 4000, required: bool = False) -> Column:
    """A column of whole sentences; its cells are screened (SG-02)."""
    return Column(name, "text", means, required=required, longest=longest)


def day(name: str, means: str, required: bool = False) -> Column:
    """A column of dates, empty until the thing happens."""
    return Column(name, "date", means, required=required)
