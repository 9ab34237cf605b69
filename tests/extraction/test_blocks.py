import pytest

from newscrawl.extraction.blocks import Place, size_of, tokens
from newscrawl.extraction.document import parse
from newscrawl.extraction.layout import lay_out
from newscrawl.items import Page
from tests.extraction.pages import HOST, bare, prose, story


def blocks(body):
    return lay_out(parse(bare(body))).blocks


def texts(body):
    return [b.text for b in blocks(body)]


def only(body):
    (block,) = blocks(body)
    return block


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("<div>one<p>two</p>three</div>four", ["one", "two", "three", "four"]),
        (
            "<p>a <b>bold</b> <a href='/x'>link</a> <span>and</span> tail</p>",
            ["a bold link and tail"],
        ),
        ("<p>half</p>\n  \n<p> other\n half </p>", ["half", "other half"]),
        ("<p>glu<i>ed</i></p>", ["glued"]),
        ("<p>one<br>two<br><br>three</p>", ["one", "two", "three"]),
        ("<h2>one<br>heading</h2>", ["one heading"]),
        ("<p><a href='/x'>one<br>link</a></p>", ["one link"]),
        ("<p>one</p>loose", ["one", "loose"]),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", ["a", "b", "c"]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ["a", "b"]),
        ("<dl><dt>a</dt><dd>b</dd></dl>", ["a", "b"]),
        ("<span>a<div>b</div>c</span>", ["a", "b", "c"]),
        ("<p>a</p><p> \u200b\u00ad </p><p></p>", ["a"]),
        ("a<x-card>b</x-card>c", ["a", "b", "c"]),
        ("<section><x-a><x-b>deep</x-b></x-a></section>", ["deep"]),
        ("", []),
    ],
)
def test_blocks_are_runs_of_text_in_reading_order(body, expected):
    assert texts(body) == expected


@pytest.mark.parametrize(
    "element",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<noscript>x</noscript>",
        "<template>x</template>",
        "<svg><text>x</text></svg>",
        "<select><option>x</option></select>",
        "<textarea>x</textarea>",
        "<video>x</video>",
        "<iframe>x</iframe>",
        "<!-- x -->",
        "<?x x?>",
    ],
)
def test_elements_without_text_for_readers_leave_what_stands_behind_them(element):
    assert texts(f"<p>before {element}after</p>") == ["before after"]


def test_indexes_count_up():
    assert [b.index for b in blocks("<p>a</p><div>b<p>c</p></div>")] == [0, 1, 2]


@pytest.mark.parametrize(
    ("body", "share"),
    [
        ("<p>no link</p>", 0.0),
        ("<p><a href='/x'>all</a></p>", 1.0),
        ("<p>half<a href='/x'>half</a></p>", 0.5),
        ("<a href='/x'><div>a teaser</div></a>", 1.0),
        ("<p><a name='anchor'>no link</a></p>", 0.0),
        ("<p><a href='/x'>  wide   link  </a></p>", 1.0),
    ],
)
def test_the_share_of_links(body, share):
    assert only(body).link_share == pytest.approx(share)


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("<h1>a</h1>", 1),
        ("<h3><span>a</span></h3>", 3),
        ("<h2><div>a</div></h2>", 2),
        ("<p>a</p>", 0),
        ("<p><b>a</b></p>", 0),
    ],
)
def test_headings(body, level):
    assert only(body).heading == level


@pytest.mark.parametrize(
    ("body", "strong"),
    [
        ("<p><b>all</b></p>", True),
        ("<p><strong>all</strong> <b>of it</b></p>", True),
        ("<p><b>a label</b> and text</p>", False),
    ],
)
def test_bold_blocks(body, strong):
    assert only(body).strong is strong


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        "aria-hidden='true'",
        "style='display: none'",
        "style='color:red;DISPLAY:NONE'",
        "style='visibility:hidden'",
        "class='hidden'",
        "class='box Hidden'",
        "class='sr-only'",
        "class='visually-hidden note'",
        "class='print-only'",
        "class='hidden md:mt-2'",
        "role='dialog'",
    ],
)
def test_hidden(attributes):
    assert only(f"<div {attributes}><p>a</p></div>").places & Place.HIDDEN
    assert only(f"<p><span {attributes}>a</span></p>").text == "a"


@pytest.mark.parametrize(
    "attributes",
    [
        "class='hidden lg:block'",
        "class='hidden sm:flex'",
        "class='overflow-hidden'",
        "class='hidden-on-nothing'",
        "class='md:hidden'",
        "aria-hidden='false'",
        "style='overflow: hidden'",
        "style='display: block'",
        "class='modally'",
    ],
)
def test_not_hidden(attributes):
    assert not only(f"<div {attributes}><p>a</p></div>").places & Place.HIDDEN


def test_only_what_is_inside_is_hidden():
    before, inside, after = blocks("<p>a</p><div hidden><p>b</p></div><p>c</p>")

    assert [bool(b.places & Place.HIDDEN) for b in (before, inside, after)] == [False, True, False]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("<nav><p>a</p></nav>", Place.NAV),
        ("<div role='navigation'>a</div>", Place.NAV),
        ("<aside><p>a</p></aside>", Place.ASIDE),
        ("<div role=' Complementary '>a</div>", Place.ASIDE),
        ("<header>a</header>", Place.HEADER),
        ("<footer>a</footer>", Place.FOOTER),
        ("<figure><figcaption>a</figcaption></figure>", Place.FIGURE),
        ("<blockquote><p>a</p></blockquote>", Place.QUOTE),
        ("<ol><li>a</li></ol>", Place.LIST),
        ("<table><tr><td>a</td></tr></table>", Place.TABLE),
        ("<button>a</button>", Place.FORM),
        ("<main><article><p>a</p></article></main>", Place.MAIN | Place.ARTICLE),
        ("<p>a</p>", Place.NONE),
    ],
)
def test_places(body, place):
    assert only(body).places == place


@pytest.mark.parametrize(
    ("text", "size"),
    [("", 0), ("abc", 3), ("Äbc", 3), ("港口", 6), ("港口 ab", 9), ("ภาษา", 12), ("서울", 6)],
)
def test_a_character_of_a_script_without_spaces_counts_for_three(text, size):
    assert size_of(text) == size


def test_blocks_know_their_size():
    assert only("<p>港口 ab</p>").size == 9


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Ferry, again!", ["the", "ferry", "again"]),
        ("港口关闭 now", ["港", "口", "关", "闭", "now"]),
        ("Ärger №5", ["ärger", "5"]),
        ("…", []),
    ],
)
def test_tokens(text, words):
    assert list(tokens(text)) == words


def test_boxes_range_over_the_blocks_inside_them():
    layout = lay_out(
        parse(bare("<div class='A'>a<section id='B'><p>b</p><p>c</p></section>d</div><p>e</p>"))
    )
    ranges = {box.name.strip(): (box.start, box.end) for box in layout.boxes if box.name.strip()}

    assert ranges == {"a": (0, 4), "b": (1, 3)}
    assert (layout.boxes[0].tag, layout.boxes[0].start, layout.boxes[0].end) == ("body", 0, 5)


def test_every_block_stands_in_its_box_and_all_boxes_around_it():
    layout = lay_out(parse(story(1, at={3: "<aside><div>x<p>y</p></div></aside>"})))

    for block in layout.blocks:
        chain = layout.ancestors(block.box)
        assert all(layout.boxes[n].start <= block.index < layout.boxes[n].end for n in chain)
        assert layout.boxes[chain[-1]].tag == "body"
        assert layout.boxes[block.box].tag == block.tag


def test_slots_name_the_path_from_the_body():
    layout = lay_out(parse(story(1)))
    found = {b.slot for b in layout.blocks if b.text in prose(1)}

    assert found == {">main>article.story>div.story-body>p"}


def test_the_same_place_on_two_pages_is_one_slot():
    slots = [{b.slot for b in lay_out(parse(story(n))).blocks} for n in (1, 2)]

    assert slots[0] == slots[1]


def test_a_fragment_without_a_body_is_read():
    page = Page(HOST, b"<p>one</p><p>two</p>")

    assert [b.text for b in lay_out(parse(page)).blocks] == ["one", "two"]
