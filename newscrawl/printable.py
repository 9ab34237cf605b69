"""Text from pages, as it may be printed: a page cannot talk to a terminal."""

from __future__ import annotations

import re

# Control characters but tab and newline; marks that turn the text around them; separators that
# terminals take for new lines.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    r"""The text without what a page could tell a terminal to do.

    >>> printable("\x1b[31mred \u202edetrevni\u202c")
    '[31mred detrevni'
    """
    return _CONTROLS.sub("", text)


def one_line(text: str) -> str:
    r"""The text as one printable line, without tabs.

    >>> one_line(" HTTP 500:\n\tsee\x07 below ")
    'HTTP 500: see below'
    """
    return " ".join(printable(text).split())
