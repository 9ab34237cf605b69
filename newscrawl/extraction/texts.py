"""The texts in a box of which nothing else is asked, in a fifth of the time of a layout."""

from __future__ import annotations

from lxml.html import HtmlElement

from newscrawl.extraction.document import normal
from newscrawl.extraction.tags import BLOCK, SKIPPED


def texts_in(box: HtmlElement) -> frozenset[str]:
    """The runs of text in a box, each as a layout would have it; but a line break ends every one.

    >>> from lxml.html import fromstring
    >>> sorted(texts_in(fromstring("<div>Out <i>now</i><p>Order here</p><hr></div>")))
    ['Order here', 'Out now']
    """
    runs: list[str] = []
    parts: list[str] = []
    _gather(box, parts, runs)
    _end(parts, runs)
    return frozenset(filter(None, map(normal, runs)))


def _gather(element: HtmlElement, parts: list[str], runs: list[str]) -> None:
    """Put an element's text to the parts of the run it stands in, and runs that end to the rest."""
    if text := element.text:
        parts.append(text)
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in SKIPPED:  # no string: a comment
            pass
        elif tag in BLOCK or tag == "br" or "-" in tag:
            _end(parts, runs)
            _gather(child, parts, runs)
            _end(parts, runs)
        else:
            _gather(child, parts, runs)
        if tail := child.tail:
            parts.append(tail)


def _end(parts: list[str], runs: list[str]) -> None:
    if parts:
        runs.append("".join(parts))
        parts.clear()
