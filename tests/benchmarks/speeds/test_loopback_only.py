from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.child import ROOT

PEERS = ROOT / "benchmarks" / "speeds" / "peers"


def run(code: str) -> str:
    """What code says in a process of its own: the module changes `socket` for good."""
    program = f"import loopback_only, socket\n{code}"
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=PEERS, capture_output=True, text=True, check=False
    )
    return ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.1.7", True), ("localhost", True), ("quay.example", False), ("10.0.0.1", False)],
)
def test_this_machine_is_known_by_its_address(host: str, *, here: bool):
    assert run(f"print(loopback_only.is_here({host!r}))").strip() == str(here)


@pytest.mark.parametrize(
    "code",
    [
        "socket.getaddrinfo('quay.example', 80)",
        "socket.create_connection(('quay.example', 80))",
        "socket.socket().connect(('0.0.0.0', 9))",  # this machine, by a name that is not allowed
    ],
)
def test_nothing_else_is_asked(code: str):
    assert "a benchmark asks this machine alone" in run(code)


def test_this_machine_is_asked():
    code = (
        "s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen()\n"
        "print(socket.create_connection(s.getsockname()).getpeername() == s.getsockname())"
    )
    assert run(code).strip() == "True"
