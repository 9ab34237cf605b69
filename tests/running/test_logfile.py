import logging

import pytest

from newscrawl.errors import RunError
from newscrawl.running import logfile


@pytest.fixture(autouse=True)
def _root():
    """The root logger as it was."""
    handlers, level = list(logging.root.handlers), logging.root.level
    yield
    for handler in set(logging.root.handlers) - set(handlers):
        logging.root.removeHandler(handler)
        handler.close()
    logging.root.setLevel(level)


def test_the_log_is_rotated_and_some_old_files_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(logfile, "SIZE", 1000)
    logfile.log_to(tmp_path / "new" / "a.log", "INFO", "%(levelname)s: %(message)s", "")
    for number in range(500):
        logging.getLogger("crawl").info("line %d", number)
        logging.getLogger("crawl").debug("not wanted")

    files = sorted((tmp_path / "new").iterdir())
    assert len(files) == 1 + logfile.FILES
    assert all(file.stat().st_size <= 1000 for file in files)
    assert (tmp_path / "new" / "a.log").read_text().endswith("INFO: line 499\n")


def test_without_a_file_nothing_is_said(capsys):
    logfile.log_to(None, "INFO", "%(message)s", "")
    logging.getLogger("crawl").error("nobody reads this")

    assert capsys.readouterr().err == ""


def test_a_log_that_cannot_be_written_is_one_line(tmp_path):
    with pytest.raises(RunError, match="Is a directory; set NEWSCRAWL_LOG_FILE"):
        logfile.log_to(tmp_path, "INFO", "", "")
