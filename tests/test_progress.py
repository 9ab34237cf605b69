import io
import sys

from newscrawl.progress import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_without_a_terminal_there_is_no_bar(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)

    assert list(progress([1, 2], "Reading", 2)) == [1, 2]
    assert stream.getvalue() == ""


def test_on_a_terminal_the_bar_counts_and_lines_stand_above_it(monkeypatch, capsys):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")

    for number in progress([1, 2], "Reading", 2):
        sys.stdout.write(f"an article {number}\n")
        sys.stderr.write(f"a problem {number}\n")

    assert capsys.readouterr().out == "an article 1\nan article 2\n"
    assert "Reading" in stream.getvalue()
    assert "a problem 2" in stream.getvalue()
