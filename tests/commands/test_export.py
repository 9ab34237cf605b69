from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.extensions.feedexport import FeedExporter
from scrapy.utils.test import get_crawler

from newscrawl.items import Article
from newscrawl.settings import FEED_EXPORT_ENCODING, FEED_EXPORTERS
from newscrawl.storage import Store
from tests.commands.running import run
from tests.storage.making import URL, article, store_url

OLD = article(
    "https://example.net/a/Die%20F%C3%A4hre?id=7",
    site="example.net:8080",
    headline='迈阿密, "渡轮" - 停运',
    published="2026-10-01T08:00:00+00:00",
    text="渡轮停运。\n# 1. *bus* goes <now>",
)


@pytest.fixture
def kept(tmp_path: Path) -> str:
    """The setting that names a store with two articles."""
    with Store(store_url(tmp_path)) as store:
        store.save(article())
        store.save(OLD)
    return f"NEWSCRAWL_STORE={store_url(tmp_path)}"


def as_feed(path: Path, form: str, items: list[Article]) -> bytes:
    """What `-O` writes of the items."""
    settings = {
        "FEEDS": {str(path): {"format": form, "overwrite": True}},
        "FEED_EXPORTERS": FEED_EXPORTERS,
        "FEED_EXPORT_ENCODING": FEED_EXPORT_ENCODING,
    }
    made: Crawler = get_crawler(settings_dict=settings)
    feeds = FeedExporter.from_crawler(made)
    made.spider = Spider.from_crawler(made, name="feeds")
    feeds.open_spider(made.spider)
    for item in items:
        feeds.item_scraped(item, made.spider)
    for slot in feeds.slots:
        slot.finish_exporting()
        slot.file.close()
    return path.read_bytes()


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_file_is_what_a_feed_would_be(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    out = tmp_path / "new" / f"out.{form}"
    ran = run(capsys, "export", "--format", form, "-O", out, "-s", kept)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"2 articles written to {out}\n"
    assert out.read_bytes() == as_feed(tmp_path / "feed", form, [article(), OLD])
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_json_lines_go_to_standard_output_by_default(
    kept: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "export", "-s", kept)
    first, second = map(json.loads, ran.out.splitlines())
    assert first["images"][0] == {
        "url": "https://example.org/f.jpg",
        "caption": "The ferry",
        "credit": "Photo: Holm",
    }
    assert list(first) == [*Article.__dataclass_fields__]
    assert second["headline"] == OLD.headline


def test_csv_cells_can_be_taken_apart_again(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "export", "--format", "csv", "-s", kept)
    first, second = csv.DictReader(io.StringIO(ran.out))
    assert first["authors"] == "Ada Holm; Bo Lind"
    assert json.loads(first["images"])[0]["credit"] == "Photo: Holm"
    assert json.loads(first["removed"]) == {"promo": 2, "share": 1}
    assert second["text"] == OLD.text


@pytest.mark.parametrize(
    ("arguments", "urls"),
    [
        (["--site", "example.org"], [URL]),
        (["--site", "example.com"], []),
        (["--since", "2026-11-01"], [URL]),
        (["--since", "2026-11-02T08:30:00+01:00"], [URL]),
        (["--since", "2026-11-02T08:30:00"], []),
        (["--since", "2026-01-01"], [URL, OLD.url]),
    ],
)
def test_which_articles(
    kept: str, capsys: pytest.CaptureFixture[str], arguments: list[str], urls: list[str]
) -> None:
    ran = run(capsys, "export", *arguments, "-s", kept)
    assert [json.loads(line)["url"] for line in ran.out.splitlines()] == urls
    assert ran.code == 0


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_text_is_a_file_an_article(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "export", "--format", "txt", "-O", tmp_path / "out", "-s", kept)
    assert ran.code == 0
    assert files(tmp_path / "out") == {
        "example.net-8080/2026-10-01-die-fahre-d4b11ae186.txt": f"{OLD.headline}\n\n{OLD.text}\n",
        "example.org/2026-11-02-ferry-1d0b35e8f7.txt": f"Ferry stops running\n\n{article().text}\n",
    }


def test_markdown_has_its_metadata_in_front_and_shows_the_text_as_it_is(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--format", "md", "--site", "example.net:8080", "-O", tmp_path / "out"]
    run(capsys, "export", *arguments, "-s", kept)
    (text,) = files(tmp_path / "out").values()
    _, front, body = text.split("---\n")
    assert "canonical_url: " in front
    assert 'authors: ["Ada Holm", "Bo Lind"]\n' in front
    assert "word_count: 15\n" in front
    assert body == ('\n# 迈阿密, "渡轮" - 停运\n\n渡轮停运。\n\n\\# 1. \\*bus\\* goes \\<now>\n')


def test_files_keep_their_names_when_articles_change(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["export", "--format", "txt", "--site", "example.org", "-O", tmp_path / "out"]
    run(capsys, *arguments, "-s", kept)
    before = list(files(tmp_path / "out"))
    with Store(store_url(tmp_path)) as store:
        store.save(article(headline="Ferry runs again", fetched_at="2026-11-09"))
    run(capsys, *arguments, "-s", kept)
    after = files(tmp_path / "out")
    assert list(after) == before
    assert "Ferry runs again" in after[before[0]]


@pytest.mark.parametrize("site", ["..", "../..", "a/../../b", "", "-", "x" * 300])
@pytest.mark.parametrize("url", ["https://h/../../etc/passwd", "https://[h/%2e%2e%2fa", "x:" * 900])
def test_no_site_and_no_url_leads_out_of_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], site: str, url: str
) -> None:
    with Store(store_url(tmp_path)) as store:
        store.save(article(url, site=site))
    setting = f"NEWSCRAWL_STORE={store_url(tmp_path)}"
    out = tmp_path / "deep" / "out"
    ran = run(capsys, "export", "--format", "txt", "-O", out, "-s", setting)
    assert ran.code == 0
    assert len(files(out)) == 1
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["deep"]


def test_parquet_holds_what_articles_hold(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow, an extra, is not installed")
    out = tmp_path / "out.parquet"
    ran = run(capsys, "export", "--format", "parquet", "-O", out, "-s", kept)
    assert ran.code == 0
    table = parquet.read_table(out)
    assert table.column_names == [*Article.__dataclass_fields__]
    first, second = table.to_pylist()
    assert first["images"][1] == {"url": "https://e", "caption": "", "credit": ""}
    assert first["removed"] == [("promo", 2), ("share", 1)]
    assert first["paywalled"] is True
    assert second["text"] == OLD.text


def test_parquet_without_pyarrow_is_one_line_and_no_file(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    out = tmp_path / "out.parquet"
    ran = run(capsys, "export", "--format", "parquet", "-O", out, "-s", kept)
    assert ran.code == 1
    assert ran.err == (
        "scrapy export: format parquet needs pyarrow; pip install 'newscrawl[parquet]' brings it\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["store.db"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--format", "pdf"], "invalid choice: 'pdf'"),
        (["--since", "yesterday"], "--since yesterday: no date; write 2026-11-01"),
        (["--format", "txt"], "--format txt needs a place to write to: -O PATH"),
        (["--format", "parquet"], "--format parquet needs a place to write to: -O PATH"),
        (["-O", "{folder}"], "is a folder; jsonl is one file"),
        (["--format", "md", "-O", "{folder}/store.db"], "is a file; md needs a folder"),
        (["everything"], "unknown argument: everything"),
    ],
)
def test_wrong_arguments(
    kept: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    line: str,
) -> None:
    filled = [argument.format(folder=tmp_path) for argument in arguments]
    ran = run(capsys, "export", *filled, "-s", kept)
    assert ran.code == 2
    assert line in ran.err


@pytest.mark.parametrize("form", ["jsonl", "txt"])
def test_a_place_that_cannot_be_written_is_one_line(
    kept: str, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    ran = run(capsys, "export", "--format", form, "-O", "/proc/none/out", "-s", kept)
    assert ran.code == 1
    assert ran.err.startswith("scrapy export: /proc/none/out")
    assert "cannot write: No such file or directory" in ran.err
    assert ran.err.count("\n") == 1


def test_a_disk_that_is_full_leaves_no_partial_file(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """/dev/full takes nothing, as a full disk does."""
    before = sorted(tmp_path.iterdir())
    target = tmp_path / "out.jsonl"
    target.symlink_to("/dev/full")
    ran = run(capsys, "export", "-O", target, "-s", kept)
    assert ran.code == 1
    assert "No space left on device" in ran.err
    target.unlink()
    assert sorted(tmp_path.iterdir()) == before


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "export", "-h")
    assert ran.code == 0
    assert "  scrapy export --format md -O articles/\n" in ran.out
