"""Each folder below fixtures/ is a test of its own."""

from pathlib import Path

import pytest

from newscrawl.fixtures import Fixture

ROOT = Path(__file__).parents[1] / "fixtures"
FIXTURES = Fixture.find(ROOT)


def test_there_are_fixtures():
    assert FIXTURES


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_the_article_is_what_is_expected(fixture):
    differences = fixture.differences()

    if differences:  # without a traceback: what counts is the paragraph
        pytest.fail("\n" + "\n".join(map(str, differences)), pytrace=False)


def test_every_file_below_fixtures_is_used():
    assert Fixture.unused_files(ROOT) == []
