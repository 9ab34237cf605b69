import pytest

from newscrawl.items import Reason
from tests.extraction.pages import box, prose, story
from tests.extraction.verdicts.judging import judge, kept, verdict_on

ITEMS = ["The bus leaves at eight.", "The ferry leaves at nine.", "Nobody leaves at ten."]
LIST = f"<ul>{''.join(f'<li>{item}</li>' for item in ITEMS)}</ul>"


def test_items_of_one_list_fare_alike():
    rows = judge(story(1, at={4: LIST}), {ITEMS[1]: 0.2})

    assert set(ITEMS) <= set(kept(rows))


def test_a_list_that_is_mostly_dropped_is_dropped():
    rows = judge(story(1, at={4: LIST}), {ITEMS[0]: 0.2, ITEMS[1]: 0.2})

    assert set(kept(rows)) & set(ITEMS) == {ITEMS[2]}


def test_a_list_that_the_text_announces_is_kept():
    light = dict.fromkeys(ITEMS, 0.2)

    announced = judge(story(1, at={4: "<p>These are the times:</p>" + LIST}), light)
    plain = judge(story(1, at={4: "<p>These are the times.</p>" + LIST}), light)

    assert set(ITEMS) <= set(kept(announced))
    assert set(ITEMS).isdisjoint(kept(plain))


def test_a_sub_heading_between_paragraphs_is_kept():
    rows = judge(story(1, at={4: "<h2>What comes next</h2>"}), {"What comes next": 0.2})

    assert "What comes next" in kept(rows)


def test_a_paragraph_that_stands_twice_is_kept_once():
    text = prose(1)[1]

    rows = judge(story(1, at={5: f"<p>{text}</p>"}))
    verdicts = [v for said, v in rows if said == text]

    assert [(v.kept, v.reason) for v in verdicts] == [(True, None), (False, Reason.DUPLICATE)]


def test_short_lines_may_stand_twice():
    rows = judge(story(1, at={3: "<p>“No.”</p>", 5: "<p>“No.”</p>"}))

    assert kept(rows).count("“No.”") == 2


@pytest.mark.parametrize("headings", [1, 2])
def test_a_heading_that_ends_the_text_heads_nothing_but_several_are_a_list(headings):
    names = [f"Chapter {n}" for n in "AB"[:headings]]

    rows = judge(story(1, at={9: "".join(f"<h2>{name}</h2>" for name in names)}))

    assert [verdict_on(name, rows).kept for name in names] == [headings > 1] * headings


def test_a_heading_goes_with_the_paragraph_it_heads():
    promo = "Our garden magazine shows how to grow melons on a balcony in six easy steps, monthly."
    html = f"<div class='m-insert'><h3>Melons for everyone</h3><p>{promo}</p></div>"

    rows = judge(story(1, at={4: html}), {promo: 0.1})

    assert "Melons for everyone" not in kept(rows)


def test_a_heading_above_a_box_of_its_own_paragraph_stays():
    page = story(1, at={4: "<h2>What comes next</h2>" + box("A photo, dropped")})

    rows = judge(page, {"A photo, dropped": 0.1})

    assert "What comes next" in kept(rows)


def test_rows_of_data_may_stand_twice():
    row = "<li>Open from nine to five on weekdays and from ten to noon on Saturdays.</li>"

    rows = judge(story(1, at={3: f"<ul>{row}</ul>", 6: f"<ul>{row}</ul>"}))

    assert sum(said.startswith("Open from nine") for said in kept(rows)) == 2


def test_a_paragraph_among_paragraphs_of_its_own_kind_is_kept():
    texts = prose(1)

    rows = judge(story(1), {texts[2]: 0.2})

    assert texts[2] in kept(rows)


def test_a_paragraph_in_a_box_of_its_own_or_at_the_end_stands_among_none():
    boxed = "Our garden magazine shows how to grow melons on a balcony in six easy steps, monthly."
    last = prose(1)[-1]

    rows = judge(
        story(1, at={4: f"<div class='m-insert'><p>{boxed}</p></div>"}), {boxed: 0.2, last: 0.2}
    )

    assert boxed not in kept(rows)
    assert last not in kept(rows)
