"""The table `archive`: in which file, and where in it, a page's records stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, fields

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy import delete as delete_from

from newscrawl.storage.clean import key_of
from newscrawl.storage.rows import State
from newscrawl.storage.schema import metadata, urls

archive = Table(
    "archive",
    metadata,
    Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True),
    Column("key", String(64), nullable=False),  # of the page's URL
    Column("file", String(100), nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", Integer, nullable=False),
    Column("digest", Text, nullable=False, server_default=""),
    Column("fetched_at", Text, nullable=False, server_default=""),
    Index("archive_key", "key"),
    Index("archive_file_offset", "file", "offset", unique=True),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands.

    Attributes:
        key: Of the page's URL.
        file: The file's name.
        offset: Where the record's gzip member begins, bytes.
        length: How long it is, bytes.
        digest: The payload's, as the record names it.
        fetched_at: When the page was fetched, ISO 8601 as Article has it.
    """

    key: str
    file: str
    offset: int
    length: int
    digest: str
    fetched_at: str

    @property
    def end(self) -> int:
        """Where the record ends."""
        return self.offset + self.length


_COLUMNS = tuple(archive.c[field.name] for field in fields(Place))

# Made once: that takes longer than to run them.
_ADD = insert(archive)
_OF_PAGE = select(*_COLUMNS).where(archive.c.key == bindparam("of"))
_NEWEST_OF_PAGE, _OF_PAGE_AT = (
    wanted.order_by(archive.c.fetched_at.desc(), archive.c.id.desc()).limit(1)
    for wanted in (_OF_PAGE, _OF_PAGE.where(archive.c.fetched_at == bindparam("at")))
)


def add(connection: Connection, place: Place) -> None:
    """Note a record."""
    connection.execute(_ADD, asdict(place))


def of_page(connection: Connection, url: str, fetched_at: str = "") -> Place | None:
    """The newest record of a page, or the one fetched at a moment."""
    found = {"of": key_of(url)}
    if fetched_at:
        row = connection.execute(_OF_PAGE_AT, found | {"at": fetched_at}).first()
    else:
        row = connection.execute(_NEWEST_OF_PAGE, found).first()
    return Place(*row) if row else None


def last_of_file(connection: Connection, file: str) -> Place | None:
    """The last record of a file that is known."""
    wanted = select(*_COLUMNS).where(archive.c.file == file).order_by(archive.c.offset.desc())
    row = connection.execute(wanted.limit(1)).first()
    return Place(*row) if row else None


def of_file(connection: Connection, file: str) -> list[Place]:
    """The records of a file, in their order."""
    wanted = select(*_COLUMNS).where(archive.c.file == file).order_by(archive.c.offset)
    return [Place(*row) for row in connection.execute(wanted)]


def files_with(connection: Connection, urls_removed: Collection[str]) -> list[str]:
    """The files with records of these pages, oldest first."""
    wanted = select(archive.c.file).where(archive.c.key.in_(set(map(key_of, urls_removed))))
    return sorted(connection.scalars(wanted.distinct()))


def move(connection: Connection, place: Place, offset: int) -> None:
    """Say that a record begins elsewhere now. In the order of offsets, downwards only."""
    which = (archive.c.file == place.file) & (archive.c.offset == place.offset)
    connection.execute(update(archive).where(which).values(offset=offset))


def forget(connection: Connection, file: str, beyond: int = 0) -> int:
    """Forget the records of a file that end beyond a point; how many those are."""
    which = (archive.c.file == file) & (archive.c.offset + archive.c.length > beyond)
    return connection.execute(delete_from(archive).where(which)).rowcount


def forget_pages(connection: Connection, file: str, keys: Collection[str]) -> int:
    """Forget some pages' records in a file; how many those are."""
    which = (archive.c.file == file) & archive.c.key.in_(keys)
    return connection.execute(delete_from(archive).where(which)).rowcount


def waiting(connection: Connection, site: str) -> Iterator[str]:
    """The URLs of a site's pages that are fetched and not extracted, each once."""
    wanted = select(urls.c.page_url).distinct()
    fetched = urls.c.state == State.FETCHED, urls.c.site == site, urls.c.page_url != ""
    yield from connection.scalars(wanted.where(*fetched))
