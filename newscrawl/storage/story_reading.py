"""Reading stories: who else printed an article's text, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, select

from newscrawl.storage.articles import found_by
from newscrawl.storage.schema import articles
from newscrawl.storage.story_tables import story_articles
from newscrawl.stories import Shingles, likeness, words_of


@dataclass(frozen=True, slots=True)
class Copy:
    """An article as a member of a story, measured against one of its articles.

    Attributes:
        url: Its canonical URL.
        site: Its site.
        headline: Its headline.
        published: When it was published, "" where unknown.
        agency: The agency it names, "" for none.
        shared: Share of its words that stand in passages which the other article has, too.
        holds: Share of the other article's words that stand in passages which this one has.
        jaccard: Shingles in both of the shingles in either.
    """

    url: str
    site: str
    headline: str
    published: str
    agency: str
    shared: float
    holds: float
    jaccard: float


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that are copies of one text.

    Attributes:
        number: The story's; it stays when copies are added, see docs/stories.md.
        url: Of the article that the copies are measured against.
        copies: All its articles, that one among them, the earliest first.
    """

    number: int
    url: str
    copies: tuple[Copy, ...]

    @property
    def others(self) -> tuple[Copy, ...]:
        """The copies but for the article that they are measured against."""
        return tuple(copy for copy in self.copies if copy.url != self.url)


def of(connection: Connection, url: str) -> Story | None:
    """The story of the article that a URL names or led to; None where there is no article."""
    wanted = select(articles.c.id, story_articles.c.story_id).outerjoin(
        story_articles, story_articles.c.article_id == articles.c.id
    )
    row = connection.execute(found_by(connection, url, wanted)).first()
    if row is None:
        return None
    return _story(connection, row.story_id or row.id, row.id)


def newest(
    connection: Connection, site: str, since: str, limit: int, copies: int
) -> Iterator[Story]:
    """Stories of several articles, measured against the longest, newest first.

    Args:
        connection: To read from.
        site: With a copy on this site; "" for all.
        since: With a copy dated then or later, in UTC; "" for all.
        limit: At most so many.
        copies: Of at least so many articles.
    """
    wanted = select(story_articles.c.story_id).group_by(story_articles.c.story_id)
    wanted = wanted.having(func.count() >= copies)
    fitting = select(story_articles.c.story_id).join(
        articles, articles.c.id == story_articles.c.article_id
    )
    if site:
        fitting = fitting.where(articles.c.site == site)
    if since:
        fitting = fitting.where(articles.c.dated_at >= since)
    if site or since:
        wanted = wanted.where(story_articles.c.story_id.in_(fitting))
    for number in connection.scalars(
        wanted.order_by(story_articles.c.story_id.desc()).limit(limit)
    ):
        yield _story(connection, number)


def _story(connection: Connection, number: int, measured: int | None = None) -> Story:
    """A story's articles, measured against one of them, or against the longest."""
    columns = ("id", "canonical_url", "site", "headline", "published", "agency", "text")
    member = select(story_articles.c.article_id).where(story_articles.c.story_id == number)
    wanted = select(*(articles.c[name] for name in columns)).where(
        articles.c.id.in_(member) | (articles.c.id == measured)
    )
    rows = list(connection.execute(wanted.order_by(articles.c.dated_at, articles.c.id)))
    base = max(rows, key=lambda row: (row.id == measured, len(row.text), -row.id))
    shingles = _shingles(base.text)
    return Story(number, base.canonical_url, tuple(_copy(row, shingles) for row in rows))


def _copy(row: Row[str], base: Shingles) -> Copy:
    like = likeness(_shingles(row.text), base)
    said = (row.canonical_url, row.site, row.headline, row.published, row.agency)
    return Copy(*said, *(round(share, 4) for share in (*like.shared, like.jaccard)))


def _shingles(text: str) -> Shingles:
    return Shingles.of(words_of(text))
