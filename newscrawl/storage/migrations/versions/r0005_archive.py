"""Where in the archive each page stands; by which extractor each article was read."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table `archive` and the column `articles.extractor`."""
    op.create_table(
        "archive",
        sa.Column("id", _ID, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("file", sa.String(100), nullable=False),
        sa.Column("offset", sa.BigInteger, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False, server_default=""),
        sa.Column("fetched_at", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("archive_key", "archive", ["key"])
    op.create_index("archive_file_offset", "archive", ["file", "offset"], unique=True)
    op.add_column("articles", sa.Column("extractor", sa.Text, nullable=False, server_default=""))
