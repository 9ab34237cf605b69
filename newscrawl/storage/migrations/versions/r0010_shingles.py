"""What tells, without their texts, that two articles are no copies."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column `story_articles.shingles`; texts of earlier articles are read instead."""
    op.add_column("story_articles", sa.Column("shingles", sa.LargeBinary))
