"""Tombstones of articles that were removed for good; what changed from version to version."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table `tombstones` and the column `versions.changed`."""
    op.add_column("versions", sa.Column("changed", sa.JSON, nullable=False, server_default="[]"))
    op.create_table(
        "tombstones",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, unique=True),
        *map(_text, ("url", "site", "content_hash", "reason", "removed_at")),
    )
    op.create_index("ix_tombstones_content_hash", "tombstones", ["content_hash"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")
