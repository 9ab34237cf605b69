"""What was learned from pages that wait to be extracted."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table `lessons`."""
    op.create_table(
        "lessons",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("site", sa.Text, nullable=False, server_default=""),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_lessons_site", "lessons", ["site"])
