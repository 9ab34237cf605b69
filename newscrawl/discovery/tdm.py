"""What a host says for all its pages of who may mine their text and data.

    /.well-known/tdmrep.json   the TDM Reservation Protocol (W3C community group report of 2024)
    robots.txt                 Content-Signal: ai-train=no, and Content-Usage: train-ai=n

What a page says of itself, by header or meta tag, is read by extraction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

WELL_KNOWN = "/.well-known/tdmrep.json"
_MOST = 1_000  # rules of one host: a file with more is no statement but an attack

# By directive of robots.txt: what reserves the use that text and data mining is.
_SIGNALS = {
    "content-signal": re.compile(r"\bai-train\s*=\s*no\b", re.IGNORECASE),
    "content-usage": re.compile(r"\btrain-ai\s*=\s*n\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether the paths that a pattern matches are reserved.

    Attributes:
        location: A path as in robots.txt: its beginning, with `*` for anything and `$` for its
            end.
        reserved: Whether mining is reserved there.
    """

    location: str
    reserved: bool

    def matches(self, path: str) -> bool:
        """Whether the rule is about a path (with its query)."""
        pattern, is_whole = unquote(self.location), self.location.endswith("$")
        first, *others = pattern.removesuffix("$").split("*")
        if not others and is_whole:
            return path == first
        at = len(first) if path.startswith(first) else -1
        last = others.pop() if others and is_whole else ""
        for part in others:  # each where it comes first: no pattern takes longer than its path
            found = path.find(part, at) if at >= 0 else -1
            at = found + len(part) if found >= 0 else -1
        return at >= 0 and path[at:].endswith(last)


def read_tdmrep(body: bytes) -> tuple[Rule, ...]:
    """The rules of a tdmrep.json; those that cannot be read are left out.

    >>> read_tdmrep(b'[{"location": "/news/", "tdm-reservation": 1}]')
    (Rule(location='/news/', reserved=True),)
    >>> read_tdmrep(b"<html>No such page")
    ()
    """
    try:
        entries: Any = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    if isinstance(entries, dict):
        entries = [entries]
    return tuple(_rules(entries[:_MOST])) if isinstance(entries, list) else ()


def is_reserved(rules: tuple[Rule, ...], url: str) -> bool:
    """Whether a host's rules reserve a URL: the longest rule that matches counts.

    That is how robots.txt is read (RFC 9309, section 2.2.2); of two as long, the one that
    reserves.
    """
    parts = urlsplit(url)
    path = unquote(parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    said = [(len(rule.location), rule.reserved) for rule in rules if rule.matches(path)]
    return max(said, default=(0, False))[1]


def reserved_by_robots(text: str, agent: str) -> bool:
    r"""Whether a robots.txt reserves the whole host for the agent, or for all.

    >>> reserved_by_robots("User-Agent: *\nContent-Signal: search=yes, ai-train=no", "newscrawl")
    True
    """
    groups: dict[str, bool] = {}
    for agents, reserved in _groups(text):
        for name in agents:
            groups[name] = groups.get(name, False) or reserved
    own = [name for name in groups if name != "*" and name in agent.lower()]
    return groups[max(own, key=len)] if own else groups.get("*", False)


def _rules(entries: list[Any]) -> Iterator[Rule]:
    for entry in entries:
        if isinstance(entry, dict) and isinstance(entry.get("location"), str):
            said = str(entry.get("tdm-reservation")).strip()
            if said in {"0", "1"}:
                yield Rule(entry["location"].strip(), said == "1")


def _groups(text: str) -> Iterator[tuple[list[str], bool]]:
    """The groups of a robots.txt: names of agents, and whether the group reserves."""
    agents: list[str] = []
    reserved, open_for_names = False, True
    for line in text.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        key, value = name.strip().lower(), value.strip()
        if key == "user-agent":
            if not open_for_names:
                yield agents, reserved
                agents, reserved = [], False
            agents, open_for_names = [*agents, value.lower()], True
        elif value:
            open_for_names = False
            signal = _SIGNALS.get(key)
            about_all = not value.startswith("/") or value.startswith("/ ")
            reserved = reserved or bool(signal and about_all and signal.search(value))
    yield agents, reserved
