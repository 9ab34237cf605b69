"""The table `memories`: the newest memory of each site."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from newscrawl.storage.clean import clean
from newscrawl.storage.dialects import upsert
from newscrawl.storage.rows import MemoryRow
from newscrawl.storage.schema import memories

_SITE_LENGTH = 300  # longer than any host name

_NEWEST = select(memories).where(memories.c.site == bindparam("of"))


def load(connection: Connection, site: str) -> MemoryRow | None:
    """The memory of a site; None where it has none."""
    row = connection.execute(_NEWEST, {"of": _key(site)}).first()
    return MemoryRow(row.site, row.generation, row.pages, row.bytes, row.saved_at) if row else None


def save(connection: Connection, row: MemoryRow) -> None:
    """Keep a memory in place of the site's earlier one."""
    values = {
        "site": _key(row.site),
        "generation": row.generation,
        "pages": row.pages,
        "bytes": row.data,
        "saved_at": row.saved_at,
    }
    upsert(connection, memories, values, "site")


def _key(site: str) -> str:
    return clean(site)[:_SITE_LENGTH]
