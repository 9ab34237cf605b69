"""How the runs over a site went, and what has changed there."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COUNTS = ("pages", "missing", "paywalled", "repeated", "compared", "unfit", "failed")


def upgrade() -> None:
    """Make the tables `measures` and `alarms`."""
    op.create_table(
        "measures",
        sa.Column("id", _ID, primary_key=True),
        _text("site"),
        _text("began"),
        *(sa.Column(name, sa.Integer, nullable=False, server_default="0") for name in _COUNTS),
        sa.Column("lengths", sa.JSON, nullable=False),
    )
    op.create_index("measures_site", "measures", ["site", "id"])
    op.create_table(
        "alarms",
        sa.Column("site", sa.String(300), primary_key=True),
        sa.Column("what", sa.String(40), primary_key=True),
        _text("since"),
        _text("evidence"),
        _text("seen_at"),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")
