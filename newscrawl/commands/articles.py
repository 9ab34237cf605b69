"""scrapy articles: find and read what is stored."""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from newscrawl.commandline import Verb, VerbCommand, open_store
from newscrawl.items import Article

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but tab and newline


class Command(VerbCommand):
    """Exit code 0 when something was found, 1 when nothing was, 2 for wrong arguments."""

    summary = "Find and read stored articles"

    def verbs(self) -> tuple[Verb, ...]:
        """The two verbs."""
        return (
            Verb(
                "search",
                "find articles by their words",
                self.search,
                _add_search_arguments,
                (
                    "scrapy articles search 'harbour ferry'",
                    "scrapy articles search '\"in this order\" begin*' --site example.org --json",
                ),
            ),
            Verb(
                "show",
                "print one article",
                self.show,
                _add_show_arguments,
                ("scrapy articles show https://www.example.org/news/1",),
            ),
        )

    def search(self, options: Namespace) -> int:
        """Print the articles that hold all the words, best first."""
        text = " ".join(options.text)
        with open_store(self.project_settings) as store:
            hits = store.search(text, options.limit, options.site)
        for hit in hits:
            if options.json:
                print(json.dumps(asdict(hit), ensure_ascii=False))
            else:
                print(_printable(f"{hit.published[:10] or '-':10}  {hit.site}  {hit.headline}"))
                print(_printable(f"{'':12}{hit.url}\n{'':12}{hit.snippet}"))
        if not hits:
            print(f"no article holds {text!r}", file=sys.stderr)
        return 0 if hits else 1

    def show(self, options: Namespace) -> int:
        """Print the article that a URL names or led to."""
        with open_store(self.project_settings) as store:
            article = store.article(options.url)
            row = None if article else store.url(options.url)
        if article:
            print(_as_json(article) if options.json else _printable(_as_page(article)))
            return 0
        known = f"; the URL is known as {row.state} {row.reason}".rstrip() if row else ""
        print(f"no article of {options.url} is stored{known}", file=sys.stderr)
        return 1


def _add_search_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "text",
        nargs="+",
        help='words that all must be there; "words in a row" and begin* work, too',
    )
    parser.add_argument("--site", default="", metavar="HOST", help="this site's alone")
    parser.add_argument("--limit", type=_positive, default=20, metavar="N", help="default: 20")
    parser.add_argument("--json", action="store_true", help="a JSON object a line")


def _add_show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="canonical, or any that led to the article")
    parser.add_argument("--json", action="store_true", help="a JSON object, as feeds have it")


def _positive(said: str) -> int:
    number = int(said)
    if number < 1:
        raise ValueError
    return number


def _as_json(article: Article) -> str:
    return json.dumps(asdict(article), ensure_ascii=False)


def _as_page(article: Article) -> str:
    """The article as one reads it, and what was taken out of its page."""
    about = (
        article.site,
        article.published or article.fetched_at,
        ", ".join(article.authors),
        article.agency,
        article.dateline,
        "behind a paywall" if article.paywalled else "",
    )
    parts = [
        f"{article.headline}\n{'=' * min(len(article.headline), 80)}",
        " · ".join(filter(None, about)) + f"\n{article.canonical_url}",
        article.text.replace("\n", "\n\n"),
        *(_as_line(image.caption, image.credit, image.url) for image in article.images),
        "removed: " + (", ".join(f"{n} {r}" for r, n in article.removed.items()) or "nothing"),
    ]
    return "\n\n".join(filter(None, parts))


def _as_line(caption: str, credit: str, url: str) -> str:
    return "image: " + " · ".join(filter(None, (caption, credit, url)))


def _printable(text: str) -> str:
    """Without what a page could tell a terminal to do."""
    return _CONTROLS.sub("", text)
