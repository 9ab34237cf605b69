import pytest

from newscrawl.errors import SourceError
from newscrawl.sources import find_sources


def test_folders_are_searched_in_order_and_named_files_taken_as_they_are(tmp_path):
    for name in ("z/b.html", "z/deep/a.html.gz", "z/notes.txt", "z/style.css", "odd.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"<p>")

    found = find_sources([tmp_path / "z", tmp_path / "odd.txt"], site="example.org")

    assert [str(source.path.relative_to(tmp_path)) for source in found] == [
        "z/b.html",
        "z/deep/a.html.gz",
        "odd.txt",
    ]
    assert [page.url for source in found[::2] for page in source.pages()] == [
        "https://example.org/b",
        "https://example.org/odd.txt",
    ]


def test_a_folder_without_pages_says_so(tmp_path):
    (tmp_path / "notes.txt").touch()

    [source] = find_sources([tmp_path])

    with pytest.raises(SourceError, match="no pages here"):
        source.pages()


def test_a_folder_that_cannot_be_listed_says_so(tmp_path, monkeypatch):
    """Permissions do not stop root, so the system's answer is played."""
    (tmp_path / "a.html").touch()
    refused = PermissionError(13, "Permission denied", str(tmp_path / "closed"))

    def walk(folder, onerror):
        onerror(refused)
        yield str(folder), [], ["a.html"]

    monkeypatch.setattr("newscrawl.sources.files.os.walk", walk)

    assert [source.path.name for source in find_sources([tmp_path])] == ["a.html", "closed"]
