import codecs

import pytest

from newscrawl.errors import NothingToRead, UndecodablePage
from newscrawl.extraction import document
from newscrawl.extraction.document import clean, decode, normal, parse
from newscrawl.items import Page
from tests.extraction.pages import HOST, bare

RUSSIAN = "Паром между двумя гаванями не ходит с понедельника. " * 8
GERMAN = "Die Fähre fährt für längere Zeit überhaupt nicht mehr. " * 8


def html(text, meta=""):
    return f"<html><head>{meta}</head><body><p>{text}</p></body></html>"


def test_utf8_that_decodes_strictly_is_utf8_whatever_is_declared():
    body = html(GERMAN, '<meta charset="iso-8859-1">').encode()

    assert decode(body, "text/html; charset=windows-1251") == (body.decode(), "utf-8")


def test_the_header_names_the_charset():
    body = html(RUSSIAN).encode("windows-1251")

    assert decode(body, "text/html; charset=windows-1251") == (html(RUSSIAN), "cp1251")


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="iso-8859-1">',
        "<META CHARSET=latin1>",
        '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">',
        '<?xml version="1.0" encoding="iso-8859-1"?>',
    ],
)
def test_the_meta_tag_names_the_charset_where_the_header_does_not(meta):
    source = html(GERMAN, meta)

    assert decode(source.encode("latin-1"), "text/html")[0] == source


def test_the_header_goes_before_the_meta_tag():
    source = html(RUSSIAN, '<meta charset="koi8-r">')

    assert decode(source.encode("windows-1251"), "text/html; charset=windows-1251")[0] == source


def test_a_charset_that_does_not_fit_gives_way_to_the_next():
    source = html("Déjà vu à la gare. " * 20, '<meta charset="windows-1252">')

    assert decode(source.encode("windows-1252"), "text/html; charset=ascii")[0] == source


def test_without_a_declaration_the_charset_is_detected():
    assert RUSSIAN.strip() in decode(html(RUSSIAN).encode("windows-1251"))[0]


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_goes_before_the_header(mark, charset):
    body = mark + html(RUSSIAN).encode(charset)

    text, named = decode(body, "text/html; charset=windows-1251")

    assert (text, codecs.lookup(named).name) == (html(RUSSIAN), charset)


def test_a_page_in_utf16_is_parsed():
    page = Page(HOST, codecs.BOM_UTF16_LE + html(RUSSIAN).encode("utf-16-le"))

    assert parse(page).tree.findtext(".//p") == RUSSIAN


@pytest.mark.parametrize("codec", ["zlib", "rot13", "idna", "base64", "undefined", "no-such-name"])
def test_codecs_that_are_no_charsets_are_passed_over(codec):
    source = html(GERMAN, f'<meta charset="{codec}">')

    assert GERMAN.strip() in decode(source.encode("windows-1252"), f"text/html; charset={codec}")[0]


def test_a_few_broken_bytes_do_not_cost_the_declared_charset():
    body = html(GERMAN, '<meta charset="utf-8">').encode().replace(b"Die", b"Die\xff", 1)

    text, _ = decode(body, "text/html; charset=utf-8")

    assert GERMAN.strip() in text


def test_a_wrong_claim_of_utf8_does_not_cost_the_accents():
    words = "The mayor met the café owner in Saltgate and talked about prices for an hour. " * 6
    source = html(words, '<meta charset="utf-8">')

    assert decode(source.encode("windows-1252"), "text/html; charset=utf-8")[0] == source


def test_bytes_that_no_charset_fits_are_refused():
    noise = bytes(range(128, 256)) * 40

    with pytest.raises(UndecodablePage):
        decode(b"<p>" + noise + bytes(reversed(noise)) + b"\x00\x81\x8d\x8f\x90\x9d" * 400)


def test_nuls_control_characters_and_lone_surrogates_are_cleaned():
    assert clean("a\x00b\x08c\ud800d\uffffe\nf\tg\x0ch\x0bi") == "abcde\nf\tg h i"


@pytest.mark.parametrize(
    ("reference", "left"),
    [
        ("&#1;", ""),
        ("&#x1F;", ""),
        ("&#x0001f", ""),
        ("&#31", ""),
        ("&#127;", ""),
        ("&#65535;", ""),
        ("&#xFFFE;", ""),
        ("&#12;", " "),
        ("&#x0b;", " "),
        ("&#9;", "\t"),
        ("&#10;", "\n"),
        ("&#32;", " "),
        ("&#65;", "A"),
        ("&#x1FF;", "ǿ"),
        ("&#310;", "Ķ"),
        ("&#0128;", "€"),
        ("&amp;#1;", "&#1;"),
    ],
)
def test_references_to_control_characters_are_cleaned(reference, left):
    paragraph = parse(bare(f"<p>a{reference} b</p>")).tree.find(".//p")

    paragraph.text = str(paragraph.text)  # lxml refuses what XML does not allow
    assert paragraph.text == f"a{left} b"


def test_a_surrogate_in_an_entity_does_not_reach_the_text():
    tree = parse(bare("<p>ab&#xD800;cd&#0;ef</p>")).tree

    tree.findtext(".//p").encode()
    assert "\x00" not in tree.findtext(".//p")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  two \n\t lines ", "two lines"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("Cafe\u0301", "Café"),
        ("no\u00a0break", "no break"),
        ("", ""),
    ],
)
def test_text_is_kept_in_one_spelling(text, kept):
    assert normal(text) == kept


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"%PDF-1.7 <p>", "binary"),
        (b"\x89PNG\r\n<p>", "binary"),
        (b"PK\x03\x04<p>", "binary"),
        (b"\x1f\x8b\x08<p>", "binary"),
        (b'{"a": 1}', "no HTML"),
        (b"plain text, and nothing else", "no HTML"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "no HTML"),
        (b"<html><body>" + b"<p " + b"a=1 b " * 400 + b">x", "attributes"),
        (b"<html><body>" + b"<b>" * 300 + b"x", "deep"),
        (b"<html><body>" + b"<p>x" * document.MAX_TAGS, "elements"),
        (b"<html><body>" + b"<p>x</p>" * (document.MAX_TAGS + 1), "tags"),
    ],
)
def test_a_page_with_nothing_to_read_says_why(body, said):
    with pytest.raises(NothingToRead, match=rf"{HOST}.*{said}"):
        parse(Page(HOST, body))


def test_a_body_over_the_limit_of_bytes_is_refused(monkeypatch):
    monkeypatch.setattr(document, "MAX_BYTES", 1000)

    with pytest.raises(NothingToRead, match="bytes"):
        parse(bare("<p>" + "x" * 1000 + "</p>"))


def test_pages_below_the_limits_are_read():
    wide = parse(bare("<p>x</p>" * 9000))
    deep = parse(bare("<div>" * 150 + "x" + "</div>" * 150))

    assert len(wide.tree.findall(".//p")) == 9000
    assert deep.tree.text_content().strip() == "x"


def test_attributes_are_counted_in_the_text_not_in_its_bytes():
    markup = "<html><body><p " + "a=1 b " * 400 + ">x"

    with pytest.raises(NothingToRead, match="attributes"):
        parse(Page(HOST, codecs.BOM_UTF16_LE + markup.encode("utf-16-le")))


def test_comments_are_no_part_of_the_tree():
    assert parse(bare("<p>a<!-- b -->c</p>")).tree.findtext(".//p") == "ac"
