"""The imports of the package's modules, read from their source without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = "newscrawl"


@dataclass(frozen=True)
class Import:
    """One import statement: who imports what, and whether importing the module runs it."""

    importer: str
    imported: str
    line: int
    at_load: bool

    def __str__(self) -> str:
        return f"{self.importer}, line {self.line}, imports {self.imported}"


def modules(root: Path = ROOT, package: str = PACKAGE) -> dict[str, Path]:
    """Every module of a package by its dotted name; a package goes by its folder's name."""
    found = {}
    for path in sorted((root / package).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(root: Path = ROOT, package: str = PACKAGE) -> list[Import]:
    """Every import of every module; an imported name that is a module counts as that module."""
    known = modules(root, package)
    return [
        found
        for name, path in known.items()
        for found in _imports_of(name, path.read_text(encoding="utf-8"), path, known)
    ]


def outside(imported: str) -> str:
    """The top name of a module that is not of the package; "" for the package's own."""
    top = imported.split(".", maxsplit=1)[0]
    return "" if top == PACKAGE else top


def _imports_of(name: str, source: str, path: Path, known: dict[str, Path]) -> Iterator[Import]:
    inside = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node, at_load in _walk(ast.parse(source)):
        for target in _targets(node, inside):
            imported = target if target in known else _module_of(target, known)
            yield Import(name, imported, node.lineno, at_load)


def _walk(node: ast.AST, *, at_load: bool = True) -> Iterator[tuple[ast.stmt, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, at_load
        deferred = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) or _for_types(child)
        yield from _walk(child, at_load=at_load and not deferred)


def _for_types(node: ast.AST) -> bool:
    """Whether it is `if TYPE_CHECKING:`, which never runs."""
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def _targets(node: ast.stmt, inside: list[str]) -> list[str]:
    """The dotted names that an import statement asks for."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    assert isinstance(node, ast.ImportFrom)
    base = inside[: len(inside) - node.level + 1] if node.level else []
    prefix = ".".join([*base, *([node.module] if node.module else [])])
    return [f"{prefix}.{alias.name}" for alias in node.names]


def _module_of(target: str, known: dict[str, Path]) -> str:
    """The module a name comes from: `newscrawl.items.Page` comes from `newscrawl.items`."""
    while target not in known and target.startswith(PACKAGE + "."):
        target = target.rpartition(".")[0]
    return target
