import pytest

from newscrawl.extraction.metadata import read_metadata
from newscrawl.items import Image
from tests.extraction.metadata import URL, linked, page

PROSE = (
    "<p>"
    + "The harbour bridge stays closed until the evening, the port authority said. " * 2
    + "</p>"
)
FIGURE = (
    '<figure><img src="/img/harbour-morning.jpg">'
    "<figcaption>The harbour. Photo: Ann Sample/dpa</figcaption></figure>"
)
HARBOUR = Image(
    "https://news.example.org/img/harbour-morning.jpg", "The harbour.", "Ann Sample/dpa"
)


def _images(body="", head=""):
    return read_metadata(page(body, head), URL).images


def test_a_figure_has_caption_and_credit():
    assert _images(f"<article>{FIGURE}{PROSE}</article>") == (HARBOUR,)


@pytest.mark.parametrize(
    "caption",
    [
        'The harbour. <span class="credit">Ann Sample/dpa</span>',
        'The harbour. <small class="image__copyright">© Ann Sample/dpa</small>',
        'The harbour. <span itemprop="copyrightHolder">Photo: Ann Sample/dpa</span>',
        'The harbour. <span class="source">(Ann Sample/dpa)</span>',
    ],
)
def test_a_credit_may_be_marked_by_its_class(caption):
    figure = (
        f'<figure><img src="/img/harbour-morning.jpg"><figcaption>{caption}</figcaption></figure>'
    )

    assert _images(f"<article>{figure}{PROSE}</article>") == (HARBOUR,)


def test_a_credit_may_stand_before_the_caption():
    caption = "<small>Photo: Ann Sample/dpa</small><p>The harbour.</p>"
    figure = (
        f'<figure><img src="/img/harbour-morning.jpg"><figcaption>{caption}</figcaption></figure>'
    )

    assert _images(f"<article>{figure}{PROSE}</article>") == (HARBOUR,)


@pytest.mark.parametrize(
    "box",
    [
        '<div class="article-photo">{0}<div>The harbour. Photo: {1}</div></div>',
        '<div class="wrap">{0}<span class="img-desc">The harbour. Photo: {1}</span></div>',
        '<div class="image-box"><a href="/big.jpg">{0}</a><p>The harbour. Photo: {1}</p></div>',
    ],
)
def test_a_box_may_stand_for_a_figure(box):
    box = box.format('<img src="/img/harbour-morning.jpg">', HARBOUR.credit)

    assert _images(f"<article>{box}{PROSE}{PROSE}</article>") == (HARBOUR,)


@pytest.mark.parametrize(
    "box",
    [
        '<div class="row"><img src="/img/magazine.jpg"><p>Our new issue</p></div>',
        '<div class="media"><a href="/other"><img src="/img/a.jpg"></a><p>Another story</p></div>',
        '<div class="image"><img src="/img/a.jpg"></div>',
    ],
)
def test_a_box_that_is_no_picture_s_is_not_taken(box):
    assert _images(f"<article>{PROSE}{PROSE}{box}</article>") == ()


def test_crops_with_the_same_number_are_one_image():
    head = '<meta property="og:image" content="/crop/16x9/40123456_1777803630/a.jpg">'
    figure = (
        '<figure><img src="/img/40123456-harbour.jpg"><figcaption>The harbour</figcaption></figure>'
    )

    assert len(_images(f"<article>{PROSE}{figure}</article>", head)) == 1


def test_a_teaser_s_article_element_is_not_the_content():
    teaser = '<article><figure><img src="/img/teaser-picture.jpg"></figure></article>'

    assert _images(f"{teaser}<article>{FIGURE}{PROSE}{PROSE}</article>") == (HARBOUR,)


def test_a_caption_said_twice_is_one_caption():
    caption = "The harbour.<p>The harbour. Photo: Ann Sample/dpa</p>"
    figure = (
        f'<figure><img src="/img/harbour-morning.jpg"><figcaption>{caption}</figcaption></figure>'
    )

    assert _images(f"<article>{figure}{PROSE}</article>") == (HARBOUR,)


@pytest.mark.parametrize(
    "image",
    [
        '<img data-src="/img/harbour-morning.jpg" src="data:image/gif;base64,R0">',
        '<img srcset="/img/s.jpg 300w, /img/harbour-morning.jpg 900w">',
        '<picture><source srcset="/img/x.webp"><img src="/img/harbour-morning.jpg"></picture>',
    ],
)
def test_an_image_that_loads_late_has_its_address(image):
    (found,) = _images(
        f"<article><figure>{image}<figcaption>A</figcaption></figure>{PROSE}</article>"
    )

    assert found.url == HARBOUR.url


def test_the_same_image_is_listed_once():
    head = linked(
        '{"@type": "NewsArticle", "image": ["https://cdn.example.org/1x1/harbour-morning.jpg",'
        ' "https://cdn.example.org/harbour-morning-1200x675.jpg"]}'
    )

    assert len(_images(f"<article>{FIGURE}{PROSE}</article>", head)) == 1


def test_a_page_without_figures_has_the_image_it_names():
    head = '<meta property="og:image" content="/img/share.jpg">'

    assert _images(f"<article>{PROSE}</article>", head) == (
        Image("https://news.example.org/img/share.jpg"),
    )


def test_the_named_image_leads_where_figures_stand_later():
    head = '<meta property="og:image" content="/img/lead-picture.jpg">'

    urls = [i.url for i in _images(f"<article>{PROSE}{FIGURE}</article>", head)]

    assert urls == ["https://news.example.org/img/lead-picture.jpg", HARBOUR.url]


def test_linked_data_gives_caption_and_creator():
    head = linked(
        '{"@type": "NewsArticle", "image": {"@type": "ImageObject",'
        ' "url": "/img/harbour-morning.jpg",'
        ' "caption": "The harbour.", "creator": {"name": "Ann Sample/dpa"}}}'
    )

    assert _images(f"<article>{PROSE}</article>", head) == (HARBOUR,)


@pytest.mark.parametrize(
    "body",
    [
        f"<aside>{FIGURE}</aside>",
        f'<a href="/other-story">{FIGURE}</a>',
        '<figure><a href="/other-story"><img src="/img/a.jpg"></a></figure>',
        '<div class="author-box"><figure><img src="/img/ann.jpg"></figure></div>',
        '<figure class="avatar"><img src="/img/ann.jpg"></figure>',
        '<figure><img src="/img/icon.jpg" width="48" height="48"></figure>',
        "<figure><img></figure>",
        '<figure><img src="data:image/gif;base64,R0"></figure>',
        '<figure><img src="http://[bad"></figure>',
        "<figure><blockquote>No image</blockquote></figure>",
    ],
)
def test_images_of_other_things_are_left_out(body):
    assert _images(f"<article>{PROSE}{body}</article>") == ()
