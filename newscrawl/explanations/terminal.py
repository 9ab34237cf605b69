"""Explanation -> lines on a terminal, or plain text where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from newscrawl.explanations.folding import Fold, Judged, folded, judged
from newscrawl.explanations.known import Known
from newscrawl.extraction import Block, Explanation
from newscrawl.items import Article

# What a page could tell a terminal to do: control characters, and marks that turn text around.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
_LONGEST = 600  # characters of a dropped block
_STEPS = 3  # of a slot's path; the last ones tell most
_NARROWEST = 20  # columns


def print_explanation(
    explanation: Explanation, known: Known, console: Console, *, whole: bool = False
) -> None:
    """Print the article's fields, the blocks with reason and evidence, and the counts.

    Args:
        explanation: The article and the verdicts on its page.
        known: What was known of its site.
        console: Where to; its width is kept to.
        whole: Fold no run of blocks and cut no dropped text.
    """
    _print_head(explanation, known, console)
    for part in judged(explanation) if whole else folded(explanation):
        if isinstance(part, Fold):
            _print(console, "… ", str(part), "dim")
        else:
            _print_block(part, console, whole=whole)
    _print_counts(explanation, console)


def _print_head(explanation: Explanation, known: Known, console: Console) -> None:
    """Headline, URL and the fields one looks for; an empty one shows that it is."""
    article = explanation.article
    _print(console, "", article.headline or "(no headline)", "bold")
    _print(console, "", article.url, "dim")
    console.print()
    for name, value in _fields(article, known):
        _print(console, f"{name:<11}", value or "-")
    if not _shows_text(explanation):
        _print(console, f"{'text':<11}", "from the page's script data, not from the blocks below")
    console.print()


def _fields(article: Article, known: Known) -> Iterator[tuple[str, str]]:
    size = f"{article.word_count} words, {article.language or 'of unknown language'}"
    paywalled = ", behind a paywall" if article.paywalled else ""
    yield "kind", f"{article.kind}, {size}{paywalled}"
    yield "lead", article.lead
    yield "authors", ", ".join(article.authors)
    yield "agency", article.agency
    yield "dateline", article.dateline
    yield "published", article.published
    yield "modified", article.modified
    yield "section", article.section
    yield "memory", str(known)
    yield "path", article.path


def _shows_text(explanation: Explanation) -> bool:
    """Whether the article's text is that of the blocks kept; script data may hold another."""
    lines = set(explanation.article.text.split("\n"))
    kept = [each.block.text for each in judged(explanation) if each.verdict.kept]
    return not explanation.article.text or 2 * sum(t in lines for t in kept) > len(kept)


def _print_block(each: Judged, console: Console, *, whole: bool) -> None:
    block, verdict = each.block, each.verdict
    text, style = block.text, " bold" if block.heading else ""
    if verdict.kept:
        _print(console, "+ ", text, f"green{style}")
    else:
        _print(console, "- ", text if whole else _cut(text), f"red{style}")
    why = f"{verdict.reason or 'kept'}: {verdict.evidence}"
    _print(console, "    ", f"{why} · {_place(block)}", "dim")


def _cut(text: str) -> str:
    """The beginning of a long text, and how long it is."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rstrip()} … ({len(text):,} characters)"


def _place(block: Block) -> str:
    """The end of a block's slot."""
    steps = block.slot.strip(">").split(">")
    return ("…>" if len(steps) > _STEPS else "") + (">".join(steps[-_STEPS:]) or "body")


def _print_counts(explanation: Explanation, console: Console) -> None:
    kept = sum(verdict.kept for verdict in explanation.verdicts)
    removed = sorted(explanation.article.removed.items(), key=lambda item: (-item[1], item[0]))
    counts = ", ".join(f"{reason} {count}" for reason, count in removed) or "nothing"
    console.print()
    _print(console, "", f"Kept {kept} of {len(explanation.blocks)} blocks. Removed: {counts}")


def _print(console: Console, mark: str, said: str, style: str = "") -> None:
    """Print text under a hanging mark, without the trailing blanks that rich pads with."""
    text = Text(" ".join(_CONTROLS.sub(" ", said).split()))
    lines = text.wrap(console, max(console.width - len(mark), _NARROWEST))
    for number, line in enumerate(lines):
        start = " " * len(mark) if number else mark
        console.print(Text(start + line.plain.rstrip(), style=style), soft_wrap=True)
