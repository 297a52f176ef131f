"""The tables of what full extracts said: which datasets they replaced, and what they named without our loading it."""

from sqlalchemy import Column, Index, Integer, Table, Text

from warehouse.schema import FOLD

full_extract = Table(
    "full_extract",
    FOLD,
    Column("dataset", Text, nullable=False),
    Column("submission", Text, nullable=False),
    Column("claimed_in", Integer, nullable=False),
    Index("full_extract_of", "dataset", "claimed_in"),
)
"""Submissions that said all there is of a dataset, for their sender, programme and period."""

spared = Table(
    "spared",
    FOLD,
    Column("dataset", Text, nullable=False),
    Column("row_key", Text, nullable=False),
    Column("claimed_in", Integer, nullable=False),
    Index("spared_key", "claimed_in", "row_key"),
)
"""Keys that lines held back of a full extract name: it has them, so that it does not leave them out."""
