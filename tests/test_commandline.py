"""What all commands of the project have from their base, tried on some of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.cmdline import _get_commands_dict
from scrapy.utils.project import get_project_settings

from newscrawl.commandline import ProjectCommand, VerbCommand
from newscrawl.storage import Store
from tests.commands.running import run
from tests.storage.making import article, store_url

ROOT = Path(__file__).parents[1]
COMMANDS = {
    name: command
    for name, command in _get_commands_dict(get_project_settings(), inproject=True).items()
    if isinstance(command, ProjectCommand)
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_summary_and_examples_that_name_it(name: str) -> None:
    command = COMMANDS[name]
    assert command.name == name
    assert command.short_desc()
    assert command.all_examples()
    assert all(example.startswith(f"scrapy {name}") for example in command.all_examples())


@pytest.mark.parametrize(
    "name", [name for name, command in COMMANDS.items() if isinstance(command, VerbCommand)]
)
def test_every_verb_has_an_example_of_its_own(name: str) -> None:
    for verb in COMMANDS[name].verbs():
        assert verb.summary
        assert any(f"scrapy {name} {verb.name}" in example for example in verb.examples)


def test_settings_before_and_after_the_verb_add_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store(store_url(tmp_path)) as store:
        store.save(article())
    given = ["-s", f"NEWSCRAWL_STORE={store_url(tmp_path)}"]
    other = ["-s", "LOG_LEVEL=ERROR"]
    for words in (
        [*given, "search", "ferry", *other],
        [*other, "search", "ferry", *given],
        ["search", *given, "ferry", *other],
    ):
        ran = run(capsys, "articles", *words)
        assert (ran.code, ran.err) == (0, "")
        assert "Ferry stops running" in ran.out


def test_a_word_that_begins_with_a_dash_comes_after_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Store(store_url(tmp_path)).close()
    given = ["-s", f"NEWSCRAWL_STORE={store_url(tmp_path)}"]
    ran = run(capsys, "articles", *given, "search", "--", "-ferry")
    assert ran.err == "no article holds '-ferry'\n"


def test_an_unknown_verb_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "articles", "serach", "x")
    assert ran.code == 2
    assert "unknown verb 'serach'; one of: search, show" in ran.err


def test_a_wrong_setting_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "articles", "search", "x", "-s", "no equals sign")
    assert ran.code == 2
    assert "use -s NAME=VALUE" in ran.err


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    with Store(store_url(tmp_path)) as store:
        for number in range(30):
            store.save(article(f"https://example.org/{number}", text="word " * 2000))
    setting = f"NEWSCRAWL_STORE={store_url(tmp_path)}"
    export = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "export", "-s", setting],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with export:
        assert export.stdout.readline().startswith(b'{"url"')
        export.stdout.close()
        complaints = export.stderr.read()
    assert (export.returncode, complaints) == (0, b"")
