"""A configuration is read whole, with a default for whatever it does not say."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailtick.config import load_settings
from mailtick.mail.message import Address
from tests.config.desks import DESK, ENVIRONMENT, MAILBOX, SMALLEST, SMTP, TEAM, load


def test_the_smallest_configuration_has_defaults_for_the_rest(tmp_path: Path) -> None:
    settings = load(tmp_path, SMALLEST)
    assert settings.desk.zone == ZoneInfo("Europe/London")
    assert settings.team.coordinator == (Address("sandra.kemp@saltmarshprimary.example", "Mrs Sandra Kemp"),)
    assert (settings.mailboxes[0].port, settings.smtp.port) == (993, 465)
    assert settings.store.url.get_secret_value() == f"sqlite:///{tmp_path}/mailtick.db"
    assert settings.smtp.envelope_from == "ict@saltmarshprimary.example"
    assert (settings.summary.day, settings.summary.time) == ("mon", time(7, 30))


def test_a_file_from_a_windows_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xef\xbb\xbf" + SMALLEST.replace("\n", "\r\n").encode())
    assert load_settings(tmp_path / "config.toml", ENVIRONMENT).desk.name == "ICT desk"


def test_values_are_tidied_for_comparing(tmp_path: Path) -> None:
    text = SMALLEST.replace("[team]", 'staff_domains = ["SaltmarshPrimary.example"]\n[team]\nowner = ["t@x.example"]')
    text += '[[provider]]\ncode = "APS"\nname = "Anglia"\naddress = "service@AngliaPrint.example"\n'
    settings = load(tmp_path, text)
    assert settings.desk.staff_domains == ("saltmarshprimary.example",)
    assert settings.team.owner == (Address("t@x.example"),)
    assert settings.providers[0].domains == ("angliaprint.example",)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_a_server_on_this_machine_may_be_plain(tmp_path: Path, host: str) -> None:
    settings = load(tmp_path, DESK + TEAM + MAILBOX + f'[smtp]\nhost = "{host}"\nsecurity = "plain"\n')
    assert settings.smtp.port == 25


@pytest.mark.parametrize(
    ("security", "imap_port", "smtp_port"), [("tls", 993, 465), ("starttls", 143, 587), ("plain", 143, 25)]
)
def test_the_port_follows_the_security(tmp_path: Path, security: str, imap_port: int, smtp_port: int) -> None:
    line = f'security = "{security}"\nallow_plain = true\n'
    settings = load(tmp_path, DESK + TEAM + MAILBOX + line + SMTP + line)
    assert (settings.mailboxes[0].port, settings.smtp.port) == (imap_port, smtp_port)


def test_the_database_address_is_complete_with_its_password(tmp_path: Path) -> None:
    store = '[store]\nurl = "postgresql+psycopg://mailtick@db/mailtick"\npassword = "env:DATABASE_PASSWORD"\n'
    settings = load(tmp_path, SMALLEST + store)
    assert settings.store.url.get_secret_value() == "postgresql+psycopg://mailtick:samphire%2F1@db/mailtick"
    assert "samphire" not in repr(settings)
