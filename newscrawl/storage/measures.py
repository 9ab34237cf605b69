"""The tables `measures` and `alarms`: how the runs over a site went, and what has changed there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
)

from newscrawl.schedule.alarm import ENOUGH, LATEST, Alarm
from newscrawl.schedule.measures import Measures
from newscrawl.storage.clean import clean
from newscrawl.storage.schema import metadata
from newscrawl.storage.store import Store

KEPT = ENOUGH + LATEST  # runs of a site: as many as alarms look at
_SITE_LENGTH = 300  # as in the table urls

_ID = BigInteger().with_variant(Integer(), "sqlite")


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


measures = Table(
    "measures",
    metadata,
    Column("id", _ID, primary_key=True),
    _text("site"),
    _text("began"),
    _count("pages"),
    _count("missing"),
    _count("paywalled"),
    _count("repeated"),
    _count("compared"),
    _count("unfit"),
    _count("failed"),
    Column("lengths", JSON, nullable=False),
    Index("measures_site", "site", "id"),
)

alarms = Table(
    "alarms",
    metadata,
    Column("site", String(_SITE_LENGTH), primary_key=True),
    Column("what", String(40), primary_key=True),
    _text("since"),
    _text("evidence"),
    _text("seen_at"),
)

_FIELDS = tuple(measures.c[field.name] for field in fields(Measures))

# Statements are made once: to make one takes longer than to run it.
_OF_SITE = measures.c.site == bindparam("of")
_ADD = insert(measures)
_OLDEST = (
    select(measures.c.id).where(_OF_SITE).order_by(measures.c.id.desc()).offset(KEPT - 1).limit(1)
)
_FORGET = delete(measures).where(_OF_SITE, measures.c.id < bindparam("oldest"))
_KEPT = select(*_FIELDS).where(_OF_SITE).order_by(measures.c.id)
_RAISED = select(alarms.c.what, alarms.c.since).where(alarms.c.site == bindparam("of"))
_CLEAR = delete(alarms).where(alarms.c.site == bindparam("of"))


def record(store: Store, run: Measures) -> list[Measures]:
    """Keep what a run over a site came to; that of the latest runs, the oldest first.

    Raises:
        StorageError: The store cannot be written.
    """
    site = clean(run.site)[:_SITE_LENGTH]
    row = asdict(run) | {"site": site, "lengths": [list(pair) for pair in run.lengths]}
    with store.writing(f"keep the measures of {site}") as connection:
        connection.execute(_ADD, row)
        if oldest := connection.scalar(_OLDEST, {"of": site}):
            connection.execute(_FORGET, {"of": site, "oldest": oldest})
        return [_as_measures(row) for row in connection.execute(_KEPT, {"of": site})]


def raise_alarms(store: Store, site: str, raised: Iterable[Alarm], now: str) -> list[Alarm]:
    """Keep a site's alarms in place of its earlier ones; one that goes on keeps its beginning.

    Args:
        store: Where they are kept.
        site: The site.
        raised: Those of the run that just ended; those that are not among them are over.
        now: When that was, ISO 8601.

    Returns:
        The alarms with their beginnings.

    Raises:
        StorageError: The store cannot be written.
    """
    site = clean(site)[:_SITE_LENGTH]
    with store.writing(f"keep the alarms of {site}") as connection:
        known = {row.what: row.since for row in connection.execute(_RAISED, {"of": site})}
        if known:
            connection.execute(_CLEAR, {"of": site})
        kept = [
            Alarm(site, one.what, min(one.since, known.get(one.what, one.since)), one.evidence)
            for one in raised
        ]
        if kept:
            rows = [asdict(one) | {"seen_at": now} for one in kept]
            connection.execute(insert(alarms), rows)
        return kept


def open_alarms(store: Store, site: str = "") -> list[Alarm]:
    """What has changed at the sites (at one, if given) as of the last run over each.

    Raises:
        StorageError: The store cannot be read.
    """
    wanted = select(alarms.c.site, alarms.c.what, alarms.c.since, alarms.c.evidence)
    wanted = wanted.order_by(alarms.c.site, alarms.c.what)
    if site:
        wanted = wanted.where(alarms.c.site == site)
    with store.reading("read the alarms") as connection:
        return [Alarm(*row) for row in connection.execute(wanted)]


def _as_measures(row: Row[Any]) -> Measures:
    pairs = tuple((int(length), int(number)) for length, number in row.lengths)
    return Measures(**{**row._mapping, "lengths": pairs})  # noqa: SLF001 - SQLAlchemy's public name
