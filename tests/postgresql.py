"""PostgreSQL for the tests: a server that is named, else one of their own that is thrown away.

NEWSCRAWL_TEST_POSTGRESQL=postgresql+psycopg://me@127.0.0.1/scratch names a server by one of its
databases, whose user may make others. Without it, a server is started for the tests alone, where
PostgreSQL is installed: in a temporary folder, on a socket there, on no port. It does not run as
root; where the tests do, it takes another user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, inspect, make_url

NAMED = os.environ.get("NEWSCRAWL_TEST_POSTGRESQL", "")
USERS = ("postgres", "nobody")  # who the server runs as where the tests are root's
# Nothing here outlives the tests: no waiting for a disk.
OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c max_connections=40"
)
INIT = ("-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """A server on which databases are made and dropped.

    Attributes:
        url: Of a database that is there already.
    """

    url: str

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a new database, without tables."""
        name = f"newscrawl_tests_{os.getpid()}_{next(_numbers)}"
        self._say(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield make_url(self.url).set(database=name).render_as_string(hide_password=False)
        finally:
            self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def _say(self, statement: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql(statement)
        finally:
            engine.dispose()


def empty(url: str) -> None:
    """Take all rows out of a store's database: a hundred times quicker than making another."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            tables = inspect(connection).get_sorted_table_and_fkc_names()
            for name, _ in reversed(tables):
                if name not in {None, "alembic_version"}:
                    connection.exec_driver_sql(f"DELETE FROM {name}")  # noqa: S608 - a table's name
    finally:
        engine.dispose()


def why_none() -> str:
    """Why there is no PostgreSQL to test with; "" where there is."""
    if find_spec("psycopg") is None:
        return "no PostgreSQL: psycopg is not installed; make test brings it"
    if not NAMED and programs() is None:
        return (
            "no PostgreSQL: neither initdb nor NEWSCRAWL_TEST_POSTGRESQL; "
            "install a server (apt-get install postgresql) or name one"
        )
    return ""


def programs() -> Path | None:
    """The folder of PostgreSQL's programs: of those in the PATH, else of Debian's newest."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((file.parent for file in folders), default=None, key=lambda it: it.parent.name)


@contextmanager
def serving() -> Iterator[Server]:
    """A server, until the block ends."""
    if NAMED:
        yield Server(NAMED)
        return
    folder = programs()
    assert folder, why_none()
    # Not pytest's folder: another user could not enter that, and a socket's path is short.
    with TemporaryDirectory(prefix="newscrawl-pg-") as place:
        started = _Cluster(folder, Path(place))
        started.start()
        try:
            yield Server(started.url)
        finally:
            started.stop()


@dataclass(frozen=True)
class _Cluster:
    """A server of our own.

    Attributes:
        programs: Where PostgreSQL's programs are.
        place: Where its data and its socket are.
    """

    programs: Path
    place: Path

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://tests@/postgres?host={self.place}"

    def start(self) -> None:
        if os.geteuid() == 0:
            user = _user()
            os.chown(self.place, user.pw_uid, user.pw_gid)
        # Whoever may enter the folder, which is its user's alone, is trusted.
        self._run("initdb", *INIT)
        options = f"{OPTIONS} -k {self.place}"
        self._run("pg_ctl", "start", "-w", "-o", options, "-l", str(self.place / "log"))

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "-w", "-m", "immediate")

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.programs / program), "-D", str(self.place / "data"), *words]
        done = subprocess.run(  # its output to a file: the server would keep a pipe open
            command, cwd=self.place, check=False, capture_output=program == "initdb", **_as_user()
        )
        assert done.returncode == 0, f"{program}: {done.stderr}; see {self.place / 'log'}"


def _user() -> pwd.struct_passwd:
    there = {each.pw_name: each for each in pwd.getpwall()}
    return next(there[name] for name in USERS if name in there)


def _as_user() -> dict[str, object]:
    """How a program is run that refuses to be root's."""
    if os.geteuid() != 0:
        return {}
    user = _user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
