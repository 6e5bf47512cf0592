"""Fixtures: real servers, each started once by a worker that asks for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.support import dovecot as dovecot_server
from tests.support import postgres as postgres_server
from tests.support.bytecode import keep_bytecode
from tests.support.certificate import Certificate, make_certificate
from tests.support.component import require_component
from tests.support.dovecot import Dovecot
from tests.support.examples import examples
from tests.support.postgres import Postgres
from tests.support.smtp_sink import SmtpSink

# How long one example takes says more about the machine than about us.
settings.register_profile("here", deadline=None, print_blob=True, max_examples=examples(100))
settings.load_profile("here")

keep_bytecode()

pytest_plugins = ("tests.support.databases", "tests.support.stories")


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A private Dovecot; ask `new_user()` for a mailbox of your own."""
    program = dovecot_server.find_dovecot()
    require_component("Dovecot 2.3", program is not None, dovecot_server.INSTALL_COMMAND)
    assert program is not None
    server = Dovecot(program)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A private PostgreSQL; ask `new_database()` for a database of your own."""
    binaries = postgres_server.find_postgres()
    require_component("PostgreSQL", binaries is not None, postgres_server.INSTALL_COMMAND)
    assert binaries is not None
    server = Postgres(binaries)
    yield server
    server.stop()


@pytest.fixture
def smtp_sink() -> Iterator[SmtpSink]:
    """A real SMTP server that keeps what it is sent."""
    sink = SmtpSink()
    yield sink
    sink.close()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A TLS certificate for localhost."""
    require_component("openssl", shutil.which("openssl") is not None, "sudo apt-get install openssl")
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of a Chromium or Chrome."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    require_component("Chromium", found is not None, "sudo apt-get install chromium")
    assert found is not None
    return found
