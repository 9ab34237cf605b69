from lxml.html import tostring

from newscrawl.extraction.document import parse
from newscrawl.extraction.layout import lay_out
from newscrawl.extraction.teacher import judge
from tests.extraction.pages import bare, box, prose, story


def test_boxes_that_are_passed_by_are_kept_from_the_teacher_and_the_tree_is_as_it_was(monkeypatch):
    page = story(1, below=f"<div class='tips'>{box(*prose(2))}</div>Behind it. <p>The end.</p>")
    document = parse(page)
    before, shown = tostring(document.tree), []
    layout = lay_out(document, lambda site: site.endswith("tips"))
    monkeypatch.setattr("trafilatura.bare_extraction", lambda tree, **_: shown.append(text(tree)))

    judge(document, layout)

    assert tostring(document.tree) == before
    assert prose(2)[0] in text(document.tree)
    assert prose(2)[0] not in shown[0]
    assert all(part in shown[0] for part in (*prose(1), "Behind it.", "The end."))


def text(tree):
    return " ".join(tree.itertext())


def judged(page):
    document = parse(page)
    layout = lay_out(document)
    return layout.blocks, judge(document, layout)


def test_the_prose_is_kept_and_the_menu_is_not():
    blocks, taught = judged(story(1))
    shares = dict(zip((b.text for b in blocks), taught, strict=True))

    assert all(shares[text] == 1.0 for text in prose(1))
    assert shares["Sport"] == 0.0
    assert shares["The Harbour Post is printed in Saltgate."] == 0.0


def test_a_text_in_the_menu_and_in_the_article_is_told_apart():
    page = story(1, at={4: "<p>Sport</p>"})

    blocks, taught = judged(page)
    in_menu, in_article = (taught[b.index] for b in blocks if b.text == "Sport")

    assert (in_menu, in_article) == (0.0, 1.0)


def test_the_same_paragraph_twice_has_a_judgement_for_each():
    text = prose(1)[0]
    page = story(1, at={0: f'<nav class="menu"><ul><li><a href="/x">{text}</a></li></ul></nav>'})

    blocks, taught = judged(page)
    in_menu, in_article = (taught[b.index] for b in blocks if b.text == text)

    assert in_menu < in_article == 1.0


def test_lines_of_one_paragraph_are_judged_each():
    lines = prose(1)[:3]

    blocks, taught = judged(story(1, at={2: f"<p>{'<br>'.join(lines)}</p>"}, paragraphs=prose(2)))

    assert [b.text for b in blocks if b.text in lines] == lines
    assert all(taught[b.index] == 1.0 for b in blocks if b.text in lines)


def test_a_paragraph_with_links_and_bold_is_kept_whole():
    text = prose(1)[0]
    start, _, rest = text.partition(" ")

    blocks, taught = judged(
        story(1, at={3: f"<p><b>{start}</b> <a href='/x'>{rest[:40]}</a>{rest[40:]}!</p>"})
    )

    (block,) = (b for b in blocks if b.text == text + "!")
    assert taught[block.index] == 1.0


def test_the_tree_stays_as_it_was():
    page = story(
        1, at={3: box("A label", "Text<br>in <b>lines</b> and a tail")}, below="loose tail"
    )
    document = parse(page)
    layout = lay_out(document)
    before = tostring(document.tree)

    judge(document, layout)

    assert tostring(document.tree) == before
    assert lay_out(document) == layout


def test_shares_lie_between_0_and_1_one_for_each_block():
    blocks, taught = judged(story(1, at={2: "<p>⠁⠂⠃ ⠿⡀ dots that are letters, too</p>"}))

    assert len(taught) == len(blocks)
    assert all(0 <= share <= 1 for share in taught)


def test_a_page_of_which_nothing_is_kept():
    blocks, taught = judged(bare("<footer><p>Imprint</p><p>Terms</p></footer>"))

    assert (len(blocks), taught) == (2, [0.0, 0.0])


def test_a_page_without_blocks():
    assert judged(bare("<script>1</script>")) == ((), [])
