"""Full-text search over headlines and texts, in any script."""

from __future__ import annotations

import re
from unicodedata import normalize

from sqlalchemy import Connection, select

from newscrawl.storage.clean import clean
from newscrawl.storage.dialects import Term, dialect_of
from newscrawl.storage.rows import Hit
from newscrawl.storage.schema import articles

# Scripts written without spaces between words: Thai, Lao, Myanmar, Khmer, kana, Han.
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
_TERMS = re.compile(r'"([^"]*)"|(\S+)')
_SNIPPET_BEFORE, _SNIPPET_AFTER = 60, 140  # characters around the word that was found


def spaced(text: str) -> str:
    """The text with spaces around each character of scripts that have none.

    So each is a word to the index, and words in a row find what a reader sees as one. A
    change of this rule takes a migration that fills the index anew.

    >>> spaced("dpa迈阿密")
    'dpa 迈  阿  密 '
    """
    if text.isascii():
        return text
    return _UNSPACED.sub(r" \1 ", normalize("NFC", text))


def terms_of(asked: str) -> tuple[Term, ...]:
    """What a user asks for: words, "words in a row", beginnings of words (wahl*).

    >>> terms_of('"New York" wahl*')
    (Term(words='New York', prefix=False), Term(words='wahl', prefix=True))
    """
    terms = []
    for match in _TERMS.finditer(clean(asked)):
        phrase, word = match[1], match[2]
        words = " ".join(spaced(phrase or word or "").replace('"', " ").rstrip("* ").split())
        if any(character.isalnum() for character in words):
            terms.append(Term(words, prefix=bool(word and word.endswith("*"))))
    return tuple(terms)


def index(connection: Connection, article_id: int, headline: str, text: str) -> None:
    """Put an article into the index, in place of what is there under its id."""
    dialect = dialect_of(connection)
    row = {"headline": dialect.words(spaced(headline)), "text": dialect.words(spaced(text))}
    connection.execute(dialect.index, {"id": article_id, **row})


def search(connection: Connection, asked: str, limit: int, site: str) -> list[Hit]:
    """The articles that hold all of what is asked for, best first; none for no word at all."""
    terms = terms_of(asked)
    if not terms:
        return []
    dialect = dialect_of(connection)
    wanted = {"query": dialect.query(terms), "site": site, "limit": limit}
    ids = list(connection.execute(dialect.find, wanted).scalars())
    table = articles.c
    columns = (table.id, table.canonical_url, table.site, table.headline, table.published)
    found = {
        row.id: Hit(row.canonical_url, row.site, row.headline, row.published, _snippet(row, terms))
        for row in connection.execute(select(*columns, table.text).where(table.id.in_(ids)))
    }
    return [found[number] for number in ids if number in found]


def _snippet(row: object, terms: tuple[Term, ...]) -> str:
    """The text around the first term; its beginning where the terms stand in the headline."""
    text = str(getattr(row, "text", ""))
    pattern = "|".join(r"\s*".join(map(re.escape, term.words.split())) for term in terms)
    match = re.search(pattern, text, re.IGNORECASE)
    start = max(0, match.start() - _SNIPPET_BEFORE) if match else 0
    end = start + _SNIPPET_BEFORE + _SNIPPET_AFTER
    if start:  # begin at a word
        start = text.find(" ", start, start + 20) + 1 or start
    cut = " ".join(text[start:end].split())
    return ("… " if start else "") + cut + (" …" if end < len(text) else "")
