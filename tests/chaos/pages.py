"""The pages of the chaos test: several sites, and articles whose text depends on a site memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

WHO = (
    "The harbour master", "A retired pilot", "The bakery on the pier", "The school's choir",
    "The rowing club", "A group of commuters", "The museum's director", "The lighthouse keeper",
    "The ferry's engineer", "A teacher of geography", "The council's treasurer", "The bee keeper",
)  # fmt: skip
DID = (
    "opened a small exhibition", "repaired the old crane", "collected signatures",
    "planted forty lime trees", "bought a second ferry", "measured the depth of the water",
    "painted the benches", "invited the neighbours", "counted the swans", "wrote a long letter",
)  # fmt: skip
WHERE = (
    "behind the customs house", "at the northern quay", "near the railway bridge",
    "in the fish market", "on the island", "beside the boatyard", "under the arcades",
    "in front of the town hall", "at the foot of the dyke",
)  # fmt: skip
WHEN = (
    "on Monday morning", "after the storm", "before the holidays", "late last night",
    "during the festival", "for the third time this year", "while the bells were ringing",
)  # fmt: skip
PROMOS = (
    "Members of our reading circle get twelve paperbacks a year and choose them themselves.",
    "A calendar with thirteen views of the bay hangs in many kitchens, and it may hang in yours.",
    "Our cook writes down what the coast has eaten for two hundred years, and sends it by post.",
)
REPRINTS = 10  # of so many articles one has a second page, with the same canonical URL


@dataclass(frozen=True)
class Site:
    """One site.

    Attributes:
        number: Which one; its pages are unlike another's.
        articles: How many it has.
        wait: Seconds it takes for an answer.
        newest: When its newest article was published, whenever its feed is asked for.
    """

    number: int
    articles: int
    wait: float
    newest: datetime

    def paths(self) -> list[str]:
        """The paths of its articles, the newest first."""
        return [path_of(number) for number in range(self.articles)]

    def page(self, path: str, base: str) -> tuple[str, bytes] | None:
        """Content type and body of what stands at a path; None for nothing."""
        if path == "/":
            return "text/html; charset=utf-8", _home()
        if path == "/feed":
            return "application/rss+xml", self._feed(base)
        known = {path: number for number, path in enumerate(self.paths())}
        if path not in known:
            return None
        return "text/html; charset=utf-8", self._article(known[path], base)

    def _feed(self, base: str) -> bytes:
        dated = [(path, self.newest - timedelta(minutes=n)) for n, path in enumerate(self.paths())]
        items = "".join(
            f"<item><title>x</title><link>{base}{path}</link>"
            f"<pubDate>{date:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
            for path, date in dated
        )
        return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()

    def _article(self, number: int, base: str) -> bytes:
        """An article; every tenth is another one's second page, a little shorter."""
        first = number - 1 if number % REPRINTS == REPRINTS - 1 else number
        words = Random(f"{self.number} {first}")  # noqa: S311 - the same page each time
        text = [_sentence(words) for _ in range(7)]
        headline = f"{words.choice(WHO)} and day {first} of site {self.number}"
        promo = PROMOS[number % len(PROMOS)]
        text = text[: 7 - (first != number)]
        text.insert(3, f"{promo} {PROMOS[0]}")
        return _html(headline, text, f"{base}{path_of(first)}", number)


def sites_of(articles: int, wait: float) -> list[Site]:
    """Sites with so many articles in all, the bigger ones slower.

    >>> [site.articles for site in sites_of(500, 0.1)]
    [25, 50, 100, 125, 200]
    """
    newest = datetime.now(UTC) - timedelta(minutes=1)
    shares = (0.05, 0.1, 0.2, 0.25, 0.4)
    return [
        Site(number, round(articles * share), wait * (number + 1) / len(shares), newest)
        for number, share in enumerate(shares)
    ]


def path_of(number: int) -> str:
    """The path of an article."""
    return f"/news/the-harbour-on-day-{100000 + number}.html"


def _sentence(words: Random) -> str:
    one, other = words.sample(WHO, 2)
    return (
        f"{one} {words.choice(DID)} {words.choice(WHERE)} {words.choice(WHEN)}, "
        f"and {other[0].lower()}{other[1:]} {words.choice(DID)} {words.choice(WHERE)} as well."
    )


def _html(headline: str, text: Sequence[str], canonical: str, number: int) -> bytes:
    paragraphs = "".join(
        f'<div class="c{n == 3:d}"><p>{one}</p></div>' for n, one in enumerate(text)
    )
    related = "".join(
        f'<p><a href="{path_of(n)}">Story {n}</a></p>' for n in range(number + 1, number + 4)
    )
    return (
        f"<!doctype html><html lang=en><head><title>{headline}</title>"
        f'<link rel=canonical href="{canonical}"></head><body><header><a href="/">The Harbour</a>'
        f"</header><main><h1>{headline}</h1>{paragraphs}</main><aside>{related}</aside>"
        "<footer><p>All rights of the harbour reserved.</p></footer></body></html>"
    ).encode()


def _home() -> bytes:
    return (
        b"<html><head><link rel=alternate type=application/rss+xml href=/feed></head>"
        b"<body><p>The harbour's own newspaper</p></body></html>"
    )
