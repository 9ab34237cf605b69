import pytest

from newscrawl.discovery.article_urls import is_article_url

ARTICLES = [
    # a date in the path
    "/2026/11/03/harbour-bridge-closed",
    "/2026/11/03/fire/",
    "/world/2026/nov/03/talks",
    "/news/2026-11-03/budget",
    "/politik/20261103-haushalt.html",
    "/politics/archive/2026/11/long-winter/67321/",
    "/2026/11/strike/",
    # a number at its end
    "/politik/streik-1.7654321",
    "/politik/article123456789/Streik.html",
    "/sport/a-8f3c2b1e-4c5d-4e6f-9a7b-1c2d3e4f5a6b",
    "/sport/8f3c2b1e4c5d4e6f",
    "/news/uk-12345678",
    "/c/123456",
    "/wirtschaft/;art123,4567890",
    "/Ein-Titel,987654.html",
    "/artikel_98765.php",
    "/story.ece/1234567",
    # a headline in the path
    "/nachrichten/hafen-bleibt-wegen-sturm-gesperrt",
    "/harbour-stays-closed-after-the-storm/",
    "/news/harbour_stays_closed_after_storm.html",
    "/kultur/theaterpremiere-begeistert-publikum",
    "/fr/actualites/le-port-reste-ferm%C3%A9-apr%C3%A8s-la-temp%C3%AAte",
    "/%E6%B8%AF%E5%8F%A3%E5%9B%A0%E6%9A%B4%E9%A3%8E%E9%9B%A8%E5%85%B3%E9%97%AD",
    "/новости/порт-закрыт-из-за-шторма",
    # a number in the query
    "/index.php?id=4711",
    "/?p=123",
    "/story.asp?storyid=99887",
    "/detail.php?nr=200903",
    "/cgi-bin/article.cgi?f=/g/2026/11/03/wire9112739.dtl",
    "/news/lifestyle/898682/port/ar",
    # below a list's name, but with a number
    "/themen/klima/hitze-im-sommer-1.234567",
    "/topic/climate/2026/11/03/heat",
]
OTHERS = [
    "",
    "/",
    "/index.html",
    "/politik/",
    "/politik.html",
    "/sport/formula-1",
    "/world/middle-east/",
    "/science-and-culture",
    "/news/business-and-economy",
    "/de",
    "/2026/11/",
    "/2026/11/03/",
    "/archive/2026/11",
    # never articles, whatever else the URL carries
    "/login?next=/2026/11/03/harbour-bridge-closed",
    "/abo/alle-vorteile-im-ueberblick-fuer-leser",
    "/impressum.html",
    "/datenschutz/hinweise-zu-den-cookies-auf-dieser-seite",
    "/newsletter/alle-newsletter-auf-einen-blick",
    "/suche?id=12345",
    "/wp-content/uploads/2026/11/photo",
    "/shop/buch-12345678",
    "/about/the-people-who-write-for-us",
    # lists
    "/tag/harbour-and-shipping-in-the-north",
    "/tags/harbour",
    "/author/ada-maria-lind-holm",
    "/autor/ada-lind/",
    "/autor/ada-lind-123456",
    "/topic/1234567",
    "/sport/olympia-2026-medals/",
    "/thema/klima-und-energie-in-der-stadt",
    "/category/news/page/2",
    "/politik/?page=2",
    "/news/?p=2",
    "/suche.php?q=12345",
    # files
    "/2026/11/03/photo.jpg",
    "/media/12345678.mp4",
    "/docs/report-on-the-harbour-2026.pdf",
    "/feed.xml",
    "/news-sitemap-2026-11.xml",
]


@pytest.mark.parametrize("path", ARTICLES)
def test_articles(path):
    assert is_article_url(f"https://example.org{path}")


@pytest.mark.parametrize("path", OTHERS)
def test_other_pages(path):
    assert not is_article_url(f"https://example.org{path}")


@pytest.mark.parametrize("url", ["", "http://[", "mailto:a@example.org", "\x00", "a" * 10_000])
def test_what_is_no_url_is_no_article(url):
    assert not is_article_url(url)
