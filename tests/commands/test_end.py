"""The end of a command: nothing is looked for that could be freed."""

import subprocess
import sys

CODE = """
import gc
import newscrawl.commands
found = []
gc.callbacks.append(lambda phase, info: found.append(phase) or print(phase, info["collected"]))
cycle = []
cycle.append(cycle)
del cycle
"""


def collected(code: str) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return [line.split()[1] for line in ran.stdout.splitlines() if line.startswith("stop")]


def test_no_cycle_is_freed_at_the_end() -> None:
    freed = collected(CODE)
    assert set(freed) <= {"0"}
    without = collected(CODE.replace("import newscrawl.commands\n", ""))
    assert any(count != "0" for count in without)
