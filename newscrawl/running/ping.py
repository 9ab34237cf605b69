"""The ping after a run: a request to a URL that watches for it."""

from __future__ import annotations

from email.message import Message
from http.client import HTTPException
from typing import IO, Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

TIMEOUT = 10.0  # seconds


class _NoRedirects(HTTPRedirectHandler):
    """A ping goes where it was told to, and nowhere else."""

    def redirect_request(
        self,
        req: Request,  # noqa: ARG002 - urllib's names
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: Message,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        """Follow none."""
        return


def ping(url: str, agent: str) -> str:
    """Request a URL, with nothing but the User-Agent; what went wrong, "" for nothing.

    Args:
        url: http or https.
        agent: USER_AGENT.
    """
    if not url.lower().startswith(("http://", "https://")):
        return f"ping {url}: is no http or https URL"
    request = Request(url, headers={"User-Agent": agent})  # noqa: S310 - the scheme was looked at
    opener: Any = build_opener(_NoRedirects)
    try:
        with opener.open(request, timeout=TIMEOUT):
            return ""
    except HTTPError as error:
        return f"ping {url}: HTTP {error.code}"
    except (OSError, ValueError, HTTPException) as error:
        return f"ping {url}: {getattr(error, 'reason', '') or error}"
