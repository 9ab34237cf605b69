"""scrapy store: look after the database."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from newscrawl.commandline import Verb, VerbCommand, open_store
from newscrawl.errors import StorageError


class Command(VerbCommand):
    """Exit code 0 when all is well, 1 when it is not, 2 for wrong arguments."""

    summary = "Look after the store: check it, back it up, upgrade its tables"

    def verbs(self) -> tuple[Verb, ...]:
        """The three verbs."""
        return (
            Verb(
                "check",
                "is the store whole, and what is in it",
                self.check,
                examples=("scrapy store check",),
            ),
            Verb(
                "backup",
                "copy an SQLite store to a new file, also while a crawl writes to it",
                self.backup,
                _add_backup_arguments,
                ("scrapy store backup backups/2026-11-22.db",),
            ),
            Verb(
                "upgrade",
                "bring the tables up to date; SQLite's are by themselves",
                self.upgrade,
                examples=("scrapy store upgrade",),
            ),
        )

    def check(self, _options: Namespace) -> int:
        """Print how much there is of what; problems go to standard error."""
        with open_store(self.project_settings) as store:
            problems = store.problems()
            counts = store.counts()
        for name, number in counts.items():
            print(f"{number:>10,}  {name}")
        for problem in problems:
            print(problem, file=sys.stderr)
        print(f"{store.name}: {f'{len(problems)} problems' if problems else 'whole'}")
        return 1 if problems else 0

    def backup(self, options: Namespace) -> int:
        """Write the copy."""
        with open_store(self.project_settings) as store:
            store.backup(options.file)
        print(f"{store.name}: copied to {options.file}")
        return 0

    def upgrade(self, _options: Namespace) -> int:
        """Upgrade; a store that is not there yet is made."""
        from newscrawl.storage.engine import shown  # noqa: PLC0415 - loads SQLAlchemy
        from newscrawl.storage.upgrade import upgrade_store  # noqa: PLC0415

        url = self.project_settings.get("NEWSCRAWL_STORE") or ""
        if not url:
            raise StorageError("NEWSCRAWL_STORE is empty; name a store: -s NEWSCRAWL_STORE=URL")
        upgrade_store(url)
        print(f"{shown(url)}: up to date")
        return 0


def _add_backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")
