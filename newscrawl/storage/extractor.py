"""Which extractor read an article: after a change of it, articles may be read anew."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import newscrawl

_READERS = ("trafilatura", "lxml")  # whose new versions may read a page in another way
_KINDS = {".py", ".txt", ".json"}


@cache
def extractor() -> str:
    """A name for the code that turns pages into articles: 16 hex digits of what it is made of."""
    folder = Path(newscrawl.__file__).parent / "extraction"
    digest = blake2b(digest_size=8)
    for path in sorted(file for file in folder.rglob("*") if file.suffix in _KINDS):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    for name in _READERS:
        digest.update(f"{name} {_version(name)}\n".encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
