from newscrawl.discovery.candidates import HOME, SECTION, Candidate
from newscrawl.discovery.sections import read_section

PAGE = b"""<html><head><base href="https://www.example.org/politics/"></head><body>
<nav><a href="/politics/">Politics</a><a href="/abo/alle-vorteile-fuer-leser-hier">Abo</a></nav>
<a href="harbour-bridge-stays-closed-100512.html"><h2>Harbour bridge
   stays closed</h2></a>
<a href="harbour-bridge-stays-closed-100512.html#comments">3 comments</a>
<a href="https://example.org/sport/late-goal-decides-the-derby">Late goal</a>
<a href="https://other.example/2026/11/03/not-ours">Elsewhere</a>
<a rel="sponsored" href="/2026/11/03/paid">Paid</a>
<a href="javascript:void(0)">Nothing</a><a>Nowhere</a>
</body></html>"""


def test_links_of_the_site_that_look_like_articles_each_once_in_reading_order():
    assert read_section(PAGE, "https://example.org/politics/") == [
        Candidate(
            "https://www.example.org/politics/harbour-bridge-stays-closed-100512.html",
            SECTION,
            title="Harbour bridge stays closed",
        ),
        Candidate(
            "https://example.org/sport/late-goal-decides-the-derby", SECTION, title="Late goal"
        ),
    ]


def test_candidates_say_where_they_were_found():
    assert {found.discovered_by for found in read_section(PAGE, "https://example.org/", HOME)} == {
        HOME
    }


def test_a_page_without_links_has_none():
    for body in (b"", b"<!-- -->", b"\x00\xff", b"<a href=x>"):
        assert read_section(body, "https://example.org/") == []
