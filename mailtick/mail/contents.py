"""Which parts are opened, and by what: media type, or the name where a server knew no type, to opener."""

from __future__ import annotations

from collections.abc import Callable

from mailtick.mail.mime import Part
from mailtick.mail.opened import Opened
from mailtick.mail.pgp import open_encrypted, open_signature
from mailtick.mail.rtf import open_rtf
from mailtick.mail.smime import open_detached_signature, open_smime
from mailtick.mail.tnef import open_tnef

Opener = Callable[[Part], Opened]

_BY_TYPE: dict[str, Opener] = {
    "application/pkcs7-mime": open_smime,
    "application/x-pkcs7-mime": open_smime,
    "application/pkcs7-signature": open_detached_signature,
    "application/x-pkcs7-signature": open_detached_signature,
    "application/ms-tnef": open_tnef,
    "application/vnd.ms-tnef": open_tnef,
    "application/rtf": open_rtf,
    "text/rtf": open_rtf,
    "application/pgp-signature": open_signature,
    "application/pgp-encrypted": open_encrypted,
}
# Gateways and phones send these as nameless bytes.
_BY_NAME: dict[str, Opener] = {
    "winmail.dat": open_tnef,
    "win.dat": open_tnef,
    "smime.p7m": open_smime,
    "smime.p7z": open_smime,
    "smime.p7s": open_detached_signature,
}
_BYTES = frozenset({"application/octet-stream", "application/binary", "application/x-download"})


def find_opener(part: Part) -> Opener | None:
    """What opens this part, if it is one that holds more than it shows."""
    if part.content_type in _BYTES:
        return _BY_NAME.get(part.file_name.lower())
    return _BY_TYPE.get(part.content_type)
