"""How a connection to a mail server is protected."""

from __future__ import annotations

import ssl
from enum import StrEnum
from pathlib import Path


class Security(StrEnum):
    """TLS from the first byte, TLS after STARTTLS, or none. None of them ever falls back to another."""

    TLS = "tls"
    STARTTLS = "starttls"
    PLAIN = "plain"


def tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """A context that checks certificate and host name, against `ca_file` or else the system's authorities.

    Raises OSError where `ca_file` cannot be read, ssl.SSLError (an OSError too) where it holds no certificate.
    """
    return ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))


def is_wire_safe(text: str) -> bool:
    """Whether `text` may stand in a command: a line end in it would start a command of its own."""
    return not any(ord(letter) < 0x20 or letter == "\x7f" for letter in text)
