"""The README's crontab line and systemd units do what they are there for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.imports import ROOT
from tests.test_readme import workplace

README = (ROOT / "README.md").read_text(encoding="utf-8")
PLACE = "/srv/newscrawl"
UNITS = re.findall(r"^```ini\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder that looks as the README takes it for granted."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


def test_the_crontab_line_crawls_and_says_nothing(place: Path) -> None:
    """As cron runs it: by sh, with little of an environment, and what it prints is mailed."""
    line = re.search(r"^15 \* \* \* \*  (.*)$", README, re.MULTILINE)
    assert line
    with workplace(place) as (server, env):
        (place / "sites.toml").write_text(f'[[site]]\nurl = "{server.url}"\n')
        done = subprocess.run(
            ["/bin/sh", "-c", line[1].replace(PLACE, str(place))],
            env={**env, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert server.requested
    assert (place / "data" / "newscrawl.db").is_file()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze: no systemd")
def test_systemd_takes_the_units(place: Path) -> None:
    files = [place / "newscrawl.service", place / "newscrawl.timer"]
    for file, unit in zip(files, UNITS, strict=True):
        file.write_text(unit.replace(PLACE, str(place)).replace("User=newscrawl\n", ""))
    done = subprocess.run(
        ["systemd-analyze", "verify", *files],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
