"""Runs a command of the project in this process, as `scrapy` does."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from scrapy.cmdline import execute
from scrapy.utils.project import get_project_settings


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """`scrapy <arguments>`: its exit code and what it printed."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as exited:
        execute(["scrapy", *map(str, arguments)], settings=get_project_settings())
    out, err = capsys.readouterr()
    return Ran(int(exited.value.code or 0), out, err)
