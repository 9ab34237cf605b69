"""How far apart the requests to one host are: the longest of what anybody asks for."""

from __future__ import annotations

from collections.abc import Iterable


def seconds_apart(requests: float, seconds: float) -> float | None:
    """The delay that a Request-rate of robots.txt asks for; None where it says nothing.

    >>> seconds_apart(1, 10)
    10.0
    """
    return seconds / requests if requests > 0 and seconds > 0 else None


def floor_of(asked: Iterable[float | None], own: float | None, longest: float) -> float:
    """The least number of seconds between two requests to a host; 0 where nobody asks for any.

    Args:
        asked: What the host's robots.txt asks for (Crawl-delay, Request-rate).
        own: What sites.toml says of the site. It is the operator's word, so it has no limit.
        longest: The most that is granted to robots.txt: with a Crawl-delay of a day, which some
            hosts have, a site would never be read.

    >>> floor_of([10.0, None], 2.0, 60.0), floor_of([86400.0], None, 60.0), floor_of([], 90.0, 60.0)
    (10.0, 60.0, 90.0)
    """
    granted = [min(one, longest) for one in asked if one is not None and one > 0]
    return max([*granted, own or 0.0])
