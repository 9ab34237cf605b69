"""Starts the server of pages and says, when it ends, what it did."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
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
