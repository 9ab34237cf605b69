import pytest

from newscrawl.discovery.links import MAX_URL_LENGTH, absolute, links_of, read_html


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/a", "https://example.org/a"),
        (" b\n", "https://example.org/news/b"),
        ("//other.example/ü?q=ä#x", "https://other.example/%C3%BC?q=%C3%A4"),
        ("http://münchen.example/", "http://xn--mnchen-3ya.example/"),
        ("#top", "https://example.org/news/"),
        ("", ""),
        ("mailto:desk@example.org", ""),
        ("javascript:void(0)", ""),
        ("file:///etc/hosts", ""),
        ("http://", ""),
        ("http://[", ""),
        ("http://example.org:99999/", ""),
        ("/" + "a" * MAX_URL_LENGTH, ""),
    ],
)
def test_links_are_made_absolute(href, url):
    assert absolute("https://example.org/news/", href) == url


@pytest.mark.parametrize("charset", ["zlib", "rot13", "idna", "nosuch", "windows-1251"])
def test_a_charset_that_is_none_does_not_stop_the_reading(charset):
    body = f'<meta charset="{charset}"><a href="/a">x</a>'.encode()

    assert [url for url, _ in links_of(body, "https://example.org/")] == ["https://example.org/a"]


@pytest.mark.parametrize("body", [b"", b" ", b"<!-- nothing -->"])
def test_what_is_no_html_has_no_tree(body):
    assert read_html(body) is None
