"""Starts the server of pages and says, when it ends, what it did."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.child import ROOT
from benchmarks.speeds.page_server import write_sites
from benchmarks.speeds.served import ServedSite


def free_port() -> int:
    """A port that nobody uses: sites are served there time and again, as the same sites."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def serving(sites: Sequence[ServedSite], port: int, work: Path) -> Iterator[dict[str, Any]]:
    """Serve while the block runs; what is yielded holds `page_server.Served` after it."""
    file = work / "sites.json"
    write_sites(sites, file)
    command = [sys.executable, "-m", "benchmarks.speeds.page_server", str(file), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as server:
        assert server.stdout  # noqa: S101 - a pipe was asked for
        if server.stdout.readline().strip() != "ready":
            raise SystemExit("the server of pages did not start; it says why above")
        did: dict[str, Any] = {}
        try:
            yield did
        finally:
            server.terminate()
            did |= json.loads(server.communicate()[0] or "{}")


def environment_of(environ: Mapping[str, str] = os.environ, **more: str) -> dict[str, str]:
    """A child's environment: no proxies, nothing that changes a crawler's settings, and `more`."""
    ours = ("NEWSCRAWL_", "SCRAPY_")
    kept = {
        key: value
        for key, value in environ.items()
        if not key.lower().endswith("_proxy") and not key.startswith(ours) and key != "PYTHONPATH"
    }
    return kept | more
