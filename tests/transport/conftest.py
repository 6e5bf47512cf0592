"""The IMAP servers of the contract tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mailtick.demo.imap_server import ImapServer
from mailtick.demo.imap_store import ImapStore
from tests.support.certificate import Certificate
from tests.support.dovecot import Dovecot
from tests.transport.offices import Office, user_numbers


@pytest.fixture
def embedded(certificate: Certificate) -> Iterator[Office]:
    """The embedded server, twice on one store: plain with STARTTLS, and TLS."""
    store, context = ImapStore(), certificate.server_context()
    servers = [
        ImapServer(store, sign_in=_knows, tls=context, is_implicit_tls=is_implicit) for is_implicit in (False, True)
    ]
    for server in servers:
        server.start()
    plain, tls = servers
    yield Office("embedded", plain.port, tls.port, certificate.cert_file, user_numbers(), plain)
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def dovecot_office(dovecot: Dovecot) -> Office:
    return Office("dovecot", dovecot.port, dovecot.tls_port, dovecot.cert_file, user_numbers())


@pytest.fixture(params=["embedded", "dovecot"])
def office(request: pytest.FixtureRequest) -> Office:
    """Each of the two servers."""
    name = "embedded" if request.param == "embedded" else "dovecot_office"
    found: Office = request.getfixturevalue(name)
    return found


def _knows(_user: str, password: str) -> bool:
    return password in {"secret", "gehëim"}
