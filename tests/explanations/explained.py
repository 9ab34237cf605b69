"""Explanations of small pages, for tests."""

from __future__ import annotations

from newscrawl.extraction import Explanation, Page, explain
from tests.pages import SENTENCES, page_html

URL = "https://example.org/news/ferry"


def page_with(before: str = "", after: str = "", title: str = "Ferry stops running") -> Page:
    """An article with something before and behind its article element."""
    body = page_html(title).replace(b"<main>", f"{before}<main>".encode())
    return Page(URL, body.replace(b"</main>", f"</main>{after}".encode()))


def explained(before: str = "", after: str = "", title: str = "Ferry stops running") -> Explanation:
    """What is kept and dropped of it."""
    return explain(page_with(before, after, title))


def menu(*words: str) -> str:
    """A site's menu."""
    items = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in words)
    return f"<nav><ul>{items}</ul></nav>"


def script_page() -> Page:
    """An article that a script in the browser shows, out of the page's data."""
    text = " ".join(SENTENCES)
    return Page(
        URL,
        page_html(
            paragraphs=("Loading the story, please wait a moment until it is here.",),
            head='<script type="application/ld+json">{"@type": "NewsArticle", '
            f'"headline": "Ferry stops running", "articleBody": "{text}"}}</script>',
        ),
    )
