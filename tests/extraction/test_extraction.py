"""The names of the room, which are loaded when they are asked for."""

import subprocess
import sys

import pytest

from newscrawl import extraction

LOADED = "import sys; {}; print('newscrawl.extraction.article' in sys.modules)"


@pytest.mark.parametrize("name", extraction.__all__)
def test_each_name_is_there(name):
    assert getattr(extraction, name) is not None


def test_a_shell_completes_names_that_are_not_loaded_yet():
    assert set(extraction.__all__) <= set(dir(extraction))


def test_a_name_that_is_not_there_is_missed_as_anywhere():
    with pytest.raises(AttributeError, match="has no attribute 'abstract'"):
        _ = extraction.abstract


@pytest.mark.parametrize(("name", "loaded"), [("SiteMemory", "False"), ("extract", "True")])
def test_what_reads_pages_is_loaded_with_what_needs_it(name, loaded):
    program = LOADED.format(f"from newscrawl.extraction import {name}")
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert run.stdout.strip() == loaded
