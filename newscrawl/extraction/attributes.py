"""How many attributes a tag has, before anything is parsed.

libxml2 takes time square to the number of attributes on one tag: two minutes for 60,000.
Values may hold "<" and ">", so tags are cut as HTML cuts them; scripts and comments, which
hold "a < b", too, are not tags.
"""

from __future__ import annotations

import re

_ATTRIBUTE = rb"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_RAW = rb"(?P<raw>script|style|title|textarea|iframe|noembed|noframes|xmp)(?=[\s/>])"
_FLAGS = re.IGNORECASE | re.DOTALL

_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TOKENS = re.compile(
    rb"<(?:!--(?:-?>|.*?(?:--!?>|\Z))"
    rb"|(?:%b|/?[a-z][^\s/>]*+)(?P<inside>(?:%b)*+)(?(raw).*?(?:</(?P=raw)|\Z))"
    rb"|[!?/][^>]*+)" % (_RAW, _ATTRIBUTE),
    _FLAGS,
)


_WORTH_COUNTING = rb"</?[a-z][^\s/>]*+(?:%b){%d}"


def more_attributes_than(limit: int, body: bytes) -> bool:
    """Whether a tag of the page has more attributes than the limit.

    >>> more_attributes_than(2, b"<p a b=1 c='>'>")
    True
    >>> more_attributes_than(2, b"<p a='b c d e'><!-- <p a b c> -->")
    False
    """
    # Nearly all pages stop here. A script's "a < b" may be taken for a tag, but no tag is missed:
    # wherever one begins, this begins to count.
    if not re.search(_WORTH_COUNTING % (_ATTRIBUTE, limit + 1), body, re.IGNORECASE):
        return False
    return any(
        len(_ATTRIBUTES.findall(m["inside"])) > limit
        for m in _TOKENS.finditer(body)
        if m["inside"] and len(m["inside"]) > 2 * limit
    )
