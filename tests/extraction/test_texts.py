"""The texts of a box are those of its blocks."""

from newscrawl.extraction.document import parse
from newscrawl.extraction.layout import lay_out
from newscrawl.extraction.texts import texts_in
from tests.extraction.pages import bare


def test_the_texts_in_a_box_are_those_that_its_layout_has():
    page = bare(
        "Above <b>all</b> <news-teaser>Lamps for <i>every</i> desk</news-teaser> below"
        "<p>One line<br>another line</p><!-- no --><script>no()</script> and the rest"
        "<ul><li><a href='/a'>Harbour</a></li><li>Town</li></ul>"
    )
    document = parse(page)

    found = texts_in(document.tree.find("body"))

    assert found == {block.text for block in lay_out(document).blocks}
    assert "Lamps for every desk" in found
