"""The headline: what the page shows, checked against what it calls itself."""

from __future__ import annotations

import re

_SEPARATED = re.compile(r"\s+[-–—|·•»:]\s+|\s*\|\s*|\s*[_｜]\s*")
_WORD = re.compile(r"\w+")
_AGREEMENT = 0.5


def choose_headline(shown: list[str], named: list[str], site_name: str = "") -> str:
    """Pick the headline.

    The first-level heading that agrees best with what JSON-LD and meta tags call the
    page; those often carry a teaser's wording, so what is shown goes first.

    Args:
        shown: Texts of the page's first-level headings, in reading order.
        named: JSON-LD's headline, og:title, the title element, ..., most trusted first.
        site_name: Stands behind a separator in titles, and alone in logos.
    """
    names = [t for name in named if (t := without_site(name, site_name))]
    headings = [h for h in shown if h.casefold() != site_name.casefold() and len(h) > 2]
    scored = [(max((_agreement(h, n) for n in names), default=0.0), h) for h in headings]
    best = max(scored, key=lambda s: s[0], default=(0.0, ""))
    if best[0] >= _AGREEMENT or (len(headings) == 1 and len(_WORD.findall(best[1])) > 3):
        return best[1]
    return names[0] if names else best[1]


def without_site(title: str, site_name: str = "") -> str:
    """A title without the site's name behind or before a separator.

    >>> without_site("Es regnet - Die Zeitung", "Die Zeitung")
    'Es regnet'
    """
    parts = _SEPARATED.split(title)
    if len(parts) < 2:
        return title.strip()
    site = _squeezed(site_name)
    if site and _squeezed(parts[-1]) in (site, site.removeprefix("www")):
        return title[: title.rfind(parts[-1])].rstrip(" -–—|·•»:_｜")
    if site and _squeezed(parts[0]) == site:
        return title[len(parts[0]) :].lstrip(" -–—|·•»:_｜")
    return title.strip()


def _agreement(heading: str, name: str) -> float:
    """Share of the words of the shorter that stand in both, weighed by how alike the lengths are."""
    mine, theirs = (_words(t) for t in (heading, name))
    if not mine or not theirs:
        return 0.0
    common = len(mine & theirs)
    return common / min(len(mine), len(theirs)) * (0.5 + 0.5 * common / max(len(mine), len(theirs)))


def _words(text: str) -> set[str]:
    words = {w.casefold() for w in _WORD.findall(text)}
    return words if len(words) > 2 else set(text.casefold().replace(" ", ""))


def _squeezed(text: str) -> str:
    return "".join(_WORD.findall(text)).casefold()
