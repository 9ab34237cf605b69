import pytest

from newscrawl.extraction.metadata.loose_json import MAX_CHARS, read_objects

BROKEN = [
    ('{"a": 1}', [{"a": 1}]),
    ('{"a": 1};', [{"a": 1}]),
    ('<!-- {"a": 1} -->', [{"a": 1}]),
    ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
    ('{"a": 1,}', [{"a": 1}]),
    ('{"a": [1, 2,],\n}', [{"a": [1, 2]}]),
    ('{"a": 1}{"b": 2}', [{"a": 1}, {"b": 2}]),
    ('{"a": 1}\n{"b": 2}', [{"a": 1}, {"b": 2}]),
    ('{"a": "one\ntwo\tthree"}', [{"a": "one\ntwo\tthree"}]),
    ("{&quot;a&quot;: 1}", [{"a": 1}]),
    ('{"a": "it\\\'s"}', [{"a": "it\\'s"}]),
    ('{"a": "1"\n "b": "2"}', [{"a": "1", "b": "2"}]),
    ('// said by hand\n{"a": 1}', [{"a": 1}]),
    ("", []),
    ("   ", []),
    ("no json", []),
]


@pytest.mark.parametrize(("text", "objects"), BROKEN)
def test_broken_json_is_read(text, objects):
    assert read_objects(text) == objects


def test_what_cannot_be_repaired_gives_the_fields_that_can_be_read():
    text = '{"@type": "NewsArticle", "headline": "A "quoted" word", "datePublished": "2026-05-03"'

    assert read_objects(text) == [
        {"@type": "NewsArticle", "headline": "A ", "datePublished": "2026-05-03"}
    ]


def test_an_author_is_saved_from_what_cannot_be_repaired():
    text = '{"author": {"@type": "Person", "name": "Ann Sample"}, "text": "a "b" c"'

    assert read_objects(text)[0]["author"] == ["Ann Sample"]


def test_a_huge_script_is_left_alone():
    assert read_objects('"' + "a" * MAX_CHARS + '"') == []


def test_deep_nesting_ends_without_an_error():
    assert read_objects("[" * 100_000) == []
