"""JSON as pages carry it: with comments, trailing commas, entities, several objects in a row."""

from __future__ import annotations

import html
import json
import re
from typing import Any

MAX_CHARS = 2_000_000  # a real page's largest state blob measured is about 1.5 MB

_DECODER = json.JSONDecoder(strict=False)
_WRAPPING = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|/\*\s*\*/|//\s*(?=\n|$)")
_LINE_COMMENT = re.compile(r"^\s*//[^\n]*$", re.MULTILINE)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_MISSING_COMMA = re.compile(r'(["}\]])(\s*\n\s*)(?=["{])')
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_STRING_FIELD = re.compile(
    r'"(@type|headline|datePublished|dateModified|description|inLanguage|articleSection)"'
    r'\s*:\s*"((?:[^"\\\n]|\\.){1,1000})"'
)
_AUTHOR_FIELD = re.compile(
    r'"(?:author|creator)"\s*:\s*[\[{][^\]}]{0,300}?"name"\s*:\s*"([^"\n]{1,200})"'
)


def read_objects(text: str) -> list[Any]:
    """All JSON values that stand one after the other in a script.

    Never raises: text that cannot be repaired gives an object of the fields that can be
    read from it singly, or nothing.

    Args:
        text: The script's content, of any length; more than `MAX_CHARS` is not read.
    """
    text = text.strip().rstrip(";")
    if not text or len(text) > MAX_CHARS:
        return []
    try:
        return [_DECODER.decode(text)]
    except (ValueError, RecursionError):
        return _repaired(text)


def _repaired(text: str) -> list[Any]:
    for candidate in (_tidy(text), _tidy(html.unescape(text))):
        found = _sequence(candidate)
        if found:
            return found
    return _fields(text)


def _tidy(text: str) -> str:
    text = _WRAPPING.sub(" ", text)
    text = _LINE_COMMENT.sub(" ", text)
    text = _BAD_ESCAPE.sub(r"\\\\", text)
    text = _TRAILING_COMMA.sub("", text)
    return _MISSING_COMMA.sub(r"\1,\2", text).strip()


def _sequence(text: str) -> list[Any]:
    found: list[Any] = []
    at = 0
    while at < len(text) and len(found) < 50:
        start = min((i for i in (text.find("{", at), text.find("[", at)) if i >= 0), default=-1)
        if start < 0:
            break
        try:
            value, at = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found


def _fields(text: str) -> list[Any]:
    fields: dict[str, Any] = {}
    for name, value in _STRING_FIELD.findall(text[:200_000]):
        fields.setdefault(name, value)
    authors = _AUTHOR_FIELD.findall(text[:200_000])
    if authors:
        fields["author"] = authors[:1]
    return [fields] if fields else []
