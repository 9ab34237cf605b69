import pytest

from newscrawl.extraction.metadata import read_metadata
from tests.extraction.metadata import URL, linked, page


@pytest.mark.parametrize(
    "head",
    [
        linked('{"@type": "NewsArticle", "isAccessibleForFree": false}'),
        linked('{"@type": "NewsArticle", "isAccessibleForFree": "False"}'),
        linked('{"@type": "NewsArticle", "isAccessibleForFree": "http://schema.org/False"}'),
        linked(
            '{"@type": "NewsArticle", "hasPart": '
            '{"isAccessibleForFree": false, "cssSelector": ".pay"}}'
        ),
        linked('{"@type": "NewsArticle", "hasPart": [{"isAccessibleForFree": "false"}]}'),
        '<meta property="article:content_tier" content="locked">',
        '<meta name="article:content_tier" content="Metered">',
        '<meta itemprop="isAccessibleForFree" content="false">',
    ],
)
def test_a_paywall_is_seen(head):
    assert read_metadata(page(head=head), URL).paywalled


@pytest.mark.parametrize(
    "head",
    [
        "",
        linked('{"@type": "NewsArticle", "isAccessibleForFree": true}'),
        linked('{"@type": "NewsArticle", "isAccessibleForFree": "True"}'),
        '<meta property="article:content_tier" content="free">',
    ],
)
def test_a_free_page_has_no_paywall(head):
    assert not read_metadata(page(head=head), URL).paywalled


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        ("", {"TDM-Reservation": "1"}),
        ("", {"tdm-reservation": " 1 "}),
        ('<meta name="tdm-reservation" content="1">', {}),
        ('<meta name="robots" content="index, noai, follow">', {}),
        ('<meta name="robots" content="noimageai">', {}),
        ("", {"X-Robots-Tag": "noai, noimageai"}),
        ("", {"X-Robots-Tag": "examplebot: noai"}),
    ],
)
def test_a_reservation_of_data_mining_is_seen(head, headers):
    assert read_metadata(page(head=head), URL, headers).tdm_reserved


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        ("", {}),
        ("", {"TDM-Reservation": "0"}),
        ('<meta name="tdm-reservation" content="0">', {}),
        ('<meta name="robots" content="noindex, nofollow">', {}),
        ("", {"X-Robots-Tag": "max-image-preview: large"}),
    ],
)
def test_other_rules_reserve_nothing(head, headers):
    assert not read_metadata(page(head=head), URL, headers).tdm_reserved
