"""The tables that are the warehouse's own: the ledger that only people can fill, and what is folded from the rows."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

from warehouse.facts import FACT_COLUMNS
from warehouse.sql import ROW_NUMBER, Moment

LEDGER = MetaData()
"""Kept for ever and migrated (`warehouse/migrations`)."""

FOLD = MetaData()
"""Made from declarations; can be rebuilt from the kept files."""

AMOUNTS = ("numerator", "denominator", "left_out")
DIMENSIONS = tuple(name for name in FACT_COLUMNS if name not in AMOUNTS)
_NUMBERS = ("bucket", "month")

edition = Table(
    "ledger_edition",
    LEDGER,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("published_at", Moment, nullable=False),
    Column("submission", Text),
    Column("kind", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("is_made", Boolean, nullable=False),  # false while a rebuild has not reached it yet
)

submission = Table(
    "ledger_submission",
    LEDGER,
    Column("number", ROW_NUMBER, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("profile", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("partner", Text, nullable=False),
    Column("programme", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("releasability", Text, nullable=False),
    Column("extract", Text, nullable=False),
    Column("declared_rows", BigInteger),
    Column("note", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("loaded_at", Moment),
    Column("edition", Integer),
    Column("message", Text, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("worker", Text, nullable=False),
    Column("heartbeat_at", Moment),
    Index("ledger_submission_content", "sha256", "profile"),
    Index("ledger_submission_state", "state"),
)

finding = Table(
    "ledger_finding",
    LEDGER,
    Column("id", ROW_NUMBER, primary_key=True),
    Column("submission", Text, nullable=False, index=True),
    Column("rule", Text, nullable=False),
    Column("dataset", Text, nullable=False),
    Column("effect", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("shows", Text, nullable=False),
    Column("broken_count", BigInteger, nullable=False),
    Column("detail", Text, nullable=False),
    Column("seconds", Float(53), nullable=False),
)

finding_row = Table(
    "ledger_finding_row",
    LEDGER,
    Column("id", ROW_NUMBER, primary_key=True),
    Column("submission", Text, nullable=False, index=True),
    Column("dataset", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("source_row", BigInteger),
    Column("column", Text),
    Column("found", Text),
    Column("expected", Text),
    Column("hint", Text),
)

refused_row = Table(
    "ledger_refused_row",
    LEDGER,
    Column("id", ROW_NUMBER, primary_key=True),
    Column("submission", Text, nullable=False, index=True),
    Column("dataset", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("source_row", BigInteger),
    Column("cells", Text, nullable=False),
    Column("reasons", Text, nullable=False),
)

lease = Table(
    "ledger_lease",
    LEDGER,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("taken_at", Moment),
)

definition = Table(
    "ledger_definition",
    LEDGER,
    Column("id", ROW_NUMBER, primary_key=True),
    Column("indicator", Text, nullable=False, index=True),
    Column("fingerprint", Text, nullable=False),
    Column("sheet", JSON, nullable=False),
    Column("edition", Integer, nullable=False),  # the first whose cells are made by it
    Column("noted_at", Moment, nullable=False),
)

comment = Table(
    "ledger_comment",
    LEDGER,
    Column("id", ROW_NUMBER, primary_key=True),
    Column("programme", Text, nullable=False, index=True),
    Column("quarter", Text, nullable=False),
    Column("indicator", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
)

decision = Table(
    "ledger_decision",
    LEDGER,
    Column("id", ROW_NUMBER, primary_key=True),
    Column("programme", Text, nullable=False, index=True),
    Column("quarter", Text, nullable=False),
    Column("indicator", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("owner_role", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("role", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
)

decision_outcome = Table(
    "ledger_decision_outcome",
    LEDGER,
    Column("id", ROW_NUMBER, primary_key=True),
    Column("decision", BigInteger, nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
)

sign_off = Table(
    "ledger_sign_off",
    LEDGER,
    Column("id", ROW_NUMBER, primary_key=True),
    Column("programme", Text, nullable=False, index=True),
    Column("quarter", Text, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("signed_at", Moment, nullable=False),
    Column("document", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("previous", Text, nullable=False),  # the hash of the sign-off before it, of whichever quarter
)

declaration = Table(
    "declaration",
    FOLD,
    Column("dataset", Text, primary_key=True),
    Column("kinds", JSON, nullable=False),
    Column("key_columns", JSON, nullable=False),
)

marking = Table("marking", FOLD, Column("marking", Text, primary_key=True))

sighting = Table(
    "sighting",
    FOLD,
    Column("dataset", Text, nullable=False),
    Column("row_id", BigInteger, nullable=False),
    Column("submission", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("source_row", BigInteger),
    Column("claimed_in", Integer, nullable=False),
    Index("sighting_of_row", "row_id"),  # numbers only: a full extract leaves one sighting a row each time it is sent
    Index("sighting_by_edition", "claimed_in"),
)


def dimension_columns() -> list[Column]:
    """The columns that tell one cell from another, never empty."""
    return [Column(name, Integer if name in _NUMBERS else Text, nullable=False) for name in DIMENSIONS]


def amount_columns() -> list[Column]:
    """The counts of a cell."""
    return [Column(name, BigInteger, nullable=False) for name in AMOUNTS]


cell = Table(
    "cell",
    FOLD,
    Column("cell_id", ROW_NUMBER, primary_key=True),
    Column("indicator", Text, nullable=False),
    *dimension_columns(),
    *amount_columns(),
    Column("edition_from", Integer, nullable=False),
    Column("edition_to", Integer, nullable=False),
    Index("cell_place", "indicator", "edition_to", "month", "bucket", "partner", "topic"),
)

edition_cause = Table(
    "edition_cause",
    FOLD,
    Column("edition", Integer, nullable=False),
    Column("indicator", Text, nullable=False),
    Column("causes", Text, nullable=False),  # in the order of `causes.Cause`, divided by commas
    Index("edition_cause_of", "indicator", "edition"),
)

cell_step = Table(
    "cell_step",
    FOLD,
    Column("edition", Integer, nullable=False),
    Column("indicator", Text, nullable=False),
    Column("cause", Text, nullable=False),
    *dimension_columns(),
    *amount_columns(),
    Index("cell_step_of", "indicator", "edition"),
)
"""What each cause but the last added to the cells, for editions in which several causes moved one indicator."""
