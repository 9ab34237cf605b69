"""scrapy store: look after the database."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.commandline import Verb, VerbCommand, open_store
from newscrawl.discovery.sites import read_sites
from newscrawl.errors import StorageError
from newscrawl.printable import printable
from newscrawl.urls import site_of

if TYPE_CHECKING:  # loads SQLAlchemy, which no other command should wait for
    from newscrawl.storage import Store

_AT_A_TIME = 100  # articles indexed in one transaction: a crawl waits for less than a second


class Command(VerbCommand):
    """Exit code 0 when all is well, 1 when it is not, 2 for wrong arguments."""

    summary = "Look after the store: check it, back it up, upgrade its tables"

    def verbs(self) -> tuple[Verb, ...]:
        """What there is to look after."""
        return (
            Verb(
                "check",
                "is the store whole, and what is in it; what is wrong, and what to do about it",
                self.check,
                examples=("scrapy store check", "scrapy store check || mail -s 'store' me"),
            ),
            Verb(
                "backup",
                "copy an SQLite store to a new file, also while a crawl writes to it",
                self.backup,
                _add_backup_arguments,
                ("scrapy store backup backups/2026-11-22.db", "scrapy store backup backups/"),
            ),
            Verb(
                "upgrade",
                "bring the tables up to date; SQLite's are by themselves",
                self.upgrade,
                _add_upgrade_arguments,
                ("scrapy store upgrade", "scrapy store upgrade --backed-up"),
            ),
            Verb(
                "reindex",
                "mend the full-text index, where check finds it out of step with the articles",
                self.reindex,
                examples=("scrapy store reindex",),
            ),
        )

    def check(self, _options: Namespace) -> int:
        """Print how much there is of what; problems go to standard error."""
        from newscrawl.storage.schema import HEAD  # noqa: PLC0415 - loads SQLAlchemy

        with open_store(self.project_settings) as store:
            problems = [*store.problems(), *self._problems_outside(store)]
            counts = store.counts()
        for name, number in counts.items():
            print(f"{number:>10,}  {name}")
        for problem in problems:
            print(printable(problem), file=sys.stderr)
        found = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
        print(f"{store.name}: {found if problems else 'whole'}, tables of revision {HEAD}")
        return 1 if problems else 0

    def _problems_outside(self, store: Store) -> list[str]:
        """What the store says of spool and archive, and is not so."""
        from newscrawl.storage import Spool, checks  # noqa: PLC0415 - loads SQLAlchemy

        settings = self.project_settings
        sites, archive = Path(settings["NEWSCRAWL_SITES"]), settings["NEWSCRAWL_ARCHIVE_DIR"]
        site = read_sites(sites).name_of if sites.is_file() else site_of
        spool = Spool(Path(settings["NEWSCRAWL_SPOOL_DIR"]), site)
        with store.reading("check spool and archive") as connection:
            return [
                *checks.lost_pages(connection, lambda url: spool.page(url) is not None),
                *checks.archive_problems(connection, Path(archive) if archive else None),
            ]

    def backup(self, options: Namespace) -> int:
        """Write the copy."""
        path = options.path
        if path.is_dir():
            path /= f"newscrawl-{datetime.now(UTC):%Y-%m-%dT%H%M%S}.db"
        with open_store(self.project_settings) as store:
            store.backup(path)
        size = path.stat().st_size / 1e6
        print(f"{store.name}: copied to {path}, {size:,.1f} MB; the archive's files are not in it")
        return 0

    def upgrade(self, options: Namespace) -> int:
        """Upgrade; a store that is not there yet is made."""
        from newscrawl.storage.engine import shown  # noqa: PLC0415 - loads SQLAlchemy
        from newscrawl.storage.schema import HEAD  # noqa: PLC0415
        from newscrawl.storage.upgrade import revision_of, upgrade_store  # noqa: PLC0415

        url = self.project_settings.get("NEWSCRAWL_STORE") or ""
        if not url:
            raise StorageError("NEWSCRAWL_STORE is empty; name a store: -s NEWSCRAWL_STORE=URL")
        name, before = shown(url), revision_of(url)
        is_file = url.startswith("sqlite")  # and is upgraded whenever it is opened
        if before not in {"", HEAD} and not is_file and not options.backed_up:
            raise StorageError(
                f"store {name}: its tables are of revision {before} and become {HEAD}; back it up "
                "first (pg_dump --format=custom --file=FILE DATABASE), then scrapy store upgrade "
                "--backed-up"
            )
        upgrade_store(url)
        made = f"was of revision {before}, " if before not in {"", HEAD} else ""
        print(f"{name}: {made}up to date, tables of revision {HEAD}")
        return 0

    def reindex(self, _options: Namespace) -> int:
        """Mend the index, some articles a transaction."""
        from newscrawl.storage.upkeep import reindex  # noqa: PLC0415 - loads SQLAlchemy

        with open_store(self.project_settings) as store:
            mended, done = 0, _AT_A_TIME
            while done:
                with store.writing("mend the full-text index") as connection:
                    done = reindex(connection, _AT_A_TIME)
                mended += done
        print(f"{store.name}: {mended:,} entries of the full-text index mended")
        return 0


def _add_backup_arguments(parser: ArgumentParser) -> None:
    told = "a file that is not there yet, or a folder: then the file is named by the time"
    parser.add_argument("path", type=Path, metavar="PATH", help=told)


def _add_upgrade_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--backed-up",
        action="store_true",
        help="there is a backup: change PostgreSQL tables that hold data",
    )
