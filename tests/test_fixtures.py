"""Each folder below fixtures/ is a test of its own."""

from pathlib import Path

import pytest

from newscrawl.fixtures import Fixture

ROOT = Path(__file__).parents[1] / "fixtures"


@pytest.mark.parametrize("fixture", Fixture.find(ROOT), ids=lambda fixture: fixture.name)
def test_article_is_what_the_fixture_expects(fixture):
    differences = fixture.differences()

    assert not differences, "\n\n" + "\n".join(str(each) for each in differences)


def test_every_file_below_fixtures_is_used():
    assert Fixture.unused_files(ROOT) == []
