"""Which pages the saved memory of a site has seen; indexes of what a crawl has in hand."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column `urls.learned` and two indexes of the few rows that matter after a crash."""
    op.add_column("urls", sa.Column("learned", sa.Integer, nullable=False, server_default="0"))
    for name, which in (("urls_in_hand", "attempted_at != ''"), ("urls_learned", "learned != 0")):
        where = sa.text(which)
        op.create_index(name, "urls", ["site"], sqlite_where=where, postgresql_where=where)
