"""Hostile files inside mails: junk where an opener expects its format."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from tests.mail.hostile.build import HEAD, Builder, repeated, text

_TNEF = b"\x78\x9f\x3e\x22\x01\x00"


def attached(content_type: bytes, piece: bytes, *, before: bytes = b"") -> Builder:
    """The piece again and again, in base64."""
    head = HEAD + b"Content-Type: " + content_type + b"\nContent-Transfer-Encoding: base64\n\n"
    return lambda size: head + base64.encodebytes(before + repeated(piece, size * 3 // 4))


CONTENTS: Mapping[str, Builder] = {
    "winmail.dat: junk": attached(b"application/ms-tnef; name=winmail.dat", b"\xff\x00", before=_TNEF),
    "winmail.dat: zeros": attached(b"application/ms-tnef; name=winmail.dat", b"\0", before=_TNEF),
    "winmail.dat: attributes": attached(
        b"application/ms-tnef; name=winmail.dat", b"\x02\x0f\x80\x06\x00\x00\x00\x00\x00\x00\x00", before=_TNEF
    ),
    "winmail.dat: a length that is no length": attached(
        b"application/ms-tnef; name=winmail.dat", b"\x01\x06\x90\x08\x00\xff\xff\xff\x7f", before=_TNEF
    ),
    "smime.p7m: junk": attached(b"application/pkcs7-mime; name=smime.p7m", b"\xff"),
    "smime.p7m: openings without end": attached(b"application/pkcs7-mime; name=smime.p7m", b"\x30\x80"),
    "smime.p7m: lengths without end": attached(b"application/pkcs7-mime; name=smime.p7m", b"\x30\x84\xff\xff\xff\xff"),
    "smime.p7m: texts": attached(
        b"application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", b"\x24\x80\x04\x01a"
    ),
    "an invitation of events": text(b"BEGIN:VEVENT\nSUMMARY:a\nEND:VEVENT\n", b"text/calendar; method=REQUEST"),
    "an invitation of openings": text(b"BEGIN:VEVENT\n", b"text/calendar; method=REQUEST"),
    "an invitation of folded lines": text(b"SUMMARY:a\n b\n", b"text/calendar; method=REQUEST"),
    "an invitation of parameters": text(b";A=B", b"text/calendar; method=REQUEST"),
    "an invitation of guests": text(b"ATTENDEE;CN=a:mailto:a@b.example\n", b"text/calendar; method=REQUEST"),
    "encrypted parts": text(
        b"--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n",
        b"multipart/encrypted; protocol=application/pgp-encrypted; boundary=b",
    ),
    "signed parts": text(
        b"--b\nContent-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\n",
        b"multipart/signed; protocol=application/pgp-signature; boundary=b",
    ),
    "rich text": text(b"<bold>{\\rtf1 \\b a}", b"text/enriched"),
    "rich text of braces": text(b"{\\rtf1", b"text/rtf"),
    "a vCard": text(b"BEGIN:VCARD\nFN:a\n", b"text/vcard"),
    "Mac files": text(b"--b\nContent-Type: application/applefile\n\nx\n", b"multipart/appledouble; boundary=b"),
    "partial mails": text(b"Subject: x\n\n", b"message/partial; id=a; number=1; total=9999999"),
    "files elsewhere": text(b"Content-ID: a\n\n", b"message/external-body; access-type=url; url=a"),
}
