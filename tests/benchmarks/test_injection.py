import random

import pytest

from benchmarks.alignment import find_lines, read_tree, write_tree
from benchmarks.injection import PLACEMENTS, find_place, injected, some_class
from benchmarks.promos import Promo
from tests.benchmarks.sets import article, story

GOLD = story(1)
PROMO = Promo("A calendar", ("Twelve lighthouses for your kitchen.", "Printed on the coast."))


def with_promo(html: str, placement: str, gold: list[str] = GOLD) -> str | None:
    """The body of the page with the promo, white space collapsed; None where there is no place."""
    tree = read_tree(html.encode())
    plain = write_tree(tree)
    place = find_place(placement, find_lines(tree, "\n".join(gold)), random.Random(1))  # noqa: S311 - a draw
    if place is None:
        return None
    body = injected(place, placement, PROMO, "k7")
    assert write_tree(tree) == plain  # the tree is left as it was
    return body.decode()


def order(html: str | None, *parts: str) -> bool:
    """Whether the parts stand in the page, one after the other."""
    assert html is not None
    places = [html.index(part) for part in parts]
    return places == sorted(places)


INSIDE = (
    "<h3>A calendar</h3><p>Twelve lighthouses for your kitchen.</p><p>Printed on the coast.</p>"
)
BOX = f'<div class="k7">{INSIDE}</div>'


def test_inline_is_a_box_between_two_paragraphs():
    html = with_promo(article(GOLD), "inline")
    assert html is not None
    before, behind = html.split(f"</p>{BOX}<p>")
    assert any(before.endswith(text) for text in GOLD[:-1])
    assert any(behind.startswith(text) for text in GOLD[1:])


def test_tail_is_bare_and_beside_the_last_paragraph():
    html = with_promo(article(GOLD), "tail")
    assert f"<p>{GOLD[-1]}</p>{INSIDE}</div></div></main>" in (html or "")


def test_sibling_is_a_box_behind_the_container_of_the_text():
    html = with_promo(article(GOLD), "sibling")
    assert f"<p>{GOLD[-1]}</p></div>{BOX}</div></main>" in (html or "")


def test_paragraphs_may_be_lines_with_breaks():
    page = f"<body><div><div>{'<br><br>'.join(GOLD)}</div><p>End</p></div></body>"
    inline = with_promo(page, "inline")
    assert f"<br>{BOX}" in (inline or "")
    assert order(inline, GOLD[0], "A calendar", GOLD[-1])
    assert f"{GOLD[-1]}{INSIDE}</div>" in (with_promo(page, "tail") or "")
    assert f"{GOLD[-1]}</div>{BOX}<p>End</p>" in (with_promo(page, "sibling") or "")


def test_lists_tables_and_paragraphs_are_not_torn():
    items = "".join(f"<li>{text}</li>" for text in GOLD)
    page = f"<body><div><ul>{items}</ul><p>End</p></div></body>"
    assert with_promo(page, "inline") is None
    assert f"</ul>{INSIDE}<p>End" in (with_promo(page, "tail") or "")
    assert f"</ul>{BOX}<p>End" in (with_promo(page, "sibling") or "")


def test_a_cell_may_hold_the_article():
    text = "".join(f"<p>{text}</p>" for text in GOLD)
    page = f"<body><center><table><tr><td>{text}</td></tr></table></center></body>"
    assert order(with_promo(page, "inline"), GOLD[0], BOX, GOLD[-1])
    assert f"{INSIDE}</td>" in (with_promo(page, "tail") or "")
    assert f"</table>{BOX}" in (with_promo(page, "sibling") or "")


def test_markup_in_the_last_paragraph_does_not_take_the_promo_in():
    html = f"<body><div>{''.join(f'<p><em>{text}</em></p>' for text in GOLD)}</div></body>"
    assert f"<em>{GOLD[-1]}</em></p>{INSIDE}" in (with_promo(html, "tail") or "")


def test_a_body_split_over_containers_has_its_sibling_behind_what_holds_both():
    halves = ["".join(f"<p>{text}</p>" for text in part) for part in (GOLD[:3], GOLD[3:])]
    html = f"<body><main><div>{halves[0]}</div><div>{halves[1]}</div></main><p>End</p></body>"
    assert f"</main>{BOX}" in (with_promo(html, "sibling") or "")


@pytest.mark.parametrize("placement", PLACEMENTS)
def test_a_page_without_the_gold_has_no_place(placement: str):
    assert with_promo(article(story(2)), placement) is None
    assert with_promo(article(GOLD[:1]), placement) is None


def test_there_is_nothing_beside_the_body():
    html = f"<html><body>{''.join(f'<p>{text}</p>' for text in GOLD)}</body></html>"
    assert with_promo(html, "sibling") is None
    assert with_promo(html, "tail") is not None


def test_classes_are_random_or_the_page_s_own_and_never_telling():
    tree = read_tree(
        b'<div class="story wide"><p class="x">a<div class="promo-box">b<div class="comments">c'
    )
    rng = random.Random(0)  # noqa: S311 - a draw
    classes = {some_class(tree, rng) for _ in range(40)}
    borrowed = {"story wide", "x"}
    assert borrowed < classes
    assert all((name.isalnum() and name.islower()) or name in borrowed for name in classes)
    assert len(classes) > 10
