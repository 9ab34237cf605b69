import json
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newscrawl.extraction
from newscrawl.errors import ExtractionError, NothingToRead
from newscrawl.extraction import Article, Image, Page, SiteMemory, extract
from newscrawl.items import Kind
from tests.extraction.pages import HOST, bare, box, headline, prose, story

LEAD = "The town has argued for years. Now a judge has to say who pays for what was never built."
PROMO = "Our garden magazine shows how to grow melons on a balcony in six easy steps, monthly."


def test_the_public_door():
    promised = {"Article", "Image", "Page", "SiteMemory", "extract"}

    assert promised <= set(newscrawl.extraction.__all__)


@pytest.mark.parametrize("seed", range(8))
def test_the_article_whole_and_nothing_else(seed):
    article = extract(story(seed))

    assert article.headline == headline(seed)
    assert article.body.split("\n") == prose(seed)
    assert (article.kind, article.lead, article.text) == (Kind.ARTICLE, "", article.body)
    assert article.word_count == len(article.text.replace("-", " ").split())
    assert article.site == "harbour-post.example"
    assert article.language == "en"


def test_sub_headings_lists_and_quotes_are_part_of_the_body():
    insert = "<h2>What comes next</h2>"
    quote = "<blockquote><p>“Nobody asked us, and nobody ever will,” she said.</p></blockquote>"

    lines = extract(story(1, at={4: insert, 6: quote})).body.split("\n")

    assert lines[4] == "What comes next"
    assert lines[7] == "“Nobody asked us, and nobody ever will,” she said."
    assert [line for n, line in enumerate(lines) if n not in (4, 7)] == prose(1)


def test_text_is_lead_and_body():
    article = extract(story(1, above=f"<p class='standfirst'><b>{LEAD}</b></p>"))

    assert article.lead == LEAD
    assert article.body.split("\n") == prose(1)
    assert article.text == f"{article.lead}\n{article.body}"


def test_promos_shares_and_comments_are_no_part_of_it():
    below = "<p>Share on Facebook</p><h3>Comments</h3><div><p>What a nice story this is!</p></div>"

    article = extract(story(1, at={4: box("Advertisement", PROMO)}, below=below))

    assert article.body.split("\n") == prose(1)
    assert article.removed["ad label"] >= 1
    assert article.removed["headline"] == 1


def test_captions_become_images():
    figure = (
        '<figure><img src="/ferry.jpg"><figcaption>The ferry at its last landing in Saltgate.'
        "</figcaption></figure>"
    )
    head = f'<meta property="og:image" content="{HOST}/ferry.jpg">'

    article = extract(story(1, head=head, above=figure))

    assert article.images == (
        Image(f"{HOST}/ferry.jpg", caption="The ferry at its last landing in Saltgate."),
    )
    assert "last landing" not in article.text


def test_a_body_that_stands_in_script_data_alone_is_read_from_there():
    data = {
        "@type": "NewsArticle",
        "headline": headline(1),
        "articleBody": "\n".join(prose(1)),
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'

    article = extract(story(1, paragraphs=[], head=head))

    assert article.text == "\n".join(prose(1))
    assert (article.headline, article.kind) == (headline(1), Kind.ARTICLE)


def test_script_data_is_kept_as_paragraphs():
    texts = [" ".join(text.split()) for text in prose(1)]
    data = {"@type": "NewsArticle", "articleBody": "\r\n\r\n  ".join(texts) + "\u200b Cafe\u0301\n"}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'

    article = extract(story(1, paragraphs=[], head=head))

    assert article.text == "\n".join(texts) + " Café"


def test_no_field_holds_what_no_store_takes():
    bad = "a\x00b\ud800c"
    data = {
        "@type": "NewsArticle",
        "headline": bad,
        "description": bad,
        "articleBody": f"{bad} " * 200,
        "articleSection": bad,
        "keywords": [bad],
        "author": {"name": f"Ada {bad}"},
        "image": {"url": f"{HOST}/a.jpg", "caption": bad, "creditText": bad},
        "inLanguage": bad,
        "datePublished": bad,
        "url": f"{HOST}/{bad}",
    }
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'

    said = repr(asdict(extract(bare("<p>x</p>", head=head))))

    assert "\\x00" not in said
    assert "\\ud800" not in said


def test_script_data_does_not_replace_what_the_page_shows():
    data = {"@type": "NewsArticle", "articleBody": " ".join([*prose(1)[:7], PROMO])}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'

    assert extract(story(1, head=head)).body.split("\n") == prose(1)


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (
            replace(
                bare("".join(f"<h3><a href='/{n}'>{headline(n)}</a></h3>" for n in range(40))),
                url=f"{HOST}/",
            ),
            Kind.SECTION,
        ),
        (bare("<h1>Sign in</h1><form><label>Name</label><button>Go</button></form>"), Kind.OTHER),
        (bare(""), Kind.OTHER),
        (bare("<img src='/a.jpg'>"), Kind.OTHER),
    ],
)
def test_a_page_that_is_no_article_says_so(page, kind):
    assert extract(page).kind == kind


@pytest.mark.parametrize("body", [b"", b"   ", b"%PDF-1.4", b"no markup at all"])
def test_a_page_that_cannot_be_read_raises(body):
    with pytest.raises(NothingToRead, match=r"page\.html"):
        extract(Page(f"{HOST}/page.html", body))


ODD_URLS = [
    "http://[",
    "//[::1",
    "http://[x]/a.jpg",
    "http://a:99999999/",
    "http://℀/",
    "http://%zz/",
]


@pytest.mark.parametrize("url", ODD_URLS)
def test_urls_that_are_none_are_no_trouble_wherever_a_page_has_them(url):
    data = json.dumps({"@type": "NewsArticle", "url": url, "image": url, "author": {"url": url}})
    head = (
        f'<base href="{url}"><link rel="canonical" href="{url}"><meta property="og:url"'
        f' content="{url}"><meta property="og:image" content="{url}">'
        f'<script type="application/ld+json">{data}</script>'
    )
    image = f'<img src="{url}" srcset="{url} 2x">'
    figure = f'<figure><a href="{url}">{image}</a><figcaption>A ferry</figcaption></figure>{image}'

    article = extract(story(1, head=head, above=f'{figure}<h1><a href="{url}">Logo</a></h1>'))

    assert article.body.split("\n") == prose(1)


@pytest.mark.parametrize("url", ["http://[", "http://[x]/a"])
def test_a_page_without_a_url_raises(url):
    with pytest.raises(NothingToRead, match="is no URL"):
        extract(replace(story(1), url=url))


def test_the_canonical_url_is_the_one_the_page_names():
    head = '<link rel="canonical" href="/town/ferry-1.html?utm_source=feed">'

    assert extract(story(1, head=head)).canonical_url == f"{HOST}/town/ferry-1.html"


def test_when_a_page_was_fetched_is_kept():
    article = extract(story(1, fetched_at=datetime(2026, 5, 3, 10, 15, tzinfo=UTC)))

    assert article.fetched_at == "2026-05-03T10:15:00+00:00"


def test_the_hash_is_of_headline_and_text():
    once, again = (
        extract(story(1)),
        extract(story(1, at={4: box("Advertisement")}, url=HOST + "/b")),
    )

    assert once.content_hash == again.content_hash
    assert once.content_hash != extract(story(2)).content_hash
    assert once.content_hash != extract(story(1, paragraphs=prose(1)[:-1])).content_hash


def test_the_same_page_and_memory_give_the_same_article():
    memory = SiteMemory()
    for n in range(5):
        memory.observe(story(n, at={4: box(PROMO)}))
    stored = SiteMemory.from_bytes(memory.to_bytes())
    page = story(9, at={4: box(PROMO)})

    assert extract(page, memory) == extract(page, memory) == extract(page, stored)
    assert memory == stored


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_article_does_not_depend_on_the_process(seed):
    script = "import tests.extraction.test_article as t; print(t.written())"
    environment = {"PYTHONHASHSEED": seed, "PATH": ""}

    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
    )

    assert result.stdout.strip() == written()


def written():
    page = story(1, at={4: box("Advertisement", PROMO)}, above=f"<p class='lead'>{LEAD}</p>")
    memory = SiteMemory()
    memory.observe(page)
    memory.observe(story(2))
    return json.dumps([asdict(extract(page, memory)), memory.to_bytes().hex()])


def test_the_generation_of_the_memory_is_kept():
    memory = SiteMemory()
    memory.observe(story(1))
    memory.close_generation()
    memory.close_generation()

    assert extract(story(2), memory).memory_generation == 2
    assert extract(story(2)).memory_generation == 0


def test_extracting_leaves_the_memory_as_it_was():
    memory = SiteMemory()
    memory.observe(story(1))
    before = memory.to_bytes()

    extract(story(2), memory)

    assert memory.to_bytes() == before


FUZZED = story(
    1,
    paragraphs=prose(1, 4),
    head='<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A"}</script>',
    at={2: "<figure><img src='/a.jpg'><figcaption>A ferry</figcaption></figure><!-- a -->"},
)
EDITS = st.lists(
    st.tuples(st.integers(0, len(FUZZED.body)), st.integers(0, 40), st.binary(max_size=12)),
    min_size=1,
    max_size=8,
)
MARKUP = st.text(alphabet="<>/=\"'& \x00apdiv\ud800é港", max_size=60)


@settings(max_examples=60, deadline=None)
@given(EDITS, st.sampled_from(["", "text/html; charset=utf-8", "text/html; charset=utf-16"]))
def test_a_damaged_page_gives_an_article_or_an_extraction_error(edits, content_type):
    body = bytearray(FUZZED.body)
    for at, length, put in edits:
        body[at : at + length] = put

    article = tried(Page(f"{HOST}/a.html", bytes(body), {"content-type": content_type}))

    assert article is None or article.text == "\n".join(filter(None, (article.lead, article.body)))


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_any_markup_gives_an_article_or_an_extraction_error(markup):
    article = tried(Page(f"{HOST}/a.html", b"<p>" + markup.encode("utf-8", "surrogatepass")))

    if article:
        assert "\x00" not in article.text
        article.text.encode()


def tried(page) -> Article | None:
    try:
        return extract(page)
    except ExtractionError:
        return None
