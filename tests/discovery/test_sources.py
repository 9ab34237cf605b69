from newscrawl.discovery.sources import MAX_SECTIONS, Sources, find_sources

HOME = b"""<html><head>
<link rel="alternate" type="application/rss+xml" href="/feed" title="All">
<link rel="alternate" type="application/atom+xml; charset=utf-8" href="https://feeds.example.net/a">
<link rel="Alternate" type="APPLICATION/FEED+JSON" href="feed.json">
<link rel="alternate" type="application/rss+xml" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" href="/feed">
<link rel="alternate" hreflang="fr" href="/fr/">
<link rel="stylesheet" type="text/css" href="/style.css">
</head><body>
<nav><a href="/">Home</a><a href="/politics/">Politics</a><a href="/sport">Sport</a>
<a href="/politics/">again</a><a href="/tag/harbour/">Tag</a><a href="/login">Log in</a>
<a href="https://other.example/politics/">Elsewhere</a>
<a href="/sport/late-goal-decides-the-derby">An article</a></nav>
<p><a href="/culture/">Not in a menu</a></p>
</body></html>"""
ROBOTS = """User-agent: *
Disallow: /search
Sitemap: https://example.org/sitemap.xml
sitemap: /news.xml.gz
Sitemap: file:///etc/hosts
"""


def test_feeds_sitemaps_and_sections():
    assert find_sources(HOME, ROBOTS, "https://example.org/") == Sources(
        feeds=(
            "https://example.org/feed",
            "https://feeds.example.net/a",
            "https://example.org/feed.json",
        ),
        sitemaps=("https://example.org/sitemap.xml", "https://example.org/news.xml.gz"),
        sections=("https://example.org/politics/", "https://example.org/sport"),
    )


def test_a_site_that_names_nothing_has_no_sources():
    assert find_sources(b"", "", "https://example.org/") == Sources()
    assert find_sources(b"\x00<html", "<html>\x00", "https://example.org/") == Sources()


def test_a_menu_of_many_links_is_cut():
    menu = "".join(f'<a href="/section{number}/">x</a>' for number in range(99))
    home = f"<nav>{menu}</nav>".encode()

    assert len(find_sources(home, "", "https://example.org/").sections) == MAX_SECTIONS
