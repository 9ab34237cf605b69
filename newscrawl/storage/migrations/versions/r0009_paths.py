"""How the blocks of an article's page were told apart."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column `articles.path`; all earlier articles were read in full."""
    op.add_column("articles", sa.Column("path", sa.Text, nullable=False, server_default="full"))
