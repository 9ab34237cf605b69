"""The demo site's HTML: each function renders one kind of page as a string."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from itertools import pairwise
from string import Template

from demo.content import SITE, Promo, Story, read_labels, read_promos, read_stories

TITLES = {
    "/ueber-uns.html": "Über uns",
    "/anmelden.html": "Anmelden",
    "/abo.html": "Abo",
    "/bilder-des-tages/lichterfest-100601.html": "Das Lichterfest in Bildern",
}


@dataclass(frozen=True)
class Site:
    """One edition of the demo site at one moment.

    Attributes:
        base: The URL of the home page without the slash at its end.
        now: The moment at which the site is looked at, aware; all dates count back from it.
        edition: 1, or 2 for the site some hours later: a story is updated, promos moved on.
    """

    base: str
    now: datetime
    edition: int = 1

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories, newest first."""
        return read_stories(self.edition)

    def published(self, story: Story) -> datetime:
        """When a story was first published."""
        return self.now - timedelta(hours=story.age_hours)

    def modified(self, story: Story) -> datetime:
        """When a story was last changed."""
        hours = story.age_hours if story.updated_hours is None else story.updated_hours
        return self.now - timedelta(hours=hours)

    def promo(self, story: Story, place: int) -> Promo:
        """The promo a story's page shows in a place: 0 inside, 1 after it, 2 beside it."""
        promos = read_promos(story.language)
        oldest_first = sorted(other.id for other in self.stories)
        turn = oldest_first.index(story.id) + place + self.edition - 1
        return promos[turn % len(promos)]


def article_page(site: Site, story: Story) -> str:
    """The page of one story, with promos inside, after and beside it."""
    words = read_labels(story.language)
    tail, side = site.promo(story, 1), site.promo(story, 2)
    main = _fill(
        "article",
        **_escaped(words),
        **_escaped(_story_words(site, story, words)),
        body=_body(site, story),
        tail_image=escape(tail.image),
        tail_heading=escape(tail.heading),
        tail_text=_tags("p", tail.paragraphs),
        side_heading=escape(side.heading),
        side_text=_tags("p", side.paragraphs),
        related=_teasers(_related(site, story)),
    )
    return _layout(site, story.language, story.headline, main, head=_article_head(site, story))


def listing_page(site: Site, heading: str, stories: list[Story], language: str = "de") -> str:
    """A page that lists stories: the home page, a section, a topic."""
    words = _escaped(read_labels(language))
    main = _fill("listing", **words, heading=escape(heading), teasers=_teasers(stories))
    return _layout(site, language, heading, main)


def static_page(site: Site, path: str) -> str | None:
    """A page that is no article and is kept as a file; None where there is no such page."""
    if path not in TITLES:
        return None
    main = (SITE / "pages" / path.rsplit("/", 1)[1]).read_text("utf-8")
    return _layout(site, "de", TITLES[path], main)


def missing_page(site: Site) -> str:
    """What a reader sees where nothing is."""
    main = (SITE / "pages" / "404.html").read_text("utf-8")
    return _layout(site, "de", "Nicht gefunden", main)


def _layout(site: Site, language: str, title: str, main: str, head: str = "") -> str:
    words = _escaped(read_labels(language))
    return _fill(
        "layout", **words, lang=language, title=escape(title), base=site.base, head=head, main=main
    )


def _story_words(site: Site, story: Story, words: dict[str, str]) -> dict[str, object]:
    published, modified = site.published(story), site.modified(story)
    by = f"{words['by']} {', '.join(story.authors)} · " if story.authors else ""
    shown = "%d.%m.%Y, %H:%M" if story.language == "de" else "%d %B %Y, %H:%M"
    return {
        "id": story.id,
        "kicker": story.kicker,
        "headline": story.headline,
        "lead": story.lead,
        "caption": story.caption,
        "credit": story.credit,
        "byline": by,
        "published": published.isoformat(timespec="seconds"),
        "published_shown": published.strftime(shown),
        "updated_line": ""
        if story.updated_hours is None
        else f" · {words['updated']}: {modified.strftime(shown)}",
    }


def _body(site: Site, story: Story) -> str:
    """The body's paragraphs; in stories of six and more a promo stands amid them."""
    lines = [_line(line) for line in story.body]
    if len(lines) >= 6:
        promo = site.promo(story, 0)
        words = {"image": escape(promo.image), "heading": escape(promo.heading)}
        box = _fill("inline_promo", **words, text=_tags("p", promo.paragraphs))
        lines.insert(_between_paragraphs(story.body), box)
    return "\n".join(lines).replace("</ul>\n<ul>", "\n")


def _between_paragraphs(body: tuple[str, ...]) -> int:
    """Where a box tears nothing apart: from the second paragraph on, between plain ones."""
    marks = ("## ", "- ", "> ")
    pairs = pairwise(body)
    free = [not a.startswith(marks) and not b.startswith(marks) for a, b in pairs]
    return next((i + 1 for i, ok in enumerate(free) if ok and i > 0), len(body))


def _line(line: str) -> str:
    for mark, tag in (("## ", "h2"), ("> ", "blockquote")):
        if line.startswith(mark):
            return _tags(tag, [line.removeprefix(mark)])
    if line.startswith("- "):
        return f"<ul><li>{escape(line.removeprefix('- '), quote=False)}</li></ul>"
    return _tags("p", [line])


def _related(site: Site, story: Story) -> list[Story]:
    """Three stories in the same language, others on each page."""
    same = [other for other in site.stories if other.language == story.language]
    at = same.index(story)
    return (same[at + 1 :] + same[:at])[:3]


def _teasers(stories: list[Story]) -> str:
    return "\n".join(
        _fill(
            "teaser",
            path=story.path,
            kicker=escape(story.kicker),
            headline=escape(story.headline),
            lead=escape(story.lead),
        )
        for story in stories
    )


def _article_head(site: Site, story: Story) -> str:
    url = site.base + story.path
    published, modified = site.published(story), site.modified(story)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": story.headline,
        "description": story.lead,
        "datePublished": published.isoformat(timespec="seconds"),
        "dateModified": modified.isoformat(timespec="seconds"),
        "author": [{"@type": "Person", "name": name} for name in story.authors]
        or [{"@type": "Organization", "name": story.agency}],
        "publisher": {"@type": "NewsMediaOrganization", "name": "Hafenblatt Seeburg"},
        "articleSection": story.section,
        "keywords": list(story.tags),
        "image": f"{site.base}/bilder/{story.id}.svg",
    }
    words = {
        "headline": story.headline,
        "lead": story.lead,
        "id": story.id,
        "section": story.section,
        "published": data["datePublished"],
        "modified": data["dateModified"],
    }
    json_ld = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return _fill("article_head", **_escaped(words), url=url, base=site.base, json_ld=json_ld)


def _tags(tag: str, texts: list[str] | tuple[str, ...]) -> str:
    return "\n".join(f"<{tag}>{escape(text, quote=False)}</{tag}>" for text in texts)


def _escaped(words: dict[str, str] | dict[str, object]) -> dict[str, str]:
    return {key: escape(str(value)) for key, value in words.items()}


def _fill(template: str, **words: str) -> str:
    text = (SITE / "templates" / f"{template}.html").read_text("utf-8")
    return Template(text).substitute(words)
