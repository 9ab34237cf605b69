from __future__ import annotations

from hashlib import shake_256

from newscrawl.items import Page
from newscrawl.storage.at_hand import AtHand


def page(number: int, size: int = 1000) -> Page:
    """A page whose body packs badly."""
    body = shake_256(b"%d" % number).digest(size)
    return Page(f"https://example.org/{number}", body, {"Content-Type": "text/html"})


def at_hand(pages: AtHand) -> list[int]:
    return [number for number in range(10) if pages.page(page(number).url)]


def test_a_page_comes_back_as_it_was_put() -> None:
    pages = AtHand()
    pages.put(page(1))
    assert pages.page(page(1).url) == page(1)
    assert pages.page(page(2).url) is None


def test_where_there_is_no_room_those_that_came_first_stay() -> None:
    pages = AtHand(room=3500)
    for number in range(5):
        pages.put(page(number))
    assert at_hand(pages) == [0, 1, 2]


def test_room_comes_back_with_what_is_dropped_or_replaced() -> None:
    pages = AtHand(room=3500)
    for _ in range(5):
        pages.put(page(1))
    pages.drop(page(1).url)
    pages.drop(page(1).url)
    for number in range(3):
        pages.put(page(number))
    assert at_hand(pages) == [0, 1, 2]


def test_a_page_bigger_than_the_room_is_not_kept() -> None:
    pages = AtHand(room=3500)
    pages.put(page(1))
    pages.put(page(2, size=5000))
    assert at_hand(pages) == [1]
