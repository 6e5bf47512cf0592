"""Directories for private servers, and the end of servers that outlived a killed test run."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

_OWNER_FILE = "owner.pid"
_MEMORY = Path("/dev/shm")
_ENOUGH_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class ServerUser:
    """Whom a private server runs as: nobody if we are root (Dovecot and PostgreSQL refuse root), else ourselves."""

    name: str
    uid: int
    gid: int

    @classmethod
    def current(cls) -> ServerUser:
        entry = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)

    def own(self, path: Path) -> None:
        """Give `path` and all below it to this user."""
        if os.getuid() == 0:
            for each in (path, *path.rglob("*")):
                os.chown(each, self.uid, self.gid)


class SpawnArguments(TypedDict, total=False):
    """What `subprocess` needs to start a program as another user."""

    user: int
    group: int
    extra_groups: list[int]


def spawn_as(user: ServerUser) -> SpawnArguments:
    """The arguments that start a program as `user`; none where we are that user already."""
    if os.getuid() != 0:
        return {}
    return {"user": user.uid, "group": user.gid, "extra_groups": []}


def make_scratch(kind: str, pid_file: str) -> Path:
    """A new directory for a server of this kind, after those of dead test runs were swept away.

    `pid_file` is where, below the directory, the server writes its process id.
    """
    home = _home()
    _sweep(home, kind, pid_file)
    root = Path(tempfile.mkdtemp(prefix=f"mailtick-{kind}-", dir=home))
    (root / _OWNER_FILE).write_text(str(os.getpid()))
    return root


def _home() -> Path:
    """Memory where there is enough of it: a server makes its thousand files ten times as quickly there. Else disk."""
    if not os.access(_MEMORY, os.W_OK):
        return Path(tempfile.gettempdir())
    found = os.statvfs(_MEMORY)
    # A server's programs may have to be copied to where its user can run them.
    is_fit = found.f_bavail * found.f_frsize >= _ENOUGH_BYTES and not found.f_flag & os.ST_NOEXEC
    return _MEMORY if is_fit else Path(tempfile.gettempdir())


def _sweep(home: Path, kind: str, pid_file: str) -> None:
    for root in home.glob(f"mailtick-{kind}-*"):
        if _is_ours(root) and not _is_alive(_read_pid(root / _OWNER_FILE)):
            _stop_server(root, _read_pid(root / pid_file))
            shutil.rmtree(root, ignore_errors=True)


def _is_ours(root: Path) -> bool:
    try:
        return (root / _OWNER_FILE).stat().st_uid in {os.getuid(), ServerUser.current().uid}
    except OSError:
        return False


def _stop_server(root: Path, pid: int) -> None:
    # Process ids are used again: only a process whose command line names this very directory is our server.
    try:
        if pid and str(root).encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGTERM)
    except OSError:
        return


def _read_pid(path: Path) -> int:
    try:
        return int(path.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def _is_alive(pid: int) -> bool:
    if not pid:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
