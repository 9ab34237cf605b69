"""Bytes -> tree: charset, limits, cleaning. A page is parsed here, once."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from charset_normalizer import from_bytes
from lxml.etree import ElementDefaultClassLookup, LxmlError, XPath
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from w3lib.encoding import http_content_type_encoding, read_bom, resolve_encoding

from newscrawl.errors import NothingToRead, UndecodablePage
from newscrawl.extraction.attributes import more_attributes_than
from newscrawl.extraction.streamed import join_segments
from newscrawl.items import Page

# Real news pages have at most 8,600 tags and a depth of 43; the limits keep a hostile page
# from taking minutes (100,000 unclosed <p> or attributes cost over 90 s each); no tag of the
# pages looked at has more than 80 attributes. Scripts may look like tags; from 600 on none did.
MAX_BYTES = 10_000_000
MAX_TAGS = 60_000
_SURELY_FEW = MAX_TAGS // 3  # "<" of which no tree too large is made: one opens an element or two
MAX_DEPTH = 220  # trafilatura silently gives nothing beyond 250 levels
MAX_ATTRIBUTES = 600

_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,80}?encoding=["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
# What XML forbids; lxml reads it and then raises where the text is set again.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_UNWANTED_STARTS = (b"\xed", b"\xef\xbf")  # of surrogates, and of U+FFFE and U+FFFF, in UTF-8
_BREAKS = re.compile("[\x0b\x0c]")  # vertical tabs of word processors, form feeds
# Character references to what `clean` takes out; others of one or two digits are many on a page.
_REFERENCES = re.compile(
    rb"&#(?:x0*(?P<hex>[0-8bcef]|1[0-9a-f]|7f|fff[ef])(?![0-9a-f])"
    rb"|0*(?P<decimal>[0-8]|1[124-9]|2[0-9]|3[01]|127|6553[45])(?![0-9]));?",
    re.IGNORECASE,
)
_BINARY = (b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"RIFF", b"\x1f\x8b")
_MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|head|body|div|p|article|section|table|h[1-6]|span|meta|br)\b",
    re.IGNORECASE,
)

# What browsers know; among all codecs that Python has, detection finds rare ones too often.
_WEB_CHARSETS = [
    *("utf_8", "utf_16", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256"),
    *("cp1257", "cp1258", "cp874", "koi8_r", "koi8_u", "iso8859_2", "iso8859_5", "iso8859_7"),
    *("gb18030", "big5", "euc_jp", "shift_jis", "euc_kr"),
]

_COUNT = XPath("count(//*)")
_TOO_DEEP = XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")

_PARSER = HTMLParser(
    encoding="utf-8",
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
    huge_tree=True,
)
# lxml.html asks Python for the class of each element that it hands out, for the sake of forms,
# which nobody here fills in. That took a tenth of the time of a page, trafilatura's included.
_PARSER.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page: the tree that every later step reads and none changes."""

    tree: HtmlElement
    page: Page
    charset: str


def parse(page: Page) -> Document:
    """The tree of a page.

    Raises:
        NothingToRead: The body is empty, no HTML, or over a limit.
        UndecodablePage: No charset fits.
    """
    body = page.body
    _check_limits(page)
    text, charset = decode(body, page.header("content-type"))
    markup = _markup(text)
    if more_attributes_than(MAX_ATTRIBUTES, markup):
        raise NothingToRead(f"{page.url}: a tag with more than {MAX_ATTRIBUTES} attributes")
    try:
        tree = document_fromstring(markup, parser=_PARSER)
    except (LxmlError, ValueError) as error:
        raise NothingToRead(f"{page.url}: no HTML in the body ({error})") from error
    if markup.count(b"<") > _SURELY_FEW:
        _check_size(tree, page.url)
    _check_depth(tree, page.url)
    if join_segments(tree):
        _check_depth(tree, page.url)  # segments may stand in one another
    return Document(tree=tree, page=page, charset=charset)


def _markup(text: str) -> bytes:
    """A page's text without what libxml2 would stumble on; most pages have nothing of it."""
    encoded = text.encode(errors="surrogatepass")
    if _may_be_unclean(encoded):
        encoded = clean(text).encode()
    return _REFERENCES.sub(_clean_reference, encoded)


def _may_be_unclean(encoded: bytes) -> bool:
    """Whether `clean` may change a text; looking at bytes takes a fifth of the time.

    Some letters are taken for what it removes; none of that is missed.
    """
    printable = encoded.translate(None, _CONTROLS)
    return len(printable) < len(encoded) or any(
        start[:1] in encoded and start in encoded  # one byte is found in a thirtieth of the time
        for start in _UNWANTED_STARTS
    )


def clean(text: str) -> str:
    """Text without NULs, control characters and lone surrogates."""
    return _UNWANTED.sub("", _BREAKS.sub(" ", text))


def _clean_reference(reference: re.Match[bytes]) -> bytes:
    """What is left of a character reference to a control character."""
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    return clean(chr(code)).encode()


def normal(text: str) -> str:
    """Text as newscrawl keeps it: NFC, white space collapsed, invisible characters gone."""
    if text.isascii():
        return " ".join(text.split())
    return unicodedata.normalize("NFC", " ".join(_INVISIBLE.sub("", text).split()))


_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad]")


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """Text and the charset it was read with.

    UTF-8 that decodes strictly is UTF-8 whatever anyone declares: other charsets hardly ever
    do so by chance. Then the byte order mark, the header, the meta tag, then detection.

    Raises:
        UndecodablePage: Not even detection finds a charset.
    """
    bom, mark = read_bom(body)
    body = body[len(mark or b"") :]
    claimed = _claimed(body, content_type, bom)
    for charset in claimed if bom else ["utf-8", *claimed]:
        try:
            return body.decode(charset), charset
        except UnicodeError:
            continue
    for charset in claimed:
        text = body.decode(charset, errors="replace")
        whole = text.replace("\ufffd", "")
        # A few broken bytes in a page that is right; were all odd bytes broken, it would be wrong.
        if len(text) - len(whole) < len(text) / 200 and not whole.isascii():
            return whole, charset
    best = from_bytes(body[:65536], cp_isolation=_WEB_CHARSETS).best()
    if best is not None:
        return body.decode(best.encoding, errors="replace").replace("\ufffd", ""), best.encoding
    text = body.decode("utf-8", errors="replace")
    if text.count("\ufffd") * 20 > len(text):
        raise UndecodablePage("no charset fits the page; is it HTML?")
    return text.replace("\ufffd", ""), "utf-8"


def _claimed(body: bytes, content_type: str, bom: str | None) -> list[str]:
    """The charsets that mark, header and meta tag name, each once."""
    meta = _META_CHARSET.search(body[:8192])
    names = [
        bom,
        http_content_type_encoding(content_type or None),
        (meta[1] or meta[2] or b"").decode("ascii") if meta else None,
    ]
    resolved: list[str] = []
    for name in names:
        codec = resolve_encoding(name) if name else None
        if codec and codec not in resolved and _is_text_codec(codec):
            resolved.append(codec)
    return resolved


def _is_text_codec(name: str) -> bool:
    """Whether the codec gives text: zlib, rot13 and idna are codecs, too."""
    try:
        return bool(b"abc <p>\xff".decode(name, errors="replace"))
    except (LookupError, UnicodeError, ValueError, TypeError):
        return False


def _check_limits(page: Page) -> None:
    body, url = page.body, page.url
    if not _is_url(url):
        raise NothingToRead(f"{url!r} is no URL; give the page's own")
    if not body or body.isspace():
        raise NothingToRead(f"{url}: the body is empty")
    if body.startswith(_BINARY):
        raise NothingToRead(f"{url}: no HTML but a binary file ({body[:5]!r}...)")
    if len(body) > MAX_BYTES:
        raise NothingToRead(f"{url}: {len(body)} bytes, more than the limit of {MAX_BYTES}")
    if (tags := body.count(b"<")) > 2 * MAX_TAGS:  # scripts hold "<", too, and so do end tags
        raise NothingToRead(f"{url}: {tags} tags, more than the limit of {2 * MAX_TAGS}")
    if not _MARKUP.search(body) and b"\x00" not in body[:200]:  # UTF-16 has NULs between letters
        raise NothingToRead(f"{url}: no HTML in the body")


def _is_url(url: str) -> bool:
    """Whether the URL can be taken apart, as metadata and the article's address need it to be."""
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def _check_size(tree: HtmlElement, url: str) -> None:
    """Refuse a tree too large; libxml2 counts, as Python would take longer."""
    if (elements := int(float(str(_COUNT(tree))))) > MAX_TAGS:
        raise NothingToRead(f"{url}: {elements} elements, more than the limit of {MAX_TAGS}")


def _check_depth(tree: HtmlElement, url: str) -> None:
    if _TOO_DEEP(tree):
        raise NothingToRead(f"{url}: nested more than {MAX_DEPTH} levels deep")
