"""What the project's commands share: verbs, examples in the help, one-line errors, exit codes.

Every module in `newscrawl.commands` becomes a command of `scrapy`, so this one stands
outside. A command without verbs is a `ProjectCommand`, one with verbs a `VerbCommand`:

    class Command(VerbCommand):
        summary = "Find and read stored articles"

        def verbs(self) -> tuple[Verb, ...]:
            return (Verb("show", "print one article", self.show, add_show_arguments, EXAMPLES),)

        def show(self, options: Namespace) -> int:  # the exit code
            ...

Exit codes: 0 all well; 1 a NewscrawlError, or what the command says; 2 wrong arguments.
"""

from __future__ import annotations

import os
import sys
from abc import abstractmethod
from argparse import PARSER, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, NoReturn

from scrapy.commands import ScrapyCommand, ScrapyHelpFormatter
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from newscrawl.errors import NewscrawlError, StorageError
from newscrawl.schedule.revisits import Revisits, read_revisits

if TYPE_CHECKING:
    from newscrawl.storage import Store
    from newscrawl.workers import Limits, Workers


_GO_THROUGH_THE_STACK = (
    "scrapy.core.downloader.tls",
    "scrapy.core.downloader.contextfactory",
)


class _HelpFormatter(RawDescriptionHelpFormatter, ScrapyHelpFormatter):
    """Scrapy's headings, and examples that keep their lines."""


class _VerbParser(ArgumentParser):
    """Reads what stands after a verb; a wrong argument is answered with the verb's examples."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} -h\n\n{self.epilog or ''}")


def _no_arguments(parser: ArgumentParser) -> None:
    """A verb that takes nothing."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb of a command.

    Attributes:
        name: As typed: `scrapy <command> <name>`.
        summary: What it does, half a line.
        run: Takes the parsed options and returns the exit code.
        add_arguments: Adds the verb's own arguments to its parser.
        examples: Full command lines, shown in its help and under its errors.
    """

    name: str
    summary: str
    run: Callable[[Namespace], int]
    add_arguments: Callable[[ArgumentParser], None] = _no_arguments
    examples: tuple[str, ...] = ()


class ProjectCommand(ScrapyCommand):
    """A command of this project: fill in `summary`, `add_arguments` and `execute`.

    Set `requires_crawler_process = True` in a command that crawls.
    """

    requires_project = True
    requires_crawler_process = False
    summary: ClassVar[str] = ""
    examples: ClassVar[tuple[str, ...]] = ()

    @property
    def name(self) -> str:
        """The command's name, which is its module's."""
        return type(self).__module__.rpartition(".")[2]

    @property
    def project_settings(self) -> BaseSettings:
        """The settings, `-s` included."""
        if self.settings is None:  # scrapy.cmdline sets them before anything else
            raise RuntimeError(f"scrapy {self.name} runs through scrapy.cmdline only")
        return self.settings

    def short_desc(self) -> str:
        """The line `scrapy` prints in its list of commands."""
        return self.summary

    def all_examples(self) -> tuple[str, ...]:
        """Full command lines for the help."""
        return self.examples

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the command's own arguments."""

    @abstractmethod
    def execute(self, options: Namespace) -> int:
        """Do it; return the exit code."""

    def add_options(self, parser: ArgumentParser) -> None:
        """Scrapy's global options, the command's own, and its examples as the help's end."""
        super().add_options(parser)
        self.add_arguments(parser)
        parser.formatter_class = _HelpFormatter
        parser.epilog = _as_epilog(self.all_examples())

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Refuse what no parser knew; then as Scrapy does."""
        if args:
            raise UsageError(f"unknown argument: {args[0]}\n\n{_as_epilog(self.all_examples())}")
        super().process_options(args, opts)

    def run(self, args: list[str], opts: Namespace) -> None:  # noqa: ARG002 - process_options saw to args
        """Run `execute`; an error of newscrawl's own is one line and exit code 1."""
        try:
            self.exitcode = self.execute(opts)
            sys.stdout.flush()
        except NewscrawlError as error:
            sys.stderr.write(f"scrapy {self.name}: {error}\n")
            self.exitcode = 1
        except BrokenPipeError:  # the reader (head, less) has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class VerbCommand(ProjectCommand):
    """A command with verbs: fill in `summary` and `verbs`."""

    @abstractmethod
    def verbs(self) -> tuple[Verb, ...]:
        """The command's verbs, in the order the help lists them."""

    def syntax(self) -> str:
        """What the help shows after the command's name."""
        return (
            f"{{{','.join(verb.name for verb in self.verbs())}}} ...  (-h after a verb: its help)"
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The verb and all that follows it, which `process_options` reads."""
        listed = "; ".join(f"{verb.name}: {verb.summary}" for verb in self.verbs())
        words = parser.add_argument(
            "verb_words", metavar="VERB", nargs=PARSER, default=[], help=listed
        )
        words.required = False  # process_options says better what is missing

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """Parse what stands after the verb with the verb's own parser."""
        named, *arguments = opts.verb_words or [""]
        verb = next((verb for verb in self.verbs() if verb.name == named), None)
        if verb is None:
            names = ", ".join(verb.name for verb in self.verbs())
            said = f"unknown verb {named!r}" if named else "a verb is missing"
            raise UsageError(f"{said}; one of: {names}\n\n{_as_epilog(self.all_examples())}")
        parser = _VerbParser(
            prog=f"scrapy {self.name} {verb.name}",
            description=verb.summary,
            epilog=_as_epilog(verb.examples),
            formatter_class=_HelpFormatter,
            conflict_handler="resolve",
        )
        ScrapyCommand.add_options(self, parser)
        verb.add_arguments(parser)
        parser.parse_args(arguments, namespace=opts)  # -s before and after the verb add up
        opts.chosen = verb
        super().process_options(args, opts)

    def execute(self, options: Namespace) -> int:
        """Run the chosen verb."""
        chosen: Verb = options.chosen
        return chosen.run(options)

    def all_examples(self) -> tuple[str, ...]:
        """The examples of all verbs."""
        return tuple(example for verb in self.verbs() for example in verb.examples)


def open_store(settings: BaseSettings) -> Store:
    """The store that NEWSCRAWL_STORE names, for a command that reads it.

    Raises:
        StorageError: There is none, or it cannot be opened.
    """
    from newscrawl.storage import Store  # noqa: PLC0415 - `scrapy list` must not load SQLAlchemy
    from newscrawl.storage.engine import is_missing, shown  # noqa: PLC0415

    url = settings.get("NEWSCRAWL_STORE") or ""
    if not url:
        raise StorageError("NEWSCRAWL_STORE is empty; name a store: -s NEWSCRAWL_STORE=URL")
    if is_missing(url):
        raise StorageError(f"store {shown(url)}: not there yet; the first crawl makes it")
    return Store(url, revisits_of(settings))


def revisits_of(settings: BaseSettings) -> Revisits:
    """When known articles are visited again: NEWSCRAWL_REVISITS.

    Raises:
        UsageError: It is no schedule.
    """
    try:
        return read_revisits(settings.get("NEWSCRAWL_REVISITS") or "")
    except ValueError as error:
        raise UsageError(f"NEWSCRAWL_REVISITS: {error}") from error


def add_jobs(parser: ArgumentParser) -> None:
    """The argument --jobs of a command that reads many pages."""
    parser.add_argument(
        "--jobs",
        type=_jobs,
        default=1,
        metavar="N",
        help="read so many pages at once, in processes of their own (0: one a core); default: "
        "1, in this process",
    )


def _jobs(said: str) -> int:
    number = int(said)
    if number < 0:
        raise ValueError
    return number


def workers_of(settings: BaseSettings, jobs: int) -> AbstractContextManager[Workers | None]:
    """The workers that --jobs asks for; None for a single job, which is done in this process."""
    if jobs == 1:
        return nullcontext()
    from newscrawl.workers import Workers  # noqa: PLC0415 - loads pebble

    return Workers(replace(limits_of(settings), workers=jobs))


def load_handler(settings: BaseSettings) -> None:
    """Load what downloads a crawl's pages before the spiders are.

    Modules of Scrapy behind it go through the stack and all modules when they are loaded
    (`create_deprecated_class`): .035 s from here, .05 s from the handler, where the stack is
    deeper, .12 s when the rest of a crawl is there.
    """
    if handler := settings.getwithbase("DOWNLOAD_HANDLERS").get("https"):
        for module in _GO_THROUGH_THE_STACK:
            import_module(module)
        load_object(handler)


def limits_of(settings: BaseSettings) -> Limits:
    """How many workers read pages, and what they may take: NEWSCRAWL_WORKERS and its kin.

    Raises:
        UsageError: One of them is no number, or none that makes sense.
    """
    from newscrawl.workers.limits import Limits  # noqa: PLC0415 - loads pebble

    limits = Limits()
    return Limits(
        _number(settings, "NEWSCRAWL_WORKERS", limits.workers, 0),
        _number(settings, "NEWSCRAWL_PAGE_SECONDS", limits.seconds, 1),
        _number(settings, "NEWSCRAWL_WORKER_MEMORY_MB", limits.megabytes, 400),
    )


def _number(settings: BaseSettings, name: str, default: int, least: int) -> int:
    """A setting that is a number; scripts with settings of their own may lack it."""
    given = settings.get(name, default)
    try:
        number = int(given)
    except (TypeError, ValueError):
        number = -1
    if number < least:
        raise UsageError(f"{name}: {given!r} is no number from {least} on")
    return number


def _as_epilog(examples: Sequence[str]) -> str:
    """The examples under a heading of Scrapy's style; "" for none."""
    if not examples:
        return ""
    return "Examples\n========\n" + "".join(f"  {example}\n" for example in examples)
