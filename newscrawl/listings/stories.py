"""Stories as lines: who else has an article's text, and how much of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from newscrawl.printable import one_line, printable
from newscrawl.storage import Copy, Story


def same_story(story: Story) -> str:
    """What stands under an article: its copies, "" where it has none."""
    if not story.others:
        return ""
    return "\n".join(("same story as:", *_lines(story.others)))


def listed(story: Story) -> str:
    """A story with all its articles, and a heading."""
    sites = len({copy.site for copy in story.copies})
    agencies = sorted({copy.agency for copy in story.copies} - {""})
    about = (
        f"{len(story.copies)} articles",
        f"{sites} sites" if sites > 1 else "one site",
        ", ".join(agencies),
    )
    heading = f"story {story.number}: {' · '.join(filter(None, about))}"
    return "\n".join((one_line(heading), *_lines(story.copies)))


def as_record(story: Story) -> dict[str, Any]:
    """A story for programs."""
    return {
        "story": story.number,
        "measured_against": story.url,
        "articles": [asdict(copy) for copy in story.copies],
    }


def _lines(copies: Iterable[Copy]) -> Iterator[str]:
    for copy in copies:
        site, headline = one_line(copy.site), one_line(copy.headline)
        said = f"{copy.published[:10] or '-':10}  {site}  {headline}".rstrip()
        yield f"  {copy.shared:>5.0%}  {printable(said)}\n{'':9}{one_line(copy.url)}"
