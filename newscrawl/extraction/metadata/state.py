"""Article bodies in script data: JSON-LD's articleBody, and the state of script-built pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from newscrawl.extraction.metadata.elements import Elements
from newscrawl.extraction.metadata.jsonld import LinkedData, first_text
from newscrawl.extraction.metadata.loose_json import MAX_CHARS, read_objects
from newscrawl.extraction.metadata.text import plain

MAX_VALUES = 200_000  # values of a state looked at: about 50 ms

_BODY_KEYS = frozenset(
    [
        "body",
        "content",
        "articlebody",
        "paragraphs",
        "text",
        "elements",
        "blocks",
        "components",
        "items",
        "html",
        "bodyhtml",
        "contentelements",
        "content_elements",
        "storybody",
        "sections",
        "children",
        "data",
        "value",
    ]
)
_STATE = re.compile(
    r"^\s*(?:(?:window|self|globalThis)(?:\.|\[['\"])\w+(?:['\"]\])?|(?:var|let|const)\s+\w+)\s*=\s*(?=[\[{])"
)
_PARAGRAPH_END = re.compile(r"</p>|<br\s*/?>\s*<br\s*/?>|</h[2-6]>|</li>|\n+", re.IGNORECASE)
_PROSE_CHARS = 80


def linked_body(data: LinkedData) -> str:
    """JSON-LD's articleBody, one paragraph a line; "" where there is none."""
    value = data.article.get("articleBody")
    return _lines(value) if isinstance(value, str) else first_text(value)


def script_body(page: Elements, data: LinkedData) -> str:
    """The article's body from script data, one paragraph a line; "" where there is none.

    JSON-LD's articleBody; on a page that shows no prose the longest run of paragraphs in a
    script's state, too. Reading a state of 500 kB takes about 10 ms, so others are spared it.

    Args:
        page: The page.
        data: Its JSON-LD.
    """
    return linked_body(data) or ("" if _shows_prose(page) else state_body(page))


def _shows_prose(page: Elements) -> bool:
    prose = (p for p in page.of("p") if len(p.text or "") >= _PROSE_CHARS)
    return sum(1 for _ in islice(prose, 2)) == 2


def state_body(page: Elements) -> str:
    """The longest run of paragraphs in the page's script state, "" where there is none."""
    runs = (run for s in page.of("script") for value in _state_of(s) for run in _runs(value))
    return max(("\n".join(run) for run in runs), key=len, default="")


def _state_of(script: HtmlElement) -> list[Any]:
    text = script.text or ""
    kind = (script.get("type") or "").lower()
    if len(text) < 500 or len(text) > MAX_CHARS or "ld+json" in kind:
        return []
    if kind.endswith("json"):
        return read_objects(text)
    match = _STATE.match(text[:200])
    return read_objects(text[match.end() :]) if match else []


def _runs(value: Any) -> Iterator[list[str]]:
    """Lists of paragraphs that stand under one key of a body, wherever they are."""
    pending: list[tuple[str, Any]] = [("", value)]
    for _ in range(MAX_VALUES):
        if not pending:
            return
        key, item = pending.pop()
        if isinstance(item, dict):
            pending.extend(
                (str(k).lower(), v) for k, v in item.items() if isinstance(v, (dict, list, str))
            )
        elif key in _BODY_KEYS:
            paragraphs = _paragraphs(item)
            if len(paragraphs) > 1:
                yield paragraphs
            if isinstance(item, list):
                pending.extend((key, v) for v in item if isinstance(v, (dict, list)))
        elif isinstance(item, list):
            pending.extend(("", v) for v in item if isinstance(v, (dict, list)))


def _paragraphs(item: Any) -> list[str]:
    if isinstance(item, str):
        return [line for line in _lines(item).split("\n") if len(line) >= _PROSE_CHARS]
    found: list[str] = []
    for element in item[:500]:
        text = element if isinstance(element, str) else _own_text(element)
        found.extend(line for line in _lines(text).split("\n") if line)
    return found if any(len(p) >= _PROSE_CHARS for p in found) else []


def _own_text(element: Any) -> str:
    """The one prose string of an element of a body: {"type": "text", "content": "..."}."""
    if not isinstance(element, dict):
        return ""
    values = (v for k, v in element.items() if isinstance(v, str) and str(k).lower() in _BODY_KEYS)
    return max(values, key=len, default="")


def _lines(text: str) -> str:
    lines = (plain(part) for part in _PARAGRAPH_END.split(text))
    return "\n".join(line for line in lines if line)
