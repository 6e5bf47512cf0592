"""Which parts are opened, and by what: media type, or the name where a server knew no type, to opener."""

from __future__ import annotations

from collections.abc import Callable

from mailtick.mail.elsewhere import open_enriched, open_external, open_other_view, open_partial, open_richtext
from mailtick.mail.ics import open_calendar
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
    "text/calendar": open_calendar,
    "application/ics": open_calendar,
    "message/partial": open_partial,
    "message/external-body": open_external,
    "text/enriched": open_enriched,
    "text/richtext": open_richtext,
    "text/x-amp-html": open_other_view,
    "text/watch-html": open_other_view,
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

# With a name they are files like any other.
_VIEWS = frozenset({"text/enriched", "text/richtext", "text/x-amp-html", "text/watch-html"})


def find_opener(part: Part) -> Opener | None:
    """What opens this part, if it is one that holds more than it shows."""
    if part.content_type in _BYTES:
        name = part.file_name.lower()
        return open_calendar if name.endswith(".ics") else _BY_NAME.get(name)
    if part.content_type in _VIEWS and part.file_name:
        return None
    return _BY_TYPE.get(part.content_type)
