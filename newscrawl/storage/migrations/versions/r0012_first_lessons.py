"""Which page of a site was read whole: others are read beside it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column `lessons.is_first`; no lesson of before is one."""
    op.add_column("lessons", sa.Column("is_first", sa.Integer, nullable=False, server_default="0"))
