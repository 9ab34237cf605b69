"""Who imports whom is what CONTRIBUTING.md says, and the pure rooms stay pure."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.imports import PACKAGE, ROOT, Import, imports, modules, outside

PURE = ("items", "errors", "urls", "extraction", "discovery", "schedule", "stories")
IMPURE_MODULES = {
    "scrapy", "twisted", "itemadapter", "sqlalchemy", "alembic", "sqlite3",
    "socket", "subprocess", "requests", "aiohttp", "http", "tempfile", "shutil",
    "random", "time", "logging",
}  # fmt: skip
FRAMEWORKS = {"scrapy", "twisted", "sqlalchemy"}
CLOCKS = {"now", "utcnow", "today"}
HEAVY = {"pyarrow", "alembic", "datasketch", "trafilatura", "sqlalchemy"}


def layers(contributing: str) -> list[list[str]]:
    """The table of CONTRIBUTING.md: groups of rooms, each importing only groups before it.

    >>> layers("```\\nitems, errors  <-  storage  <-  spiders, web\\n```")
    [['items', 'errors'], ['storage'], ['spiders', 'web']]
    """
    table = re.search(r"^(items, .*<-.*)$", contributing, re.MULTILINE)
    assert table, "CONTRIBUTING.md has no line 'items, ... <- ...'"
    return [re.findall(r"\w+", group) for group in table[1].split("<-")]


def rank_of(room: str) -> int:
    return next(rank for rank, group in enumerate(TABLE) if room in group)


def room_of(module: str) -> str:
    """The room of a module; "" for the package itself and for what is not of the package."""
    return module.removeprefix(PACKAGE).split(".")[1] if module.startswith(PACKAGE + ".") else ""


TABLE = layers((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
IMPORTS = imports()
MODULES = modules()
ROOMS = sorted({room_of(name) for name in MODULES} - {""})
INSIDE = [i for i in IMPORTS if room_of(i.importer) and room_of(i.imported)]


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_stands_in_the_table(room: str) -> None:
    assert sum(room in group for group in TABLE) == 1


@pytest.mark.parametrize("room", sorted({room for group in TABLE for room in group}))
def test_every_room_of_the_table_is_there(room: str) -> None:
    assert room in ROOMS


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_to_its_left(room: str) -> None:
    wrong = [
        str(i)
        for i in INSIDE
        if room_of(i.importer) == room != room_of(i.imported)
        and rank_of(room_of(i.imported)) >= rank_of(room)
    ]
    assert wrong == []


def test_no_module_imports_itself_by_a_detour() -> None:
    graph: dict[str, set[str]] = {}
    for found in IMPORTS:
        if found.imported in MODULES and found.imported != found.importer:
            graph.setdefault(found.importer, set()).add(found.imported)
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_imports_nothing_that_acts(room: str) -> None:
    acts = [i for i in _of_room(room) if outside(i.imported) in IMPURE_MODULES]
    assert [str(i) for i in acts] == []


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_looks_at_no_clock(room: str) -> None:
    assert [
        f"{name}, line {node.lineno}"
        for name, node in _nodes(room)
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS
    ] == []


def test_trafilatura_stands_behind_the_teacher() -> None:
    users = {i.importer for i in IMPORTS if outside(i.imported) == "trafilatura"}
    assert users == {"newscrawl.extraction.teacher"}


def test_settings_alone_read_the_environment() -> None:
    readers = {
        name
        for name, node in _nodes()
        if isinstance(node, ast.Attribute | ast.alias | ast.Name)
        and getattr(node, "attr", getattr(node, "name", getattr(node, "id", "")))
        in {"environ", "environb", "getenv"}
    }
    assert readers <= {"newscrawl.settings"}


def test_commands_load_heavy_libraries_only_when_they_run() -> None:
    """Scrapy imports every command module for any command, so `scrapy list` would pay too."""
    commands = [name for name in MODULES if room_of(name) == "commands"]
    assert not HEAVY & loaded_by(*commands)


def test_importing_the_pure_rooms_loads_no_framework() -> None:
    pure = [name for name in MODULES if room_of(name) in PURE]
    assert not FRAMEWORKS & loaded_by(*pure)


def test_a_worker_loads_no_framework() -> None:
    assert not FRAMEWORKS & loaded_by(*(name for name in MODULES if room_of(name) == "workers"))


def test_a_crawl_leaves_what_reads_pages_to_its_workers() -> None:
    rooms = {"spiders", "pipelines", "middlewares", "extensions", "workers"}
    loaded = loaded_by(*(name for name in MODULES if room_of(name) in rooms))
    assert not {"trafilatura", "newscrawl.extraction.article"} & loaded


def loaded_by(*names: str) -> set[str]:
    """The modules that a new process has after importing these."""
    program = f"import sys, {', '.join(names)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return set(done.stdout.split())


def test_an_import_is_found_where_it_stands(tmp_path: Path) -> None:
    """Guards the guard: relative, aliased and deferred imports must not slip through."""
    room = tmp_path / PACKAGE / "room"
    room.mkdir(parents=True)
    (tmp_path / PACKAGE / "__init__.py").touch()
    (room / "__init__.py").write_text("from . import one\n")
    (room / "one.py").write_text("from .two import f as g\ndef h():\n    import pyarrow.csv\n")
    (room / "two.py").write_text(
        "from newscrawl import room\nif TYPE_CHECKING:\n    import os as o\n"
    )
    assert imports(tmp_path) == [
        Import("newscrawl.room", "newscrawl.room.one", 1, at_load=True),
        Import("newscrawl.room.one", "newscrawl.room.two", 1, at_load=True),
        Import("newscrawl.room.one", "pyarrow.csv", 3, at_load=False),
        Import("newscrawl.room.two", "newscrawl.room", 1, at_load=True),
        Import("newscrawl.room.two", "os", 3, at_load=False),
    ]


def _of_room(room: str) -> list[Import]:
    return [i for i in IMPORTS if room_of(i.importer) == room]


def _nodes(room: str | None = None) -> list[tuple[str, ast.AST]]:
    return [
        (name, node)
        for name, path in MODULES.items()
        if room is None or room_of(name) == room
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
