"""A file an article: plain text, or Markdown with its metadata in front."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from newscrawl.errors import ExportError
from newscrawl.items import Article
from newscrawl.wholefile import whole_file

# In front of a Markdown file, in this order, where they say something.
_FRONT = (
    "canonical_url", "site", "published", "modified", "authors", "agency", "dateline",
    "language", "section", "tags", "kind", "paywalled", "word_count", "fetched_at",
)  # fmt: skip
_MARKS = re.compile(r"([\\`*_\[\]<])")
_LINE_MARKS = re.compile(r"^(\s*)([#>+=~-]|\d+(?=[.)]))", re.MULTILINE)


def as_text(article: Article) -> str:
    """Headline, an empty line, and the text as printed."""
    return f"{article.headline}\n\n{article.text}\n".lstrip("\n")


def as_markdown(article: Article) -> str:
    """Front matter in YAML, the headline, and a paragraph for each line of the text."""
    values = {name: getattr(article, name) for name in _FRONT}
    # What JSON writes is YAML, too, and needs no rules about colons and quotes.
    front = [f"{name}: {_yaml(value)}" for name, value in values.items() if value]
    paragraphs = [_escaped(line) for line in article.text.split("\n")]
    head = [f"# {_escaped(article.headline)}"] if article.headline else []
    return "---\n" + "\n".join(front) + "\n---\n\n" + "\n\n".join(head + paragraphs) + "\n"


def file_name(article: Article, suffix: str) -> str:
    """Where an article's file stands: its site's folder, and a name that never changes.

    Letters of the URL make it readable, a hash of the whole URL keeps it apart from others;
    nothing in it can lead out of the folder.

    >>> article = Article("https://example.org/a/Ferry%20stops.html", site="example.org")
    >>> file_name(article, ".txt")
    'example.org/ferry-stops-a9f776e0a7.txt'
    """
    url = article.canonical_url or article.url
    last = unquote(re.split("[?#]", url)[0]).rstrip("/").rpartition("/")[2]
    readable = _slug(re.sub(r"\.[A-Za-z]{2,5}$", "", last)) or "article"
    day = re.match(r"\d{4}-\d\d-\d\d", article.published)
    dated = f"{day[0]}-" if day else ""
    digest = sha256(url.encode("utf-8", "replace")).hexdigest()[:10]
    site = re.sub(r"[^a-z0-9.-]+", "-", article.site.lower()).strip(".-")[:80]
    return f"{site or 'unknown'}/{dated}{readable}-{digest}{suffix}"


def write_folder(
    articles: Iterable[Article], folder: Path, suffix: str, render: Callable[[Article], str]
) -> int:
    """Write a file an article; how many those were. A file appears whole or not at all.

    Raises:
        ExportError: A file cannot be written; those before it are there.
    """
    count = 0
    for article in articles:
        path = folder / file_name(article, suffix)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as file:
                file.write(render(article))
        except OSError as error:
            raise ExportError(f"{path}: cannot write: {error.strerror}; see to it") from error
        count += 1
    return count


def _slug(text: str) -> str:
    ascii_only = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:60].rstrip("-")


def _yaml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _escaped(line: str) -> str:
    """A line that Markdown shows as it is."""
    return _LINE_MARKS.sub(r"\1\\\2", _MARKS.sub(r"\\\1", line))
