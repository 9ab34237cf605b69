"""What a crawl saved, on a terminal: a table of articles, the URLs that gave none, one text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from newscrawl.items import Article, Reason
from newscrawl.storage import UrlRow

# Removed on nearly every page; what else goes is what makes a page worth looking at.
USUAL = {Reason.NAVIGATION, Reason.HEADLINE, Reason.BYLINE, Reason.CAPTION, Reason.HIDDEN}


def articles_table(articles: Iterable[Article]) -> Table:
    """One line for each article."""
    table = Table("published", "kind", "lang", "words", "removed", box=None, expand=True)
    table.add_column("headline", no_wrap=True, overflow="ellipsis", ratio=1)  # has what is left
    for article in articles:
        table.add_row(
            article.published[:16].replace("T", " "),
            article.kind,
            article.language,
            str(article.word_count),
            str(sum(article.removed.values())),
            escape(article.headline),
        )
    return table


def others_table(rows: Iterable[UrlRow]) -> Table:
    """How many URLs were found and not saved, by what became of them."""
    counts = Counter((row.state, row.reason.partition(":")[0]) for row in rows)
    table = Table("URLs", "state", "reason", box=None)
    for (state, reason), count in counts.most_common():
        table.add_row(str(count), state, escape(reason))
    return table


def most_cleaned(articles: Sequence[Article]) -> Article:
    """The article from whose page most was removed that a reader would notice."""
    return max(articles, key=lambda article: (_noticed(article), article.url))


def _noticed(article: Article) -> int:
    return sum(count for reason, count in article.removed.items() if reason not in USUAL)


def article_panel(article: Article) -> RenderableType:
    """The article's text as it is kept, and what was removed from its page."""
    fields = Table.grid(padding=(0, 2))
    for name in ("authors", "agency", "dateline", "published", "section"):
        value = getattr(article, name)
        if value:
            fields.add_row(name, Text(value if isinstance(value, str) else ", ".join(value)))
    for image in article.images:
        fields.add_row("image", Text(" / ".join(filter(None, [image.caption, image.credit]))))
    text = Text("\n\n".join(article.text.splitlines()))
    return Group(
        Panel(Group(fields, Padding(text, (1, 0, 0, 0))), title=escape(article.headline)),
        Text("Removed from its page (blocks): " + removed_line(article)),
    )


def removed_line(article: Article) -> str:
    """What was removed, most first: "promo 6, related 4"."""
    counts = sorted(article.removed.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{reason} {count}" for reason, count in counts) or "nothing"
