"""Spider arguments: text from `-a name=value`, checked before anything is requested.

Each function raises UsageError with a line that names the argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from scrapy.exceptions import UsageError

from newscrawl.discovery.links import absolute

_T = TypeVar("_T")


def only_known(arguments: Mapping[str, object], known: Iterable[str]) -> None:
    """Refuse an argument that the spider does not know: Scrapy would take no notice of it."""
    for name in arguments:
        raise UsageError(f"-a {name}: is not known; known are {', '.join(known)}")


def whole_number(name: str, text: str, least: int) -> int:
    """A number from `least` on."""
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if number < least:
        raise UsageError(f"-a {name}={text}: is no whole number from {least} on")
    return number


def moment(name: str, text: str, read: Callable[[object], _T]) -> _T:
    """A day or a moment in ISO 8601, by one of the readers of sites.toml."""
    try:
        return read(text)
    except ValueError as error:
        raise UsageError(f"-a {name}: {error}") from error


def page_url(name: str, text: str) -> str:
    """An http or https URL."""
    url = absolute("", text)
    if not url:
        raise UsageError(f"-a {name}={text}: is no http or https URL")
    return url


def listed_urls(path: str) -> tuple[list[str], list[str]]:
    """The URLs of a file, one a line; and what is wrong with the lines that hold none.

    Empty lines and those that begin with `#` hold nothing, and nothing is wrong with them.
    """
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "is no UTF-8 text"
        raise UsageError(f"-a urls_file={path}: cannot be read: {why}") from error
    urls, wrong = [], []
    for number, line in enumerate(map(str.strip, lines), 1):
        url = absolute("", line)
        if url:
            urls.append(url)
        elif line and not line.startswith("#"):
            wrong.append(f"{path}, line {number}: no http or https URL: {line[:200]}")
    return urls, wrong
