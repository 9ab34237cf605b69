"""When known articles are visited again; the table of sources."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add `urls.modified` and `urls.visited_at`, an index by state, and the table `sources`."""
    op.add_column("urls", _text("modified"))
    op.add_column("urls", _text("visited_at"))
    # When a page was fetched is known of its article alone; it was not before it was found.
    op.execute(
        "UPDATE urls SET modified = published, visited_at = first_seen WHERE state = 'saved'"
    )
    op.drop_index("urls_site_next_try", "urls")
    op.create_index("urls_site_state_next_try", "urls", ["site", "state", "next_try", "id"])
    _sources()


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("key", sa.String(64), primary_key=True),
        *map(_text, ("url", "site")),
        sa.Column("kind", sa.String(16), nullable=False),
        *map(_text, ("named_by", "listed_modified", "read_modified", "scope")),
        *map(_text, ("etag", "last_modified", "digest", "asked_at", "read_at")),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        *map(_text, ("last_error", "crawled_at")),
    )
    op.create_index("sources_site", "sources", ["site"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")
