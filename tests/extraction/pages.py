"""Invented pages of an invented newspaper, as many as a test needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from newscrawl.items import Page

HOST = "https://harbour-post.example"

_NAMES = ["Ada Brenn", "Otis Varga", "Mira Solheim", "Jon Tarrow", "Lene Okafor", "Piet Hallam"]
_ROLES = [
    "council member",
    "engineer",
    "teacher",
    "ferry captain",
    "shop owner",
    "farmer",
    "nurse",
    "judge",
]
_PLACES = [
    "Marl Bay",
    "Upper Quay",
    "Tinsel Moor",
    "Old Ferry Street",
    "Brackwater",
    "Lowen Hill",
    "Saltgate",
]
_THINGS = [
    "the bridge",
    "the covered market",
    "the swimming hall",
    "the school roof",
    "the tram line",
    "the dam",
    "the lighthouse",
    "the town library",
    "the fish auction",
    "the night bus",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CLAIMS = (
    "{thing} would cost {n} thousand crowns more than planned",
    "nobody had looked after {thing} for {n} years",
    "the people of {place} had waited {n} months for an answer",
    "the repairs to {thing} could begin within {n} weeks",
    "a vote in {place} had been lost by {n} ballots",
    "{thing} was older than any map of {place}",
)
_SENTENCES = (
    "The {role} {name} said on {day} that {claim}.",
    "According to {name}, who has worked in {place} for {n} years, {claim}.",
    "In {place} about {n} people came together on {day} evening to talk about {thing}.",
    "“We never thought that {thing} would matter so much,” said the {role} {name}.",
    "A report of {n} pages, which the {role} presented on {day}, holds that {claim}.",
    "Work on {thing} had stopped in {place} after a dispute that lasted {n} days.",
    "Whether {thing} stays open will be decided in {place} before the end of the month.",
    "The {role} asked the town to pay {n} crowns, but {name} refused and left the room.",
    "For {n} years the town has argued about {thing}, and {name} has heard every argument.",
)


@dataclass(frozen=True)
class Design:
    """How a site names its boxes."""

    article: str = "story"
    body: str = "story-body"
    box: str = "m-insert"
    wrapped: bool = False


REDESIGNED = Design("c-piece", "c-piece__prose", "c-aside-unit", wrapped=True)


def prose(seed: int, paragraphs: int = 9) -> list[str]:
    """Paragraphs of invented news, others for each seed."""
    random = Random(seed)  # noqa: S311 - no secret
    return [" ".join(_sentence(random) for _ in range(3)) for _ in range(paragraphs)]


def headline(seed: int) -> str:
    """The headline that belongs to the prose of a seed."""
    random = Random(seed)  # noqa: S311
    place, thing, day = (random.choice(p) for p in (_PLACES, _THINGS, _DAYS))
    return f"{place} argues about {thing} until {day} ({seed})"


def _sentence(random: Random) -> str:
    thing, place, n = random.choice(_THINGS), random.choice(_PLACES), random.randint(3, 990)
    said = random.choice(_SENTENCES).format(
        claim=random.choice(_CLAIMS).format(thing=thing, place=place, n=n + 7),
        thing=random.choice(_THINGS),
        place=random.choice(_PLACES),
        name=random.choice(_NAMES),
        role=random.choice(_ROLES),
        day=random.choice(_DAYS),
        n=n,
    )
    return said[0].upper() + said[1:]


def story(  # noqa: PLR0913 - each thing a test may change
    seed: int = 1,
    *,
    paragraphs: Sequence[str] | None = None,
    at: Mapping[int, str] | None = None,
    above: str = "",
    below: str = "",
    head: str = "",
    design: Design | None = None,
    url: str = "",
    fetched_at: datetime | None = None,
) -> Page:
    """An article's page with menu and footer.

    Args:
        seed: Chooses headline and prose.
        paragraphs: The prose, where a test brings its own.
        at: HTML to put before the paragraph of a number.
        above: HTML between the headline and the body.
        below: HTML behind the body, inside the article.
        head: HTML of the head.
        design: How boxes are named.
        url: The page's URL.
        fetched_at: When it was fetched.
    """
    design = design or Design()
    texts = prose(seed) if paragraphs is None else paragraphs
    inserts = at or {}
    body = "".join(
        inserts.get(n, "") + _wrap(f"<p>{text}</p>", design) for n, text in enumerate(texts)
    )
    body += inserts.get(len(texts), "")
    title = headline(seed)
    return Page(
        url or f"{HOST}/town/{title.split(' (')[0].lower().replace(' ', '-')}-{100000 + seed}.html",
        f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:type" content="article"><meta property="og:title" content="{title}">{head}
</head><body><header class="site-head"><nav class="menu"><ul><li><a href="/">Home</a></li>
<li><a href="/town">Town</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article class="{design.article}"><h1>{title}</h1>{above}
<div class="{design.body}">{body}</div>{below}</article></main>
<footer class="site-foot"><p><a href="/imprint">Imprint</a> <a href="/terms">Terms</a></p>
<p>The Harbour Post is printed in Saltgate.</p></footer></body></html>""".encode(),
        {"Content-Type": "text/html; charset=utf-8"},
        fetched_at,
    )


def _wrap(paragraph: str, design: Design) -> str:
    return f'<div class="c-line">{paragraph}</div>' if design.wrapped else paragraph


def box(*lines: str, name: str = "m-insert") -> str:
    """A box with a paragraph for each line."""
    return f'<div class="{name}">' + "".join(f"<p>{line}</p>" for line in lines) + "</div>"


def bare(body: str, *, head: str = "", headers: Mapping[str, str] | None = None) -> Page:
    """A page with nothing around its body."""
    html = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return Page(f"{HOST}/bare.html", html.encode(), headers or {})
