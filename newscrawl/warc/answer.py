"""Answer: the HTTP answer that a page came in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and headers of an HTTP answer, all of them, as they came.

    Attributes:
        status: The status code.
        headers: Names and values in their order; a name may come more than once.
    """

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
