"""A password is read from where the configuration says it lies, and shows nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailtick.config import ConfigFaults, load_settings

CONFIG = """\
[desk]
name = "ICT desk"
address = "ict@saltmarshprimary.example"
[team]
coordinator = ["sandra.kemp@saltmarshprimary.example"]
[smtp]
host = "smtp.saltmarshprimary.example"
[[mailbox]]
name = "desk"
host = "imap.saltmarshprimary.example"
user = "ict"
password = {written}
"""


def password(folder: Path, written: str, environment: dict[str, str]) -> str:
    (folder / "config.toml").write_text(CONFIG.format(written=written))
    settings = load_settings(folder / "config.toml", environment)
    assert "tide" not in repr(settings)
    assert "tide" not in str(settings)
    return settings.mailboxes[0].password.get_secret_value()


def fault(folder: Path, written: str, environment: dict[str, str]) -> str:
    with pytest.raises(ConfigFaults) as refusal:
        password(folder, written, environment)
    [only] = refusal.value.faults
    assert (only.line, only.key) == (12, "mailbox[1].password")
    return only.message


def test_a_password_comes_from_the_environment(tmp_path: Path) -> None:
    assert password(tmp_path, '"env:IMAP"', {"IMAP": "tide: and marsh "}) == "tide: and marsh "


@pytest.mark.parametrize("content", ["tide and marsh", "tide and marsh\n", "tide and marsh\r\nold one\n"])
def test_a_password_comes_from_the_first_line_of_a_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "imap password").write_bytes(content.encode())
    assert password(tmp_path, '"file:imap password"', {}) == "tide and marsh"
    assert password(tmp_path, f'"file:{tmp_path}/imap password"', {}) == "tide and marsh"


def test_a_password_comes_from_a_credential_of_systemd(tmp_path: Path) -> None:
    (tmp_path / "imap").write_text("tide\n")
    assert password(tmp_path, '"credential:imap"', {"CREDENTIALS_DIRECTORY": str(tmp_path)}) == "tide"


@pytest.mark.parametrize(
    "written", ['"tide"', '"tide:marsh"', '"env:tide and marsh"', "1234567", '["tide"]', '"env:"', '"credential:../x"']
)
def test_a_password_in_the_file_itself_is_refused_and_not_repeated(tmp_path: Path, written: str) -> None:
    assert fault(tmp_path, written, {}) == (
        "must not stand in this file itself; write where it is kept: "
        '"env:NAME" for an environment variable, "file:/path" for a file, or "credential:NAME" for systemd'
    )


NOT_THERE = {
    "no variable": (
        '"env:IMAP"',
        {},
        "asks for the environment variable IMAP, which is not set; set it before mailtick starts",
    ),
    "an empty variable": (
        '"env:IMAP"',
        {"IMAP": ""},
        "asks for the environment variable IMAP, which is not set; set it before mailtick starts",
    ),
    "no file": (
        '"file:none"',
        {},
        "asks for the file FOLDER/none, which is not there; make it with the password as its first line",
    ),
    "an empty file": (
        '"file:empty"',
        {},
        "asks for the file FOLDER/empty, whose first line is empty; write the password there",
    ),
    "a file that is no text": (
        '"file:binary"',
        {},
        "asks for the file FOLDER/binary, which is not plain text (UTF-8)",
    ),
    "a folder": ('"file:."', {}, "asks for the file FOLDER, which cannot be read: Is a directory"),
    "no credentials": (
        '"credential:imap"',
        {},
        (
            "asks for the credential imap, but systemd handed none over; "
            "add LoadCredential=imap:/path/to/file to the service"
        ),
    ),
    "no such credential": (
        '"credential:imap"',
        {"CREDENTIALS_DIRECTORY": "FOLDER"},
        "asks for the file FOLDER/imap, which is not there; make it with the password as its first line",
    ),
    "nothing": (
        '""',
        {},
        (
            'is empty; write where it is kept: "env:NAME" for an environment variable, "file:/path" for a file, '
            'or "credential:NAME" for systemd'
        ),
    ),
}


@pytest.mark.parametrize(("written", "environment", "sentence"), NOT_THERE.values(), ids=NOT_THERE.keys())
def test_a_password_that_is_not_there_says_where_it_was_looked_for(
    tmp_path: Path, written: str, environment: dict[str, str], sentence: str
) -> None:
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    environment = {name: value.replace("FOLDER", str(tmp_path)) for name, value in environment.items()}
    assert fault(tmp_path, written, environment) == sentence.replace("FOLDER", str(tmp_path))
