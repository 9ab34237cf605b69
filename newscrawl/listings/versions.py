"""The versions of an article, and what each changed, on a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.text import Text

from newscrawl.items import Article
from newscrawl.listings.differences import Edit, Paragraph, compare, is_same
from newscrawl.printable import one_line, printable
from newscrawl.storage import Version

_TOLD = ("headline", "lead", "body")
_STYLES = {Edit.SAME: "", Edit.REMOVED: "red strike", Edit.ADDED: "green"}
_MARKS = {Edit.SAME: ("", ""), Edit.REMOVED: ("[-", "-]"), Edit.ADDED: ("{+", "+}")}
_SIGNS = {Edit.REMOVED: "- ", Edit.ADDED: "+ "}  # of a whole paragraph; a changed one has "~ "
_NARROWEST = 20  # columns


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of an article as it is told of, the current one included.

    Attributes:
        number: 1 for the oldest.
        is_current: Whether it is what the store has as the article.
        version: Headline, text and the rest; its `replaced_at` is "" where it is current.
        changed: What it changed of the version before: "headline", "lead", "body".
    """

    number: int
    is_current: bool
    version: Version
    changed: tuple[str, ...]


def editions(article: Article, earlier: Sequence[Version]) -> list[Edition]:
    """All versions of an article, oldest first, the current one last."""
    names = {field.name for field in fields(Version)} - {"replaced_at", "changed"}
    current = Version(**{name: getattr(article, name) for name in names}, replaced_at="")
    found = [*earlier, current]
    return [
        Edition(
            number + 1, version is current, version, _changed(found[max(number - 1, 0)], version)
        )
        for number, version in enumerate(found)
    ]


def as_record(edition: Edition, before: Edition | None, *, diff: bool) -> dict[str, Any]:
    """A version for programs; with `diff`, the paragraphs that it changed, in parts."""
    said = asdict(edition.version)
    said.pop("changed")
    about = {"number": edition.number, "is_current": edition.is_current}
    record = {**about, "changed": list(edition.changed), **said}
    if diff:
        record["diff"] = {
            name: [[asdict(part) for part in each] for each in paragraphs if not is_same(each)]
            for name, paragraphs in _differences(before, edition)
        }
    return record


def print_versions(found: Sequence[Edition], console: Console, *, diff: bool) -> None:
    """Print a line or two a version; with `diff`, what it changed of the one before."""
    before: Edition | None = None
    for edition in found:
        _print_head(edition, len(found), console)
        if diff and before:
            for name, paragraphs in _differences(before, edition):
                _print(console, "  ", Text(name, style="bold"))
                _print_paragraphs(paragraphs, console)
            console.print()
        before = edition


def _differences(before: Edition | None, after: Edition) -> Iterator[tuple[str, list[Paragraph]]]:
    """Field by field, what changed; nothing for the first version."""
    if before:
        for name in after.changed:
            yield name, compare(getattr(before.version, name), getattr(after.version, name))


def _changed(before: Version, after: Version) -> tuple[str, ...]:
    return tuple(name for name in _TOLD if getattr(before, name) != getattr(after, name))


def _print_head(edition: Edition, number: int, console: Console) -> None:
    version = edition.version
    when = f"fetched {version.fetched_at}" if version.fetched_at else "fetched nobody knows when"
    told = [when, f"{version.word_count:,} words"]
    if edition.changed:
        told.append(f"{', '.join(edition.changed)} changed")
    name = f"Version {edition.number} of {number}{', current' if edition.is_current else ''}"
    _print(console, "", Text(f"{name}: {', '.join(told)}", style="bold"))
    _print(console, "  ", Text(one_line(version.headline) or "(no headline)"))


def _print_paragraphs(paragraphs: list[Paragraph], console: Console) -> None:
    """Those that changed; between them, how many did not."""
    for same, run in groupby(paragraphs, key=is_same):
        group = list(run)
        if same:
            number = f"{len(group)} paragraph{'s' if len(group) > 1 else ''} unchanged"
            _print(console, "    … ", Text(number, style="dim"))
        else:
            for each in group:
                sign = _SIGNS[each[0].edit] if len(each) == 1 else "~ "
                _print(console, f"    {sign}", _styled(each, marked=console.color_system is None))


def _styled(paragraph: Paragraph, *, marked: bool) -> Text:
    """The words; marked, where there are no colours, by brackets as wdiff sets them."""
    text = Text()
    for part in paragraph:
        start, end = _MARKS[part.edit] if marked and len(paragraph) > 1 else ("", "")
        text.append(f"{start}{printable(part.text)}{end}", style=_STYLES[part.edit])
    return text


def _print(console: Console, mark: str, text: Text) -> None:
    """Print text under a hanging mark, without the trailing blanks that rich pads with."""
    for number, line in enumerate(text.wrap(console, max(console.width - len(mark), _NARROWEST))):
        line.rstrip()
        start = " " * len(mark) if number else mark
        console.print(Text(start) + line, soft_wrap=True)
