"""The ledger: submissions, findings, refused rows, editions, the right to publish."""

import sqlalchemy as sa
from alembic import op

from warehouse.sql import ROW_NUMBER, Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "ledger_edition",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("published_at", Moment, nullable=False),
        sa.Column("submission", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("is_made", sa.Boolean, nullable=False),
    )
    op.create_table(
        "ledger_submission",
        sa.Column("number", ROW_NUMBER, primary_key=True),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("received_at", Moment, nullable=False),
        sa.Column("partner", sa.Text, nullable=False),
        sa.Column("programme", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("releasability", sa.Text, nullable=False),
        sa.Column("extract", sa.Text, nullable=False),
        sa.Column("declared_rows", sa.BigInteger),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("loaded_at", Moment),
        sa.Column("edition", sa.Integer),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("heartbeat_at", Moment),
    )
    op.create_index("ledger_submission_content", "ledger_submission", ["sha256", "profile"])
    op.create_index("ledger_submission_state", "ledger_submission", ["state"])
    _create_findings()
    lease = op.create_table(
        "ledger_lease",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("taken_at", Moment),
    )
    op.bulk_insert(lease, [{"name": name, "holder": "", "taken_at": None} for name in ("publish", "receive", "holder")])


def _create_findings() -> None:
    op.create_table(
        "ledger_finding",
        sa.Column("id", ROW_NUMBER, primary_key=True),
        sa.Column("submission", sa.Text, nullable=False, index=True),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("effect", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("hint", sa.Text, nullable=False),
        sa.Column("shows", sa.Text, nullable=False),
        sa.Column("broken_count", sa.BigInteger, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("seconds", sa.Float(53), nullable=False),
    )
    op.create_table(
        "ledger_finding_row",
        sa.Column("id", ROW_NUMBER, primary_key=True),
        sa.Column("submission", sa.Text, nullable=False, index=True),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("source_row", sa.BigInteger),
        sa.Column("column", sa.Text),
        sa.Column("found", sa.Text),
        sa.Column("expected", sa.Text),
        sa.Column("hint", sa.Text),
    )
    op.create_table(
        "ledger_refused_row",
        sa.Column("id", ROW_NUMBER, primary_key=True),
        sa.Column("submission", sa.Text, nullable=False, index=True),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("source_row", sa.BigInteger),
        sa.Column("cells", sa.Text, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for name in ("lease", "refused_row", "finding_row", "finding", "submission", "edition"):
        op.drop_table(f"ledger_{name}")
