from datetime import UTC, datetime, timedelta, timezone

import pytest

from newscrawl.errors import SourceError
from newscrawl.items import Page
from newscrawl.sources.sidecar import Sidecar


def written(tmp_path, text):
    path = tmp_path / "page.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_written_is_read(tmp_path):
    at = datetime(2026, 3, 1, 8, 0, tzinfo=timezone(timedelta(hours=1)))
    sidecar = Sidecar.of(Page("https://example.org/ä", b"", {"Content-Type": "text/html"}, at))

    assert Sidecar.read(written(tmp_path, sidecar.to_json())) == sidecar


def test_all_but_the_object_may_be_missing(tmp_path):
    assert Sidecar.read(written(tmp_path, '{"fetched_at": null, "headers": null}')) == Sidecar()


def test_a_time_without_an_offset_is_utc(tmp_path):
    sidecar = Sidecar.read(written(tmp_path, '{"fetched_at": "2026-03-01T08:00:00"}'))

    assert sidecar.fetched_at == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"headers": "x"}', '{"fetched_at": "soon"}', '{"fetched_at": 7}']
)
def test_what_is_no_sidecar_is_named(tmp_path, text):
    path = written(tmp_path, text)

    with pytest.raises(SourceError, match=r"page\.json: not a sidecar"):
        Sidecar.read(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"page\.json: No such file"):
        Sidecar.read(tmp_path / "page.json")
