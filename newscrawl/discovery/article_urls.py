"""Does a URL look like an article's? Plain marks of its path and query, no site by name.

An article's URL carries a date, a number or a slug of many words; an index page's carries
none of them, and some words (tag, login, impressum) name pages that are never articles.
"""

from __future__ import annotations

import re
from importlib.resources import files
from posixpath import splitext
from urllib.parse import parse_qsl, unquote, urlsplit


def _read_words() -> dict[str, frozenset[str]]:
    """The lists of url_words.txt by their headings."""
    text = files("newscrawl.discovery").joinpath("url_words.txt").read_text("utf-8")
    words: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in text.splitlines():
        if line.startswith("["):
            current = words.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            current.update(line.split())
    return {heading: frozenset(found) for heading, found in words.items()}


_WORDS = _read_words()
NEVER, LISTS = _WORDS["never"], _WORDS["lists"]
PAGE_EXTENSIONS, ID_PARAMETERS = _WORDS["extensions"], _WORDS["parameters"]

_MONTH = r"(?:0?[1-9]|1[0-2]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(rf"(?:^|[/_.-]){_YEAR}[/_.-]?{_MONTH}(?:[/_.-]?[0-3]?\d)?(?=[/_.-]|$)")
_DATE_ALONE = re.compile(rf"^(?:/[a-z]{{2,}})*/{_YEAR}(?:[/-]{_MONTH}(?:[/-]\d{{1,2}})?)?$")
_NUMBER = re.compile(r"\d{5,}")
_FOLDER_NUMBER = re.compile(r"\d{6,}")
_HEX = re.compile(r"(?=[0-9a-f-]*\d)(?=[0-9a-f-]*[a-f])[0-9a-f-]{12,}$")
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_WIDE = re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힯]")  # scripts whose words stand without hyphens


def is_article_url(url: str) -> bool:
    """Whether a URL looks like an article's.

    >>> is_article_url("https://example.org/2026/11/03/harbour-bridge-closed")
    True
    >>> is_article_url("https://example.org/politics/")
    False
    """
    stem, query = _page(url)
    if (not stem and not query) or _DATE_ALONE.search(stem):
        return False
    if _DATE.search(stem) or _names_article(query):
        return True
    *folders, last = stem.split("/")
    return _ends_like_article(folders, last)


def is_section_url(url: str) -> bool:
    """Whether a URL looks like that of a section: a short path, no article, no tag.

    >>> is_section_url("https://example.org/politics/")
    True
    """
    stem, query = _page(url)
    folders = set(stem.split("/"))
    return (
        bool(stem)
        and not query
        and len(folders) <= 3
        and not LISTS & folders
        and not is_article_url(url)
    )


def _page(url: str) -> tuple[str, str]:
    """Path without extension, and query, of a URL that may be a page of news; else "", ""."""
    try:
        parts = urlsplit(url)
        path = unquote(parts.path).lower().rstrip("/")
    except ValueError:
        return "", ""
    stem, extension = splitext(path)
    if extension not in PAGE_EXTENSIONS:
        if _is_file(extension):
            return "", ""
        stem = path
    if NEVER & {*stem.split("/"), path.rpartition("/")[2]}:
        return "", ""
    return stem, parts.query


def _is_file(extension: str) -> bool:
    """Whether it is an extension of a file that is no page: .jpg, .pdf, .mp3, .xml."""
    return bool(re.fullmatch(r"\.(?!\d+$)[a-z0-9]{2,4}", extension))


def _ends_like_article(folders: list[str], last: str) -> bool:
    """Whether a number or a headline stands at a path's end, or a number above its last part."""
    if folders and folders[-1] in LISTS:
        return False
    if _NUMBER.search(last) or _HEX.search(last):
        return True
    if LISTS & set(folders):
        return False
    return _is_long_slug(last) or any(_FOLDER_NUMBER.search(folder) for folder in folders)


def _names_article(query: str) -> bool:
    """Whether the query names an article by its number: ?id=47 or ?anything=4711123."""
    return any(
        _NUMBER.search(value) or (name.lower() in ID_PARAMETERS and re.fullmatch(r"\d{2,}", value))
        for name, value in parse_qsl(query)
    )


def _is_long_slug(slug: str) -> bool:
    """Whether a path's last part reads like a headline.

    Four words, or three long ones: names of sections have up to three ("science-and-culture").
    """
    words = len(_WORD.findall(slug))
    if len(_WIDE.findall(slug)) >= 8:
        return True
    return words >= 4 or (words == 3 and len(slug) >= 24)
