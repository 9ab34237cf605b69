"""Stories: an article is grouped with its copies when it is saved, and let go when it leaves.

A look-up costs the same however much is stored: it reads the newest entries of a text's 32
keys, and of a bounded number of texts the shingles; few are compared in full.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import (
    Connection,
    TextClause,
    bindparam,
    delete,
    insert,
    select,
    text,
    update,
)

from newscrawl.storage.schema import articles
from newscrawl.storage.story_tables import story_articles, story_copies, story_keys
from newscrawl.stories import SLOTS, Candidate, Grouped, Likeness, Outline, choose, components

# Entries of a key that a look-up reads, newest first: what every text says fills a key, and
# copies of a story come close to one another.
_ENTRIES = 50
_AGREEING = 2  # slots, of 32: one is by chance, in a big store
_CANDIDATES = 200  # of which `choose` takes those to compare

# Made once: that takes longer than to run them.
_TEXTS_OF = select(articles.c.id, articles.c.text).where(
    articles.c.id.in_(bindparam("numbers", expanding=True))
)
_SHINGLES_OF = select(story_articles.c.article_id, story_articles.c.shingles).where(
    story_articles.c.article_id.in_(bindparam("numbers", expanding=True))
)
_WORDS_OF = select(story_articles.c.words_hash).where(
    story_articles.c.article_id == bindparam("number")
)
_INSERT_ARTICLE = insert(story_articles)
_INSERT_KEYS = insert(story_keys)
_INSERT_COPIES = insert(story_copies)
_JOINED = (
    update(story_articles)
    .where(story_articles.c.story_id.in_(bindparam("stories", expanding=True)))
    .values(story_id=bindparam("joined"))
)


def assign(connection: Connection, number: int, grouped: Grouped, *, known: bool) -> None:
    """Put an article into its story, in the transaction that saves it.

    Its copies may so far have been several stories; they are one now. A text that changed
    leaves its old story first. An article whose words are as before stays where it is.

    Args:
        connection: In a transaction that writes.
        number: The article's.
        grouped: Its text.
        known: Whether it may be in a story.
    """
    before = connection.scalar(_WORDS_OF, {"number": number}) if known else None
    if before == grouped.outline.words_hash:
        return
    if before is not None:
        forget(connection, number)
    found = copies_of(connection, grouped)
    _insert(connection, number, grouped.outline)
    _join(connection, number, found)


def assign_as_it_is(connection: Connection, number: int, grouped: Grouped) -> None:
    """As `assign`, where the article may have changed, or be gone, since its text was read."""
    now = connection.scalar(_TEXTS_OF.with_only_columns(articles.c.text), {"numbers": [number]})
    if now is not None:
        current = grouped if now == grouped.text else Grouped.of(now)
        assign(connection, number, current, known=True)


def forget(connection: Connection, number: int) -> None:
    """Take an article out of its story, which may fall apart without it.

    Called before the article is deleted, or where its text has changed.
    """
    story = connection.scalar(
        select(story_articles.c.story_id).where(story_articles.c.article_id == number)
    )
    connection.execute(delete(story_keys).where(story_keys.c.article_id == number))
    for column in (story_copies.c.article_id, story_copies.c.copy_id):
        connection.execute(delete(story_copies).where(column == number))
    connection.execute(delete(story_articles).where(story_articles.c.article_id == number))
    if story is not None:
        _settle(connection, story)


def without_story(connection: Connection, limit: int) -> list[tuple[int, str]]:
    """Articles (number, text) that were saved before stories were known, oldest first."""
    wanted = (
        select(articles.c.id, articles.c.text)
        .outerjoin(story_articles, story_articles.c.article_id == articles.c.id)
        .where(story_articles.c.article_id.is_(None))
    )
    rows = connection.execute(wanted.order_by(articles.c.id).limit(limit))
    return [(row.id, row.text) for row in rows]


def copies_of(connection: Connection, grouped: Grouped) -> dict[int, tuple[int, Likeness]]:
    """The copies of a text among the articles stored.

    Returns:
        By the number of its article: its story, and what the two share.
    """
    chosen = choose(_candidates(connection, grouped.outline.keys))
    texts = _texts_of(connection, _near(connection, grouped, chosen))
    found = {}
    for candidate in chosen:
        other = texts.get(candidate.number)
        like = grouped.like(other) if other is not None else None
        if like is not None:
            found[candidate.number] = (candidate.story, like)
    return found


def _near(connection: Connection, grouped: Grouped, chosen: list[Candidate]) -> list[int]:
    """Those of the candidates whose texts are worth reading, by number.

    Of what was grouped by an earlier version no shingles are known.
    """
    if not chosen:
        return []
    rows = connection.execute(_SHINGLES_OF, {"numbers": [one.number for one in chosen]})
    return [
        number
        for number, shingles in map(tuple, rows)
        if shingles is None or grouped.may_be_like(shingles)
    ]


def _texts_of(connection: Connection, numbers: list[int]) -> dict[int, str]:
    rows = connection.execute(_TEXTS_OF, {"numbers": numbers}) if numbers else ()
    return dict(map(tuple, rows))


def _agreeing() -> TextClause:
    """Articles that stand under several of the keys, and under how many.

    As text, since of so many expressions SQLAlchemy takes longer to find what it made before than
    the database to answer.
    """
    entries = " UNION ALL ".join(
        f'SELECT article_id FROM (SELECT article_id FROM story_keys WHERE "key" = :key{slot} '  # noqa: S608 - numbers of our own
        f"ORDER BY article_id DESC LIMIT {_ENTRIES}) AS newest_{slot}"
        for slot in range(SLOTS)
    )
    return text(
        "SELECT agreeing.article_id, story_articles.story_id, agreeing.slots FROM ("  # noqa: S608
        f"SELECT article_id, count(*) AS slots FROM ({entries}) AS entries GROUP BY article_id "
        f"HAVING count(*) >= {_AGREEING} ORDER BY slots DESC, article_id LIMIT {_CANDIDATES}"
        ") AS agreeing JOIN story_articles ON story_articles.article_id = agreeing.article_id"
    )


_AGREEING_ARTICLES = _agreeing()


def _candidates(connection: Connection, keys: tuple[int, ...]) -> list[Candidate]:
    if not keys:
        return []
    wanted = {f"key{slot}": key for slot, key in enumerate(keys)}
    return [Candidate(*row) for row in connection.execute(_AGREEING_ARTICLES, wanted)]


def _insert(connection: Connection, number: int, outline: Outline) -> None:
    row = {"article_id": number, "story_id": number}
    more = {"words_hash": outline.words_hash, "shingles": outline.shingles}
    connection.execute(_INSERT_ARTICLE, row | more)
    keys = [{"key": key, "article_id": number} for key in outline.keys]
    if keys:
        connection.execute(_INSERT_KEYS, keys)


def _join(connection: Connection, number: int, found: dict[int, tuple[int, Likeness]]) -> None:
    """Note an article's copies, and make one story of theirs."""
    if not found:
        return
    copies = [_as_row(number, copy, like) for copy, (_, like) in sorted(found.items())]
    connection.execute(_INSERT_COPIES, copies)
    stories = {number, *(story for story, _ in found.values())}
    connection.execute(_JOINED, {"stories": sorted(stories), "joined": min(stories)})


def _as_row(number: int, copy: int, like: Likeness) -> dict[str, float]:
    """A pair, the smaller number first."""
    shared, by_copy = like.shared if number < copy else like.shared[::-1]
    return {
        "article_id": min(number, copy),
        "copy_id": max(number, copy),
        "shared": round(shared, 4),
        "shared_by_copy": round(by_copy, 4),
        "jaccard": round(like.jaccard, 4),
    }


def _settle(connection: Connection, story: int) -> None:
    """Number anew what is left of a story: one, or several that only the lost one held together."""
    members = story_articles.c.story_id == story
    numbers = list(connection.scalars(select(story_articles.c.article_id).where(members)))
    pairs = select(story_copies.c.article_id, story_copies.c.copy_id).join(
        story_articles, story_articles.c.article_id == story_copies.c.article_id
    )
    found = components(numbers, (tuple(row) for row in connection.execute(pairs.where(members))))
    for root in sorted(set(found.values()) - {story}):
        _renumber(connection, (n for n, of in found.items() if of == root), root)


def _renumber(connection: Connection, numbers: Iterable[int], story: int) -> None:
    statement = update(story_articles).where(story_articles.c.article_id == bindparam("number"))
    connection.execute(statement.values(story_id=story), [{"number": number} for number in numbers])
