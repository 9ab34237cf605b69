from benchmarks.alignment import Line, find_lines, read_tree, write_tree
from tests.benchmarks.sets import article, story

GOLD = story(1)


def where(line: Line) -> tuple[str, str]:
    return line.start.container.tag, line.end.container.tag


def test_each_paragraph_is_found_in_its_element():
    lines = find_lines(read_tree(article(GOLD).encode()), "\n".join(GOLD))
    assert len(lines) == len(GOLD)
    assert [(line.start.element.text or "")[:40] for line in lines] == [text[:40] for text in GOLD]


def test_a_paragraph_may_have_markup_and_breaks_in_it():
    first, second = GOLD[0].split(), GOLD[1].split()
    html = (
        f"<div><b>{' '.join(first[:2])}</b> {' '.join(first[2:-2])} "
        f"<i>{' '.join(first[-2:])}</i><br>{' '.join(second)}</div>"
    )
    lines = find_lines(read_tree(html.encode()), "\n".join(GOLD[:2]))
    assert [where(line) for line in lines] == [("b", "i"), ("div", "div")]
    assert lines[1].start.tail


def test_scripts_and_comments_are_no_text():
    html = f"<script>'{GOLD[0]}'</script><!-- {GOLD[0]} --><p>{GOLD[0]}</p>"
    (line,) = find_lines(read_tree(html.encode()), GOLD[0])
    assert where(line) == ("p", "p")


def test_lines_that_are_short_or_not_there_are_left_out():
    assert (
        find_lines(read_tree(article(GOLD).encode()), "Quay news\nNo such line on this page.") == []
    )


def test_lines_are_found_in_order():
    """A teaser that repeats a later line does not move it up."""
    html = f"<p>{GOLD[0]}</p><p>{GOLD[1]}</p><aside><p>{GOLD[0]}</p></aside>"
    lines = find_lines(read_tree(html.encode()), "\n".join(GOLD[:2]))
    assert [line.start.container.getparent().tag for line in lines] == ["body", "body"]


def test_a_page_in_any_charset_is_written_in_utf_8():
    html = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
        "</head><body><p>Паром снова ходит.</p></body></html>"
    )
    body = write_tree(read_tree(html.encode("windows-1251")))
    assert "Паром снова ходит.".encode() in body
    assert b"windows-1251" not in body
    assert write_tree(read_tree(body)) == body
