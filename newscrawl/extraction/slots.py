"""Slots: where a block stands, spelled so that it is the same on every page of a site."""

from __future__ import annotations

import re
from functools import lru_cache

# What build tools append to class names: "Body_text__x8Kj2", "css-1q2w3e", "sc-bdVaJa", "jsx-123".
_MODULE_HASH = re.compile(r"(?<=[_-])(?:[_-])[A-Za-z0-9+-]{4,8}$")
_TOOL_HASH = re.compile(
    r"^(?:css|sc|jsx|jss|emotion|svelte|chakra|tw)-?(?=[A-Za-z]*\d|[a-z]*[A-Z]{2}|[a-z]+[A-Z][a-z]?[A-Z])"
    r"[A-Za-z0-9]{4,}(?:-\d+)?$"
)
# Words in lower case: in these there is no hash, and most names are of these.
_PLAIN = re.compile(r"[a-z:/_-]*")
_SHORT = re.compile(r"^[A-Za-z0-9]{4,12}$")
_HEX_TAIL = re.compile(r"[_-](?=\d*[a-f])(?=[a-f]*\d)[0-9a-f]{5,}$")
_DIGITS = re.compile(r"\d+")
_DIGIT_INSIDE = re.compile(r"[A-Za-z]\d+[A-Za-z]")
_CAMEL = re.compile(r"[a-z]+(?:[A-Z][a-z]+)+|(?:[A-Z][a-z]+)+")
_MAX_CLASSES = 4
_NEAR = 3  # steps of a path's end


@lru_cache(maxsize=16384)
def step(tag: str, classes: str, ident: str) -> str:
    """One level of a slot's path: the tag and what is stable of its classes, else of its id.

    >>> step("div", "Article_body__x8Kj2 wide", "")
    'div.Article_body.wide'
    >>> step("p", "", "par-17")
    'p#par-0'
    """
    stable = sorted({name for name in map(stable_class, classes.split()) if name})
    if stable:
        return ".".join([tag, *stable[:_MAX_CLASSES]])
    name = stable_class(ident.strip()) if ident and " " not in ident else ""
    return f"{tag}#{name}" if name else tag


@lru_cache(maxsize=16384)
def near(slot: str) -> str:
    """The end of a slot's path, which is the same where a site names an outer box for its section.

    "" where the end has no name by which to tell it.

    >>> near(">div.wrap>div.politics>div.story>div.text>p")
    '~div.story>div.text>p'
    >>> near(">div.wrap>table>tr>td")
    ''
    """
    steps = slot.split(">")[-_NEAR:]
    named = any("." in one or "#" in one for one in steps)
    return "~" + ">".join(steps) if named else ""


@lru_cache(maxsize=16384)
def stable_class(name: str) -> str:
    """A class or id without hash and with digits collapsed; "" where nothing stable is left.

    >>> [stable_class(n) for n in ("css-1q2w3e", "teaser--large", "node-12", "a8Xk2p", "UAquKe")]
    ['', 'teaser--large', 'node-0', '', '']
    >>> stable_class("builder-element-7be63e8")
    'builder-element'
    """
    if _PLAIN.fullmatch(name):
        return name.strip("_-")
    if _TOOL_HASH.match(name):
        return ""
    trimmed = _HEX_TAIL.sub("", _MODULE_HASH.sub("", name) if _looks_hashed(name) else name)
    if _SHORT.match(trimmed) and _mixed(trimmed):
        return ""
    return _DIGITS.sub("0", trimmed).strip("_-")


def _looks_hashed(name: str) -> bool:
    """Whether what stands behind the last separator is no word but a hash."""
    tail = name.replace("_", "-").rpartition("-")[2]
    return len(tail) >= 4 and _mixed(tail)


def _mixed(token: str) -> bool:
    """Letters of both cases inside a word, or digits between letters: no one names things so."""
    if _DIGIT_INSIDE.search(token):
        return True
    inner = token[1:]
    if inner.isascii() and inner == inner.lower():
        return False
    upper = any(c.isupper() for c in inner)
    lower = any(c.islower() for c in token)
    return upper and lower and not _CAMEL.fullmatch(token)
