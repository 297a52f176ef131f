"""The definitions that indicators had, and from which edition on."""

import sqlalchemy as sa
from alembic import op

from warehouse.sql import ROW_NUMBER, Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "ledger_definition",
        sa.Column("id", ROW_NUMBER, primary_key=True),
        sa.Column("indicator", sa.Text, nullable=False, index=True),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("sheet", sa.JSON, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("noted_at", Moment, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("ledger_definition")
