import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.exporters import JsonLinesItemExporter

from newscrawl.commands.extract import as_json_line
from newscrawl.extraction import Page
from newscrawl.items import Article, Image, Kind
from newscrawl.sources import learn
from tests.commands.running import run
from tests.pages import SENTENCES, page_html

ROOT = Path(__file__).parents[2]
PROMO = "Our weekend magazine brings the best of the coast to your kitchen table every Friday."


WITNESSES = ("the baker", "the pilot", "the vicar", "the teacher", "the nurse", "the gardener")


def scrapy(*arguments, cwd=ROOT, env=None):
    """The command as a user runs it, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *map(str, arguments)],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def articles(text):
    return [json.loads(line) for line in text.splitlines()]


def saved(folder, count=1, paragraphs=SENTENCES):
    """Pages of one site in a folder named like it, each with a story of its own."""
    site = folder / "example.org"
    site.mkdir(exist_ok=True)
    for number in range(count):
        own = tuple(f"{text[:-1]}, said {WITNESSES[number]}." for text in SENTENCES)
        body = page_html(f"Story {number} of the ferry", (*own, *paragraphs[len(SENTENCES) :]))
        (site / f"story-{number}.html").write_bytes(body)
    return site


def test_a_file_becomes_a_json_line(tmp_path):
    ran = scrapy("extract", saved(tmp_path) / "story-0.html")

    [article] = articles(ran.stdout)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert article["url"] == "https://example.org/story-0"
    assert article["body"].splitlines()[0].endswith(f"said {WITNESSES[0]}.")
    assert list(article) == list(Article.__dataclass_fields__)


def test_a_line_is_what_scrapys_own_feed_would_hold(tmp_path):
    article = Article(
        "https://example.org/ä",
        kind=Kind.GALLERY,
        authors=("Ada Lund",),
        images=(Image("https://example.org/a.jpg", "Ein Boot"),),
        removed={"promo": 2},
    )
    with (tmp_path / "feed.jsonl").open("wb") as file:
        exporter = JsonLinesItemExporter(file, encoding="utf-8")
        exporter.export_item(article)
        exporter.finish_exporting()

    assert as_json_line(article).encode() == (tmp_path / "feed.jsonl").read_bytes()


def test_files_gzipped_files_and_folders_are_taken_in_order(tmp_path, capsys):
    site = saved(tmp_path, 2)
    (site / "a.html.gz").write_bytes(gzip.compress(page_html("Packed story of the ferry")))
    odd = tmp_path / "odd.txt"
    odd.write_bytes(page_html("Odd story of the ferry"))

    ran = run(capsys, "extract", site, odd, "--site", "news.example")

    assert ran.code == 0
    assert [article["url"] for article in articles(ran.out)] == [
        "https://news.example/a",
        "https://news.example/story-0",
        "https://news.example/story-1",
        "https://news.example/odd.txt",
    ]


def test_the_output_file_is_written_whole(tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    out.write_text("of an earlier run")

    ran = run(capsys, "extract", saved(tmp_path, 3), "-O", out)

    assert (ran.code, ran.out) == (0, "")
    assert len(articles(out.read_text(encoding="utf-8"))) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["example.org", "out.jsonl"]


def test_a_page_json_names_the_page_over_all_else(tmp_path, capsys):
    site = saved(tmp_path)
    (site / "page.json").write_text('{"url": "https://told.example/1"}')

    ran = run(capsys, "extract", site / "story-0.html", "--url", "https://other.example/")

    assert [article["url"] for article in articles(ran.out)] == ["https://told.example/1"]


def test_files_that_yield_nothing_are_a_line_each_and_the_others_are_kept(tmp_path, capsys):
    site = saved(tmp_path)
    (site / "broken.html.gz").write_bytes(b"\x1f\x8b\x08 nonsense")
    (site / "empty.html").touch()
    (site / "gone.html").symlink_to(tmp_path / "gone")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" * 20)
    (tmp_path / "nothing").mkdir()

    ran = run(capsys, "extract", site, tmp_path / "paper.pdf", tmp_path / "nothing")

    lines = ran.err.splitlines()
    assert ran.code == 1
    assert [line.partition(": ")[0] for line in lines] == [
        str(tmp_path / name)
        for name in (
            "example.org/broken.html.gz",
            "example.org/empty.html",
            "example.org/gone.html",
            "paper.pdf",
            "nothing",
        )
    ]
    assert [article["url"] for article in articles(ran.out)] == ["https://example.org/story-0"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "the following arguments are required: PATH"),
        (("{folder}/gone.html",), "gone.html: no such file or folder"),
        (("{folder}", "--url", "https://example.org/a"), "--url is for one page"),
        (("{folder}", "--url", "u", "--site", "s"), "not allowed with argument"),
        (("{folder}", "-O", "{folder}/gone/out.jsonl"), "no such folder to write to"),
        (("{folder}", "--lern"), "unknown argument: --lern"),
    ],
)
def test_wrong_arguments_are_refused_before_anything_is_read(tmp_path, capsys, arguments, said):
    filled = [argument.format(folder=tmp_path) for argument in arguments]

    ran = run(capsys, "extract", *filled)

    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("memory", ["gone", "garbage"])
def test_a_memory_that_cannot_be_read_is_one_line(tmp_path, capsys, memory):
    (tmp_path / "garbage").write_bytes(b"\x00\xff no memory")

    ran = run(capsys, "extract", saved(tmp_path), "--memory", tmp_path / memory)

    assert ran.code == 1
    assert ran.err.startswith(f"scrapy extract: {tmp_path / memory}: ")
    assert len(ran.err.splitlines()) == 1


def test_a_full_disk_is_one_line_and_leaves_no_file(tmp_path, capsys, monkeypatch):
    def full(_path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newscrawl.commands.extract.whole_file", full)

    ran = run(capsys, "extract", saved(tmp_path), "-O", tmp_path / "out.jsonl")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"scrapy extract: {tmp_path / 'out.jsonl'}: cannot write: No space left on device\n"
    )


def test_learning_takes_out_what_stands_on_every_page(tmp_path, capsys):
    site = saved(tmp_path, 6, (*SENTENCES, PROMO))

    learned = articles(run(capsys, "extract", site, "--learn").out)

    assert [PROMO in article["text"] for article in learned] == [False] * 6
    assert all("said the" in article["text"] for article in learned)
    assert {article["memory_generation"] for article in learned} == {1}


@pytest.mark.parametrize("learn", [["--learn"], []], ids=["learning", "without memory"])
def test_more_jobs_change_nothing_but_the_time(tmp_path, capsys, learn):
    site = saved(tmp_path, 6, (*SENTENCES, PROMO))
    (site / "story-3.html").write_bytes(b"")
    one, more = (run(capsys, "extract", site, *learn, "--jobs", jobs) for jobs in ("1", "2"))

    assert len(articles(one.out)) == 5
    assert (more.code, more.out, more.err) == (one.code, one.out, one.err)


def test_a_number_of_jobs_below_0_is_refused(tmp_path, capsys):
    assert run(capsys, "extract", saved(tmp_path), "--jobs=-1").code == 2


def test_a_saved_memory_is_used(tmp_path, capsys):
    site = saved(tmp_path, 6, (*SENTENCES, PROMO))
    pages = [Page(f"https://example.org/{path.stem}", path.read_bytes()) for path in site.iterdir()]
    (tmp_path / "memory").write_bytes(learn(pages)["example.org"].to_bytes())

    ran = run(capsys, "extract", site / "story-3.html", "--memory", tmp_path / "memory")

    [article] = articles(ran.out)
    assert PROMO not in article["text"]


def test_no_store_is_opened_and_no_file_written(tmp_path):
    site = saved(tmp_path)
    project = tmp_path / "project"
    project.mkdir()
    shutil.copy(ROOT / "scrapy.cfg", project)

    ran = scrapy("extract", site, cwd=project, env={**os.environ, "PYTHONPATH": str(ROOT)})

    assert ran.returncode == 0
    assert [path.name for path in project.iterdir()] == ["scrapy.cfg"]


def test_neither_reactor_nor_database_nor_feed_parser_is_loaded(tmp_path):
    program = (
        "import sys; from scrapy.cmdline import execute\n"
        "try: execute()\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "extract", str(saved(tmp_path))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    heavy = {"twisted.internet.reactor", "sqlalchemy", "alembic", "feedparser", "pyarrow", "rich"}
    assert not heavy & set(done.stderr.split())


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path):
    read, write = os.pipe()
    os.close(read)

    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "extract", str(saved(tmp_path, 3))],
        cwd=ROOT,
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)

    assert done.stderr == ""
