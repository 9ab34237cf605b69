"""What makes a version of an article and what makes none, with pages as sites serve them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newscrawl.extraction import Page, SiteMemory, extract
from newscrawl.items import Article
from newscrawl.storage import Store, Version
from tests.pages import SENTENCES
from tests.spiders.newssite import DID, WHEN, WHERE, WHO
from tests.storage.making import URL, article

MORNING, NOON, EVENING = (f"2026-11-03T{hour}:00:00+00:00" for hour in ("07", "12", "19"))

PROMOS = (
    (
        "The big book of knots",
        "Forty knots that hold, drawn by sailors. Order it now for 19 euros.",
    ),
    ("Read us on paper", "Try the weekend edition for four weeks and pay only for three of them."),
    ("Our reading circle", "Members get twelve paperbacks a year and choose them themselves."),
    ("A calendar of lighthouses", "Twelve towers in twelve months, printed on heavy paper."),
    ("Sail with our editors", "One week between the islands, with lectures every evening."),
)
# A paragraph like any other, but that it stands under each of the site's articles.
PLAIN = (
    "Sailors from eleven countries met on the island last summer and tied more than forty knots, "
    "which a draughtsman from the mainland put on paper for everybody who could not be there."
)
OTHERS = (
    "The museum of buoys opened a second hall with sixty pieces from the last century.",
    "A retired pilot showed two school classes how a chart was drawn before computers.",
    "The council wants benches along the northern quay and asks the neighbours for colours.",
    "Nobody was hurt when a crane lost its hook at the boatyard early in the morning.",
)
WITH_PLAIN = (*SENTENCES, PLAIN)


def page(
    promo: int = 0,
    clock: str = "07:12",
    fetched: str = MORNING,
    headline: str = "Ferry stops running",
    text: tuple[str, ...] = SENTENCES,
    url: str = URL,
) -> Page:
    """A page of the site: what stands around the text differs with `promo` and `clock`."""
    title, sold = PROMOS[promo]
    half = len(text) // 2
    first, rest = (
        "".join(f"<p>{line}</p>" for line in part) for part in (text[:half], text[half:])
    )
    html = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
    <title>{headline} | Harbour Post</title><link rel="canonical" href="{url}">
    <meta name="csrf-token" content="{promo}{clock}"></head><body data-build="{clock}">
    <header><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><p>Today, {clock}</p></header>
    <main><article><h1>{headline}</h1><p class="meta">Updated: 3 November 2026, {clock}</p>{first}
    <div class="box b{promo}"><h3>{title}</h3><p>{sold}</p><a href="/shop/{promo}">To the shop</a>
    </div>{rest}</article>
    <section class="more"><h2>Most read</h2><ul><li><a href="/news/{promo}1">{OTHERS[promo % 4]}
    </a></li></ul></section><p class="comments">{promo + 3} comments</p></main>
    <footer><p>© 2026 Harbour Post, page made at {clock}, visitor {promo}{clock[-2:]}</p></footer>
    </body></html>"""
    return Page(url, html.encode(), fetched_at=datetime.fromisoformat(fetched))


@pytest.fixture
def memory() -> SiteMemory:
    """What the site's other pages teach: all carry PLAIN, and each another promo."""
    made = SiteMemory()
    for number in range(5):
        who = WHO[number : number + 4]
        told = (f"{w} {DID[n + number % 4]} {WHERE[n]}, {WHEN[number]}." for n, w in enumerate(who))
        text = (*told, PLAIN)
        url = f"https://example.org/news/other-{number}"
        made.observe(page(number, f"0{number}:30", headline=f"Day {number}", text=text, url=url))
    made.close_generation()
    return made


@pytest.mark.parametrize("promo", range(1, 5))
def test_another_promo_footer_and_timestamp_make_no_version(
    store: Store, memory: SiteMemory, promo: int
) -> None:
    first = extract(page(), memory)
    again = extract(page(promo, "12:48", NOON), memory)
    store.save(first)
    assert store.save(again) is None
    assert store.versions(URL) == []
    assert first.text == again.text == "\n".join(SENTENCES)
    found = store.article(URL)
    assert found is not None
    assert found.fetched_at == NOON


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        ({"headline": "Ferry stops for weeks"}, ("headline",)),
        (
            {"text": (*SENTENCES[:3], "Until then nobody passes the bakery before eight.")},
            ("body",),
        ),
        ({"text": SENTENCES[:3]}, ("body",)),
        ({"headline": "Ferry is back", "text": SENTENCES[1:]}, ("headline", "body")),
    ],
)
def test_a_change_of_headline_or_text_makes_a_version_that_says_so(
    store: Store, memory: SiteMemory, change: dict[str, object], changed: tuple[str, ...]
) -> None:
    first = extract(page(), memory)
    store.save(first)
    made = store.save(extract(page(2, "12:48", NOON, **change), memory))
    assert made is not None
    (kept,) = store.versions(URL)
    assert kept == made
    assert (kept.headline, kept.body, kept.fetched_at) == (first.headline, first.body, MORNING)
    assert kept.changed == changed


def test_the_same_fetch_read_with_a_better_memory_is_the_same_version(
    store: Store, memory: SiteMemory
) -> None:
    alone = extract(page(text=WITH_PLAIN))
    better = extract(page(text=WITH_PLAIN), memory)
    assert (alone.text, better.text) == ("\n".join(WITH_PLAIN), "\n".join(SENTENCES))
    store.save(alone)
    assert store.save(better) is None
    found = store.article(URL)
    assert found is not None
    assert found.text == better.text
    assert found.memory_generation == 1
    assert store.versions(URL) == []
    assert store.search("draughtsman") == []


def test_an_earlier_fetch_read_anew_changes_its_version_and_not_the_article(
    store: Store, memory: SiteMemory
) -> None:
    new = extract(page(1, "12:48", NOON, headline="Ferry is back"), memory)
    store.save(extract(page(text=WITH_PLAIN)))
    store.save(new)
    assert store.versions(URL)[0].changed == ("headline", "body")
    store.save(extract(page(text=WITH_PLAIN), memory))
    (version,) = store.versions(URL)
    assert PLAIN not in version.text
    assert version.changed == ("headline",)
    assert version.memory_generation == 1
    assert store.article(URL) == new
    assert store.search('"Ferry is back"')


def test_what_only_a_weak_memory_took_for_a_change_is_let_go_when_it_is_read_anew(
    store: Store, memory: SiteMemory
) -> None:
    """What the site puts under its articles stood in the text until the memory knew it."""
    now = datetime(2026, 11, 3, 7, 5, tzinfo=UTC)
    store.save(extract(page(text=WITH_PLAIN)), now=now)
    assert store.save(extract(page(1, "12:48", NOON), memory)) is not None
    store.save(extract(page(text=WITH_PLAIN), memory))
    assert store.versions(URL) == []
    assert changed_at(store) == now.isoformat()


def test_an_earlier_fetch_that_is_no_version_changes_nothing(store: Store) -> None:
    """Its text was that of the next one, or nobody saved it."""
    store.save(article(fetched_at=MORNING))
    current = article(fetched_at=EVENING)
    store.save(current)
    store.save(article(fetched_at=NOON, text="From a page that came late."))
    assert store.article(URL) == current
    assert store.versions(URL) == []


def test_fetches_are_told_apart_by_page_as_well_as_by_time(store: Store) -> None:
    """Two pages that name one canonical URL may come in the same second."""
    store.save(article(fetched_at=NOON))
    other = article(url=f"{URL}/print", canonical_url=URL, text="Another.", fetched_at=NOON)
    assert store.save(other) is not None


@pytest.mark.parametrize("unknown", ["", "some day", "2026-11-03"])
def test_a_fetch_of_an_unknown_time_is_a_new_one(store: Store, unknown: str) -> None:
    store.save(article(fetched_at=unknown))
    assert store.save(article(text="Another.", fetched_at=NOON)) is not None
    assert store.save(article(text="A third.", fetched_at="")) is not None


def test_a_text_that_comes_back_is_a_version_of_its_own(store: Store) -> None:
    texts = ["One.", "Two.", "One."]
    for text, hour in zip(texts, (MORNING, NOON, EVENING), strict=True):
        store.save(article(text=text, body=text, lead="", fetched_at=hour))
    assert [version.text for version in store.versions(URL)] == ["One.", "Two."]
    store.save(article(text="One!", body="One!", lead="", fetched_at=EVENING))  # read anew
    assert [version.changed for version in store.versions(URL)] == [("body",), ("body",)]


def test_versions_between_others_are_let_go_as_well(store: Store) -> None:
    made: list[Article] = []
    for number in range(4):
        text = "Text." if number in {1, 2} else f"Text {number}."
        one = article(text=text, fetched_at=f"2026-11-0{number + 1}T07:00:00+00:00")
        made.append(one)
        leaked = one if number != 1 else article(text="Text. A promo.", fetched_at=one.fetched_at)
        store.save(leaked, now=datetime(2026, 11, number + 1, 8, tzinfo=UTC))
    store.save(made[1])
    left = store.versions(URL)
    assert [version.text for version in left] == ["Text 0.", "Text."]
    assert [version.replaced_at[:10] for version in left] == ["2026-11-02", "2026-11-04"]
    assert changed_at(store)[:10] == "2026-11-04"


def test_a_version_without_hash_is_compared_by_its_text(store: Store) -> None:
    """Rows that another program wrote."""
    bare = replace(article(fetched_at=MORNING), content_hash="")
    store.save(bare)
    assert store.save(replace(bare, fetched_at=NOON)) is None
    made = store.save(replace(bare, text="Another.", fetched_at=EVENING))
    assert isinstance(made, Version)


def changed_at(store: Store) -> str:
    with store.reading("look") as connection:
        query = "SELECT changed_at FROM articles"
        return str(connection.exec_driver_sql(query).scalar_one())
