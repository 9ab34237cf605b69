"""What the answer to a request, or its failure, means for the URL.

Every answer that brings no page to read ends here, so that each reason is worded once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a URL whose request brought no page to read."""

    RETRY = "retry"  # may work later
    FAILED = "failed"  # will not work, and the reason is listed
    GONE = "gone"  # the site says that there is no such page
    NOT_ARTICLE = "not_article"  # there is something else than a page


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request, and why.

    Attributes:
        fate: What becomes of its URL.
        reason: A few words that many URLs share: "HTTP 404", "timeout".
        detail: The error in one line, "" where the reason says it all.
        until: When the host lets itself be asked again; such a request counts as no try.
    """

    fate: Fate
    reason: str
    detail: str = ""
    until: datetime | None = None

    @property
    def is_failure(self) -> bool:
        """Whether the request went wrong: nothing is wrong with a page that is gone."""
        return self.until is None and self.fate in {Fate.RETRY, Fate.FAILED}

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}" if self.detail else self.reason


# By the name of the exception's class: Scrapy's own, then those of newscrawl's middlewares.
_ERRORS = {
    "CannotResolveHostError": (Fate.RETRY, "host not found"),
    "DownloadConnectionRefusedError": (Fate.RETRY, "connection refused"),
    "DownloadTimeoutError": (Fate.RETRY, "timeout"),
    "DownloadFailedError": (Fate.RETRY, "connection failed"),
    "ResponseDataLossError": (Fate.RETRY, "answer cut off"),
    "DownloadCancelledError": (Fate.FAILED, "too big"),
    "UnsupportedURLSchemeError": (Fate.FAILED, "unsupported scheme"),
    "NotSupported": (Fate.FAILED, "unsupported scheme"),
    "IgnoreRequest": (Fate.FAILED, "refused"),
    "NotPublic": (Fate.FAILED, "address not public"),
    "ForbiddenByRobots": (Fate.FAILED, "forbidden by robots.txt"),
    "RobotsUnreachable": (Fate.RETRY, "robots.txt unreachable"),
    "HostBusy": (Fate.RETRY, "host asks to wait"),
    "TdmReserved": (Fate.NOT_ARTICLE, "TdmReserved"),
    "NotText": (Fate.NOT_ARTICLE, "no HTML"),
    "EmptyBody": (Fate.RETRY, "empty body"),
}
_LATER = frozenset({408, 425, 429})  # and all from 500 on: a server's trouble passes
_GONE = frozenset({404, 410})


def of_status(status: int) -> Outcome | None:
    """What a status other than success means; None for success."""
    if 200 <= status < 300:
        return None
    if status in _GONE:
        fate = Fate.GONE
    elif status >= 500 or status in _LATER:
        fate = Fate.RETRY
    else:
        fate = Fate.FAILED
    return Outcome(fate, f"HTTP {status}")


def of_error(error: BaseException | None) -> Outcome:
    """What an error of the downloader or of a middleware means."""
    name = type(error).__name__
    fate, reason = _ERRORS.get(name, (Fate.RETRY, name))
    return Outcome(fate, reason, one_line(error), getattr(error, "until", None))


def one_line(error: BaseException | None) -> str:
    """An error's text in one line of at most 300 characters."""
    return " ".join(str(error).split())[:300]
