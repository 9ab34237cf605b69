"""How many URLs are in which state, for which reason: counted by the database."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from newscrawl.storage.frontier import matching
from newscrawl.storage.rows import Tally
from newscrawl.storage.schema import urls


def tallies(connection: Connection, wanted: tuple[str, str, str]) -> list[Tally]:
    """States with their reasons, the most frequent reason of each first.

    `wanted` is state, reason and site, "" for any.
    """
    number = func.count()
    counted = (
        select(urls.c.state, urls.c.reason, number)
        .where(matching(wanted))
        .group_by(urls.c.state, urls.c.reason)
        .order_by(urls.c.state, number.desc(), urls.c.reason)
    )
    return [Tally(*row) for row in connection.execute(counted)]
