"""What the package reads beside its modules goes with it when it is installed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from newscrawl import __version__, settings
from tests.imports import PACKAGE, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PATTERNS = PROJECT["tool"]["setuptools"]["package-data"][PACKAGE]
PACKED = {path for pattern in PATTERNS for path in (ROOT / PACKAGE).glob(pattern)}
DATA = sorted(
    path
    for path in (ROOT / PACKAGE).rglob("*")
    if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
)


@pytest.mark.parametrize("path", DATA, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_data_file_is_installed_too(path: Path) -> None:
    assert path in PACKED


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in DATA}), ids=lambda path: path.name
)
def test_a_data_file_stands_in_a_package(folder: Path) -> None:
    assert (folder / "__init__.py").exists()


def test_one_version_is_said_everywhere() -> None:
    assert PROJECT["project"]["version"] == __version__
    assert f"newscrawl/{__version__}" == settings.USER_AGENT
