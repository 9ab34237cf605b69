"""Settings are safe, explained, and all in one table."""

import ast
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.settings import Settings, default_settings
from scrapy.utils.misc import load_object

from newscrawl import settings
from newscrawl.extensions.contact import Contact
from tests.imports import ROOT

TABLE = dict(
    re.findall(
        r"^\| `(NEWSCRAWL_\w+)` \| (.*?) \|",
        (ROOT / "docs" / "settings.md").read_text(),
        re.MULTILINE,
    )
)
OWN = {name: value for name, value in vars(settings).items() if name.startswith("NEWSCRAWL_")}
CODE = "\n".join(path.read_text() for path in (ROOT / "newscrawl").rglob("*.py"))
SOURCE = (ROOT / "newscrawl" / "settings.py").read_text()


def test_the_table_lists_every_setting_with_its_default():
    shown = {name: "" if text == "(empty)" else text.strip("`") for name, text in TABLE.items()}

    assert shown == {name: str(value) for name, value in OWN.items()}


def test_every_setting_that_the_code_names_is_there():
    assert set(re.findall(r"NEWSCRAWL_[A-Z_]*[A-Z]", CODE)) == set(OWN)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REMOTE_CONTROL_ENABLED", False),
        ("TELNETCONSOLE_ENABLED", False),
        ("DOWNLOAD_MAXSIZE", 10 * 1024 * 1024),
        ("DOWNLOAD_TIMEOUT", 30),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("ROBOTSTXT_OBEY", True),
        ("REFERRER_POLICY", "no-referrer"),
        ("AUTOTHROTTLE_ENABLED", True),
    ],
)
def test_doors_are_closed_and_manners_kept(name, value):
    assert getattr(settings, name) == value


def test_only_the_web_is_asked():
    handlers = settings.DOWNLOAD_HANDLERS
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}
    assert {"data", "file", "ftp", "s3"} < handlers.keys()


def test_doors_that_are_closed_are_not_even_loaded():
    code = (
        "import sys\n"
        "from scrapy.extension import ExtensionManager\n"
        "from scrapy.utils.project import get_project_settings\n"
        "found = ExtensionManager._get_mwlist_from_settings(get_project_settings())\n"
        "print('newscrawl.extensions.heap.Heap' in found, 'aiohttp' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert run.stdout.split() == ["True", "False"]


def test_every_setting_of_scrapys_is_one():
    names = {name for name in vars(settings) if name.isupper() and not name.startswith("_")}

    assert names - set(OWN) <= set(default_settings.__all__)


@pytest.mark.parametrize(
    "statement",
    [node for node in ast.parse(SOURCE).body if isinstance(node, ast.Assign)],
    ids=ast.unparse,
)
def test_every_line_says_its_reason(statement):
    """In a comment on it or above it; docs/settings.md does for newscrawl's own."""
    name = statement.targets[0].id
    lines = SOURCE.splitlines()[statement.lineno - 2 : statement.end_lineno]
    obvious = name.startswith(("NEWSCRAWL_", "_")) or name.endswith(("_MODULE", "_MODULES"))

    assert obvious or any("#" in line for line in lines)


@pytest.mark.parametrize(
    "path",
    [
        *settings.ADDONS,
        *settings.ITEM_PIPELINES,
        *(path for path, order in settings.DOWNLOADER_MIDDLEWARES.items() if order is not None),
        settings.TWISTED_DNS_RESOLVER,
        settings.LOG_FORMATTER,
        settings.SCHEDULER_MEMORY_QUEUE,
    ],
)
def test_every_component_is_there(path):
    assert load_object(path)


@pytest.fixture
def reloaded(monkeypatch):
    """The settings as they are read in another environment."""

    def reload(**environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return importlib.reload(settings)

    yield reload
    monkeypatch.undo()
    importlib.reload(settings)


@pytest.mark.parametrize("name", sorted(OWN))
def test_the_environment_sets_each(reloaded, name):
    assert str(getattr(reloaded(**{name: "17"}), name)) == "17"


@pytest.mark.parametrize("name", ["NEWSCRAWL_MAX_TRIES", "NEWSCRAWL_ALLOW_PRIVATE_HOSTS"])
def test_a_number_that_is_empty_in_the_environment_is_not_set(reloaded, name):
    assert getattr(reloaded(**{name: ""}), name) == OWN[name]


@pytest.mark.parametrize(
    ("contact", "given", "agent"),
    [
        ("https://example.org/crawl", None, f"{settings.USER_AGENT} (+https://example.org/crawl)"),
        ("", None, settings.USER_AGENT),
        ("https://example.org/crawl", "mine/1.0", "mine/1.0"),
    ],
)
def test_the_user_agent_says_whom_to_ask(contact, given, agent):
    chosen = Settings({"USER_AGENT": settings.USER_AGENT, "NEWSCRAWL_CONTACT": contact})
    if given:
        chosen.set("USER_AGENT", given, priority="cmdline")
    Contact().update_settings(chosen)

    assert chosen["USER_AGENT"] == agent
    assert settings.USER_AGENT.startswith("newscrawl/")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc")
def test_numpy_starts_no_threads_of_its_own():
    code = "import os, newscrawl.settings, numpy; print(len(os.listdir('/proc/self/task')))"
    environ = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, check=True
    )
    assert int(done.stdout) == 1
