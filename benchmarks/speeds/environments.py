"""Virtual environments of other crawlers, made once, outside the project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.contestants import cache_folder


class NotInstalledError(Exception):
    """An environment could not be made; the message says why."""


def environment(package: str) -> Path:
    """The Python of an environment that has the package; the first time it is installed.

    Raises:
        NotInstalledError: It cannot be.
    """
    folder = cache_folder() / "environments" / package
    python, done = folder / "bin" / "python", folder / "installed"
    if not done.exists():
        print(f"installing {package} into {folder}, once", file=sys.stderr)
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        _run([str(python), "-m", "pip", "install", "--quiet", package])
        done.touch()
    return python


def _run(command: list[str]) -> None:
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        last = [line for line in ended.stderr.splitlines() if "WARNING" not in line][-1:]
        raise NotInstalledError(f"{' '.join(command)}: {''.join(last) or ended.returncode}")
