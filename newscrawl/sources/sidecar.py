"""page.json, the sidecar file of a saved page: what the page's bytes do not say.

    {
     "url": "https://...",
     "headers": {"Content-Type": "text/html"},
     "fetched_at": "2026-01-31T08:00:00+01:00"
    }

`headers` and `fetched_at` may be missing or null.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from newscrawl.errors import SourceError
from newscrawl.items import Page

NAME = "page.json"


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What page.json says of a page.

    Attributes:
        url: Where the page came from, "" where the file does not say.
        headers: The response's headers that matter.
        fetched_at: When it was fetched, aware; None where nobody knows.
    """

    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: datetime | None = None

    @classmethod
    def of(cls, page: Page) -> Self:
        """What page.json has to say of a page."""
        return cls(page.url, page.headers, page.fetched_at)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a page.json.

        Raises:
            SourceError: The file cannot be read or is not what this module describes.
        """
        try:
            return cls._of_json(json.loads(path.read_bytes()))
        except OSError as error:
            raise SourceError(f"{path}: {error.strerror or error}") from error
        except (ValueError, TypeError, AttributeError) as error:
            raise SourceError(
                f"{path}: not a sidecar ({error}); it holds url, headers and fetched_at"
            ) from error

    @classmethod
    def _of_json(cls, data: Any) -> Self:
        """The sidecar in parsed JSON; ValueError, TypeError or AttributeError where it is none."""
        at = data.get("fetched_at")
        return cls(
            url=str(data.get("url") or ""),
            headers={str(k): str(v) for k, v in (data.get("headers") or {}).items()},
            fetched_at=_aware(datetime.fromisoformat(at)) if at else None,
        )

    def to_json(self) -> str:
        """The file's text, readable in a diff."""
        at = self.fetched_at.isoformat() if self.fetched_at else None
        data = {"url": self.url, "headers": dict(self.headers), "fetched_at": at}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _aware(when: datetime) -> datetime:
    """A time without an offset is UTC."""
    return when if when.tzinfo else when.replace(tzinfo=UTC)
