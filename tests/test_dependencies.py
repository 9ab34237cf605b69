"""Every dependency is pinned and explained."""

from __future__ import annotations

import re
import sys
import tomllib

import pytest

from tests.imports import ROOT, imports, outside

EXPLAINED = re.findall(
    r"^\| ([\w-]+) \| \S", (ROOT / "docs/dependencies.md").read_text(), re.MULTILINE
)
MODULE_OF = {
    "python-dateutil": "dateutil",
    "cld3-py": "gcld3",
}  # where the module's name is another


def names(requirements: str) -> list[str]:
    """The packages that a requirements file names, without versions and options.

    >>> names("# why\\nscrapy~=2.19\\n-c other.txt\\npsycopg[binary]>=3\\n")
    ['scrapy', 'psycopg']
    """
    return re.findall(r"^([A-Za-z][\w.-]*)", requirements, re.MULTILINE)


def named_in(path: str) -> list[str]:
    return names((ROOT / path).read_text(encoding="utf-8"))


def extras() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [names(line)[0] for group in project["optional-dependencies"].values() for line in group]


@pytest.mark.parametrize(
    "package", sorted({*named_in("requirements.in"), *named_in("requirements-dev.in"), *extras()})
)
def test_a_dependency_is_explained(package: str) -> None:
    assert package in EXPLAINED


def test_what_is_explained_is_a_dependency() -> None:
    asked = {*named_in("requirements.in"), *named_in("requirements-dev.in"), *extras()}
    assert set(EXPLAINED) - {"package"} == asked


@pytest.mark.parametrize("kind", ["", "-dev"])
def test_a_dependency_is_pinned(kind: str) -> None:
    pins = {_normal(name) for name in named_in(f"requirements{kind}.txt")}
    assert {_normal(name) for name in named_in(f"requirements{kind}.in")} <= pins


def test_what_the_package_imports_is_asked_for() -> None:
    """A package that is there only because another one needs it can go with that one."""
    packages = (*named_in("requirements.in"), *extras())
    asked = {_normal(MODULE_OF.get(name, name)) for name in packages}
    used = {outside(i.imported) for i in imports()} - sys.stdlib_module_names - {"", "twisted"}
    assert {_normal(name) for name in used} <= asked


def _normal(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
