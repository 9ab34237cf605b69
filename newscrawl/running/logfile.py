"""The log of runs: a file that is rotated, and nothing on the terminal."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from newscrawl.errors import RunError

SIZE = 10 * 1024 * 1024  # bytes: some weeks of runs every quarter of an hour over a few sites
FILES = 5  # kept besides the newest


def log_to(path: Path | None, level: str, line: str, date: str) -> None:
    """Send everything that is logged from now on to a file.

    Args:
        path: The file; None for nowhere.
        level: LOG_LEVEL.
        line: LOG_FORMAT.
        date: LOG_DATEFORMAT.

    Raises:
        RunError: The file cannot be written.
    """
    handler: logging.Handler = logging.NullHandler()
    if path is not None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(path, "a", SIZE, FILES, encoding="utf-8")
        except OSError as error:
            raise RunError(f"log {path}: {error.strerror}; set NEWSCRAWL_LOG_FILE") from error
    handler.setFormatter(logging.Formatter(line, date))
    handler.setLevel(level)
    logging.root.setLevel(logging.NOTSET)
    logging.root.addHandler(handler)
