"""The servers a desk talks to: its mailboxes and the server that sends its mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, PlainValidator, SecretStr, Strict, ValidationInfo, field_validator

from mailtick.config.kinds import Host, OptionalFile, Words, is_loopback, read_address, text_of
from mailtick.config.secret import NeededSecret, OptionalSecret
from mailtick.config.table import Table
from mailtick.transport.security import Security

# The folder of sent mails goes by what the server and mail programs call it.
FOUND_BY_ITSELF = "auto"
_IMAP_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.PLAIN: 143}
_SMTP_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.PLAIN: 25}


def _imap_port(read: Mapping[str, Security]) -> int:
    return _IMAP_PORTS[read["security"]]


def _smtp_port(read: Mapping[str, Security]) -> int:
    return _SMTP_PORTS[read["security"]]


Port = Annotated[int, Field(ge=1, le=65535, description="a whole number from 1 to 65535")]


class ServerSettings(Table):
    """A server and how to talk to it. `ca_file` holds the certificates to trust; None: those of the system."""

    host: Host = Field(description='the name of the mail server, such as "mail.school.example"')
    allow_plain: bool = Field(default=False, description="true or false")
    security: Annotated[Security, Strict(False)] = Field(
        default=Security.TLS, description='"tls", "starttls" or "plain"'
    )
    ca_file: OptionalFile = Field(default=None, description="the path of a file in quotes")

    @field_validator("security")
    @classmethod
    def _is_plain_allowed(cls, security: Security, info: ValidationInfo) -> Security:
        host = info.data.get("host")
        refused = security is Security.PLAIN and host and not is_loopback(host) and not info.data.get("allow_plain")
        if refused:
            raise ValueError(
                f'must not be "plain": password and mails would cross the network to {host} for all to read; '
                'write "tls" or "starttls", or, if you must, allow_plain = true'
            )
        return security


class MailboxSettings(ServerSettings):
    """A mailbox to read. Handled mail moves to `processed_folder`, what a person must decide to `held_folder`.

    `sent_folder` is only read; "auto": it is found, empty: it is not looked at.
    """

    name: Words = Field(description='a short name for this mailbox, such as "desk"')
    port: Port = Field(default_factory=_imap_port)
    user: Words = Field(description="the name to sign in with, often the mail address")
    password: NeededSecret = Field(description='where the password is kept, such as "env:MAILTICK_IMAP_PASSWORD"')
    folder: Words = Field(default="INBOX", description='the name of a mail folder, such as "INBOX"')
    processed_folder: Words = Field(default="Mailtick/Processed", description="the name of a mail folder")
    held_folder: Words = Field(default="Mailtick/Held", description="the name of a mail folder")
    sent_folder: Annotated[str, PlainValidator(text_of)] = Field(
        default=FOUND_BY_ITSELF, description='the name of a mail folder, "auto", or "" for none'
    )
    sent_seconds: int = Field(default=45, ge=1, le=3600, description="a whole number of seconds from 1 to 3600")
    poll_seconds: int = Field(default=60, ge=1, le=86400, description="a whole number of seconds from 1 to 86400")
    idle: bool = Field(default=True, description="true or false")
    max_mail_mb: int = Field(default=50, ge=1, le=1000, description="a whole number of megabytes from 1 to 1000")

    @field_validator("sent_folder")
    @classmethod
    def _is_none_of_ours(cls, folder: str, info: ValidationInfo) -> str:
        used = {str(info.data.get(key)).casefold() for key in ("folder", "processed_folder", "held_folder")}
        if folder.casefold() in used:
            raise ValueError(f'must not be "{folder}", which mailtick uses for what comes in; write "auto" to find it')
        return folder

    @field_validator("processed_folder", "held_folder")
    @classmethod
    def _is_another_folder(cls, folder: str, info: ValidationInfo) -> str:
        if folder.casefold() == str(info.data.get("folder")).casefold():
            raise ValueError(f'must not be "{folder}", the folder that is read: mails would be read again and again')
        return folder


class SmtpSettings(ServerSettings):
    """The server that sends. Without `user` nobody signs in. `envelope_from` gets the bounces."""

    port: Port = Field(default_factory=_smtp_port)
    user: str = Field(default="", description="the name to sign in with, in quotes")
    password: OptionalSecret = Field(
        default=SecretStr(""),
        validate_default=True,
        description='where the password is kept, such as "env:MAILTICK_SMTP_PASSWORD"',
    )
    envelope_from: str = Field(default="", description="the mail address that gets the bounces")

    @field_validator("password")
    @classmethod
    def _belongs_to_the_user(cls, password: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("user") and not password.get_secret_value():
            raise ValueError('is missing although a user is given; write password = "env:MAILTICK_SMTP_PASSWORD"')
        if info.data.get("user") == "" and password.get_secret_value():
            raise ValueError("is given without a user; add the user, or take the password away")
        return password

    @field_validator("envelope_from")
    @classmethod
    def _is_an_address(cls, address: str) -> str:
        return read_address(address) if address else ""
