"""A private Dovecot on free ports, as any user, with nothing outside one directory."""

from __future__ import annotations

import atexit
import contextlib
import grp
import imaplib
import itertools
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.support.certificate import make_certificate
from tests.support.net import free_port, wait_until
from tests.support.scratch import ServerUser, make_scratch, spawn_as

INSTALL_COMMAND = "sudo apt-get install dovecot-imapd"


def find_dovecot() -> str | None:
    """The program's path where Dovecot 2.3 with IMAP is installed; Dovecot 2.4 has another configuration language."""
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        return None
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    has_imap = any(Path(folder, "dovecot/imap").exists() for folder in ("/usr/lib", "/usr/libexec", "/usr/local/lib"))
    return program if version.startswith("2.3.") and has_imap else None


class Dovecot:
    """A running Dovecot. Each login name has mailboxes of its own; `password` fits every name.

    `port` speaks plain and STARTTLS, `tls_port` TLS; the certificate holds for `localhost` and 127.0.0.1.
    """

    host = "localhost"
    password = "secret"

    def __init__(self, program: str) -> None:
        self._program = program
        self._names = itertools.count(1)
        self._user = ServerUser.current()
        self.root = make_scratch("dovecot", "run/master.pid")
        self.cert_file = make_certificate(self.root).cert_file
        self._start()
        atexit.register(self.stop)

    def new_user(self) -> str:
        """A login name that nobody has used yet."""
        return f"desk{next(self._names)}@saltmarsh.example"

    def deliver(self, user: str, raw: bytes, folder: str = "INBOX") -> None:
        """Put one mail into a folder of `user`, byte for byte."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=30) as client:
            client.login(user, self.password)
            client.append(folder, "", "", raw)

    def deliver_all(self, user: str, raws: Iterable[bytes]) -> None:
        """Put mails into the INBOX of `user` one after the other, over one connection."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=30) as client:
            client.login(user, self.password)
            for raw in raws:
                client.append("INBOX", "", "", raw)

    def drop_off(self, user: str, raws: Sequence[bytes]) -> None:
        """Put mails into the INBOX of `user` as a mail server's delivery does: any bytes, in files, in this order."""
        maildir = self.root / "home" / user / "Maildir"
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=30) as client:
            client.login(user, self.password)
            client.select("INBOX")
        for number, raw in enumerate(raws):
            arriving = maildir / "tmp" / f"{1_800_000_000 + number}.M{number}.saltmarsh"
            arriving.write_bytes(raw)
            self._user.own(arriving)
            arriving.rename(maildir / "new" / arriving.name)

    def stop(self) -> None:
        atexit.unregister(self.stop)
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        self._process.wait(20)
        shutil.rmtree(self.root, ignore_errors=True)

    def _start(self) -> None:
        # Between choosing a free port and Dovecot's taking it somebody else may take it: try a few times.
        for _attempt in range(3):
            self.port, self.tls_port = free_port(), free_port()
            self._write_configuration()
            self._launch()
            wait_until(self._has_spoken, 20, "Dovecot's greeting")
            if self._process.poll() is None:
                return
        raise RuntimeError(f"Dovecot died at every start: {self._complaints()}")

    def _write_configuration(self) -> None:
        for name in ("run", "state", "home"):
            (self.root / name).mkdir(exist_ok=True)
        group = grp.getgrgid(self._user.gid).gr_name
        configuration = _CONFIGURATION.format(dovecot=self, user=self._user, group=group, root=self.root)
        (self.root / "dovecot.conf").write_text(configuration)
        self._user.own(self.root)

    def _launch(self) -> None:
        with (self.root / "stderr.log").open("wb") as errors:
            self._process = subprocess.Popen(
                [self._program, "-F", "-c", str(self.root / "dovecot.conf")],
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=self.root,
                **spawn_as(self._user),
            )

    def _has_spoken(self) -> bool:
        if self._process.poll() is not None:
            return True
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as link:
                return link.recv(10).startswith(b"* OK")
        except OSError:
            return False

    def _complaints(self) -> str:
        logs = (self.root / "stderr.log", self.root / "dovecot.log")
        return " ".join(log.read_text() for log in logs if log.exists())


# Without `auth_failure_delay = 0` and the anvil listener, one wrong password slows every later sign-in from 127.0.0.1.
_CONFIGURATION = """\
protocols = imap
listen = 127.0.0.1
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/dovecot.log
info_log_path = {root}/info.log
default_internal_user = {user.name}
default_internal_group = {group}
default_login_user = {user.name}
first_valid_uid = 1
first_valid_gid = 1
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_max_userip_connections = 1000
mail_location = maildir:~/Maildir
ssl = yes
ssl_cert = <{root}/cert.pem
ssl_key = <{root}/key.pem
passdb {{
  driver = static
  args = password={dovecot.password}
}}
userdb {{
  driver = static
  args = uid={user.uid} gid={user.gid} home={root}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  client_limit = 2000
  inet_listener imap {{
    port = {dovecot.port}
  }}
  inet_listener imaps {{
    port = {dovecot.tls_port}
    ssl = yes
  }}
}}
service imap {{
  process_limit = 1000
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0600
  }}
}}
"""
