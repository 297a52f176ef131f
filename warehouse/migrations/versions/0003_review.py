"""What a quarterly review writes down: commentary, decisions, sign-offs."""

import sqlalchemy as sa
from alembic import op

from warehouse.sql import ROW_NUMBER, Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "ledger_comment",
        sa.Column("id", ROW_NUMBER, primary_key=True),
        sa.Column("programme", sa.Text, nullable=False, index=True),
        sa.Column("quarter", sa.Text, nullable=False),
        sa.Column("indicator", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("written_at", Moment, nullable=False),
    )
    op.create_table(
        "ledger_decision",
        sa.Column("id", ROW_NUMBER, primary_key=True),
        sa.Column("programme", sa.Text, nullable=False, index=True),
        sa.Column("quarter", sa.Text, nullable=False),
        sa.Column("indicator", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("owner_role", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("written_at", Moment, nullable=False),
    )
    op.create_table(
        "ledger_decision_outcome",
        sa.Column("id", ROW_NUMBER, primary_key=True),
        sa.Column("decision", sa.BigInteger, nullable=False, index=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("written_at", Moment, nullable=False),
    )
    op.create_table(
        "ledger_sign_off",
        sa.Column("id", ROW_NUMBER, primary_key=True),
        sa.Column("programme", sa.Text, nullable=False, index=True),
        sa.Column("quarter", sa.Text, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("signed_at", Moment, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for name in ("sign_off", "decision_outcome", "decision", "comment"):
        op.drop_table(f"ledger_{name}")
