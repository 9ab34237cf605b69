import pytest

from newscrawl.extraction.attributes import more_attributes_than

NAMES = " ".join(f"a{n}" for n in range(6))

TAGS = [
    f"<p {NAMES}>",
    f"<p\n{NAMES.replace(' ', chr(10))}>",
    f"<p/{NAMES.replace(' ', '/')}>",
    "<p " + " ".join(f"a{n}=1" for n in range(6)) + ">",
    "<p " + "".join(f"a{n}='<'" for n in range(6)) + ">",
    "<p " + " ".join(f'a{n} = ">"' for n in range(6)) + ">",
    f"<p {NAMES}",
    f"</p {NAMES}>",
    f"<script {NAMES}></script>",
    f"<style-box></style-box><p {NAMES}>",
    f"<!--><p {NAMES}>",
    f"<!-- <a b=' --><p {NAMES}>",
    f"<script>if (a <b '</script><p {NAMES}>",
]
NO_TAGS = [
    "<p a0 a1 a2 a3 a4>",
    f"<p title='{NAMES}'>",
    f'<p data-state=\'{{"a": "{NAMES}"}}\'>',
    f"<!-- <p {NAMES}> -->",
    f"<!-- <p {NAMES}>",
    f"<script>if (a <b {NAMES}</script>",
    f"<title>a <b {NAMES}</title>",
    f"<p>a < {NAMES}</p>",
    "<p a0 a1><p a2 a3><p a4 a5>",
    "",
]


@pytest.mark.parametrize("markup", TAGS)
def test_a_tag_with_more_attributes_is_found_however_it_is_written(markup):
    assert more_attributes_than(5, markup.encode())


@pytest.mark.parametrize("markup", NO_TAGS)
def test_values_comments_and_scripts_hold_no_attributes(markup):
    assert not more_attributes_than(5, markup.encode())


def test_the_limit_itself_is_allowed():
    assert not more_attributes_than(6, f"<p {NAMES}>".encode())
