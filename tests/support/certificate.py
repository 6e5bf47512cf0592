"""A TLS certificate for localhost, made for one test run."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Certificate:
    """A self-signed certificate for `localhost` and 127.0.0.1; `cert_file` is also the authority to trust."""

    cert_file: Path
    key_file: Path

    def server_context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.cert_file, self.key_file)
        return context


def make_certificate(directory: Path) -> Certificate:
    """Write cert.pem and key.pem into `directory`, with the `openssl` command."""
    certificate = Certificate(directory / "cert.pem", directory / "key.pem")
    names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    files = ["-keyout", str(certificate.key_file), "-out", str(certificate.cert_file)]
    subprocess.run(
        [*request, "-addext", names, *files],
        check=True,
        capture_output=True,
    )
    return certificate
