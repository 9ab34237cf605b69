import json
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.fixtures import Fixture
from tests.commands.running import run
from tests.pages import SENTENCES, page_html

ROOT = Path(__file__).parents[2]
URL = "https://example.org/news/ferry"


@pytest.fixture
def root(tmp_path):
    return tmp_path / "fixtures"


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "saved.html"
    path.write_bytes(page_html())
    return path


def record(capsys, root, page, *more):
    return run(capsys, "fixture", "record", page, "--url", URL, "--fixtures", root, *more)


def test_recording_a_file_saves_it_and_shows_what_is_to_be_judged(capsys, root, page):
    ran = record(capsys, root, page)

    folder = root / "example.org" / "ferry"
    assert ran.code == 0
    assert (folder / "page.html").read_bytes() == page.read_bytes()
    assert json.loads((folder / "page.json").read_text())["url"] == URL
    assert all(f'"{sentence}"' in ran.out for sentence in SENTENCES)
    assert ran.out.endswith(f"scrapy fixture accept {folder}\n")


def test_what_was_recorded_fails_until_it_is_accepted(capsys, root, page):
    record(capsys, root, page)

    before = run(capsys, "fixture", "check", "--fixtures", root)
    accepted = run(capsys, "fixture", "accept", "example.org/ferry", "--fixtures", root)
    after = run(capsys, "fixture", "check", "--fixtures", root)

    assert (before.code, accepted.code, after.code) == (1, 0, 0)
    assert "example.org/ferry: no expected.json" in before.out
    assert accepted.out.splitlines()[-1] == "fixtures: 1, accepted anew: 1"
    assert after.out == "fixtures: 1, differing: 0, unused files: 0\n"


def test_a_difference_names_fixture_and_field_and_shows_the_paragraph(capsys, root, page):
    record(capsys, root, page)
    run(capsys, "fixture", "accept", "--fixtures", root)
    expected = root / "example.org" / "ferry" / "expected.json"
    expected.write_text(expected.read_text().replace(SENTENCES[2], "Nothing of the kind."))

    ran = run(capsys, "fixture", "check", root / "example.org")

    assert ran.code == 1
    assert "example.org/ferry: body differs" in ran.out
    assert f"    - Nothing of the kind.\n    + {SENTENCES[2]}\n" in ran.out


def test_accepting_shows_what_it_changes(capsys, root, page):
    record(capsys, root, page)
    folder = root / "example.org" / "ferry"
    (folder / "expected.json").write_text('{"kind": "article", "headline": "Another"}')

    ran = run(capsys, "fixture", "accept", folder)

    assert ran.code == 0
    assert "example.org/ferry: headline: expected 'Another'" in ran.out
    assert Fixture(folder).differences() == []


def test_a_file_that_no_fixture_uses_is_reported(capsys, root, page):
    record(capsys, root, page)
    run(capsys, "fixture", "accept", "--fixtures", root)
    (root / "example.org" / "ferry" / "page.htm").touch()

    ran = run(capsys, "fixture", "check", "--fixtures", root)

    assert ran.code == 1
    assert "page.htm: belongs to no fixture" in ran.out


def test_a_fixture_that_cannot_be_read_is_a_line(capsys, root, page):
    record(capsys, root, page)
    run(capsys, "fixture", "accept", "--fixtures", root)
    (root / "example.org" / "ferry" / "page.json").unlink()

    check = run(capsys, "fixture", "check", "--fixtures", root)
    accept = run(capsys, "fixture", "accept", "--fixtures", root)

    assert (check.code, accept.code) == (1, 1)
    assert "page.json: No such file" in check.out
    assert "page.json: No such file" in accept.err


@pytest.fixture
def siblings(tmp_path):
    folder = tmp_path / "example.org"
    folder.mkdir()
    for number in range(3):
        body = page_html(f"Story {number}", SENTENCES[number + 1 :])
        (folder / f"{number}.html").write_bytes(body)
    return folder


def test_a_memory_is_learned_from_siblings_and_the_page(capsys, root, page, siblings):
    record(capsys, root, page, "--learn", siblings)

    memory = Fixture(root / "example.org" / "ferry").memory
    assert (memory.pages, memory.generation) == (4, 1)


def test_recording_a_fixture_anew_learns_anew_and_keeps_its_page(capsys, root, page, siblings):
    record(capsys, root, page, "--learn", siblings, "--name", "chosen")
    folder = root / "example.org" / "chosen"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    ran = run(
        capsys, "fixture", "record", folder, "--learn", siblings / "1.html", "--fixtures", root
    )

    assert ran.code == 0
    assert {path.name for path in folder.iterdir()} == {"page.html", "page.json", "memory"}
    assert (folder / "page.html").read_bytes() == before["page.html"]
    assert (folder / "page.json").read_bytes() == before["page.json"]
    assert Fixture(folder).memory.pages == 2


def test_pages_of_other_sites_teach_nothing(capsys, root, page, siblings):
    siblings.rename(siblings.with_name("other.example"))

    ran = record(capsys, root, page, "--learn", siblings.with_name("other.example"))

    assert ran.code == 1
    assert "no other page of example.org to learn from" in ran.err
    assert not root.exists()


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7\n\x00\x01"])
def test_a_page_that_gives_nothing_is_not_recorded(capsys, root, page, body):
    page.write_bytes(body)

    ran = record(capsys, root, page)

    assert ran.code == 1
    assert ran.err.startswith("scrapy fixture: ")
    assert not root.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("record",), 2, "required: URL|FILE"),
        (("record", "{root}/gone.html"), 2, "gone.html: no URL, no file and no fixture"),
        (("check", "{root}/gone"), 2, "gone: no such fixture"),
        (("check", "{root}"), 1, "no fixture here"),
        (("accept", "{root}"), 1, "no fixture here"),
        (("frobnicate",), 2, "unknown verb 'frobnicate'"),
    ],
)
def test_wrong_arguments_are_one_line(capsys, root, arguments, code, said):
    root.mkdir()

    ran = run(capsys, "fixture", *(argument.format(root=root) for argument in arguments))

    assert ran.code == code
    assert said in ran.err


def record_url(root, url, hosts="1"):
    """In a process of its own: a reactor starts once."""
    command = [sys.executable, "-m", "scrapy", "fixture", "record", url, "--fixtures", str(root)]
    settings = ["-s", f"NEWSCRAWL_ALLOW_PRIVATE_HOSTS={hosts}", "-s", "AUTOTHROTTLE_ENABLED=0"]
    return subprocess.run(
        [*command, *settings], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_recording_a_url_fetches_it_as_a_crawl_would(root, httpserver):
    body = page_html().replace(b"Ferry", b"F\xe9rry")
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /no")
    httpserver.expect_request("/.well-known/tdmrep.json").respond_with_data(status=404)
    httpserver.expect_request("/news/ferry").respond_with_data(
        body, content_type="text/html; charset=latin-1", headers={"TDM-Reservation": "1"}
    )

    ran = record_url(root, httpserver.url_for("/news/ferry"))

    [fixture] = Fixture.find(root)
    assert ran.returncode == 0
    assert fixture.page.body == body
    assert fixture.page.url == httpserver.url_for("/news/ferry")
    assert fixture.page.headers == {
        "Content-Type": "text/html; charset=latin-1",
        "TDM-Reservation": "1",
    }
    assert fixture.page.fetched_at is not None
    asked = [request.path for request, _ in httpserver.log]
    assert asked == ["/robots.txt", "/.well-known/tdmrep.json", "/news/ferry"]


@pytest.mark.parametrize(
    ("path", "said"), [("/no/ferry", "robots.txt"), ("/gone", "404"), ("/paper.pdf", "pdf")]
)
def test_a_url_that_gives_no_page_is_one_line(root, httpserver, path, said):
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /no")
    httpserver.expect_request("/paper.pdf").respond_with_data(
        b"%PDF-1.7", content_type="application/pdf"
    )
    httpserver.expect_request("/gone").respond_with_data("gone", status=404)

    ran = record_url(root, httpserver.url_for(path))

    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1
    assert ran.stderr.startswith(f"scrapy fixture: {httpserver.url_for(path)}: ")
    assert said in ran.stderr
    assert not root.exists()


def test_an_address_that_is_not_public_is_not_asked(root, httpserver):
    ran = record_url(root, httpserver.url_for("/news/ferry"), hosts="0")

    assert ran.returncode == 1
    assert "not public" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert httpserver.log == []
