"""The mails that the reading side is measured with: varied ones of 5 KB, and ones of 25 MB that want memory."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Mapping
from email.message import EmailMessage

from tests.bench.letters import WORDS

_HEAD = b"From: claire.brown@saltmarshprimary.example\r\nTo: ict@saltmarshprimary.example\r\nSubject: board\r\n"
_SIGNATURE = "Claire Brown\nYear 5 teacher\nSaltmarsh Primary School, Shore Road\nTel. 01632 960412"
_CLIENTS = ("Microsoft Outlook 16.0", "Apple Mail (2.3774.600.62)", "Mozilla Thunderbird", "Android mail")


def small_mails(count: int = 200) -> list[bytes]:
    """Mails of about 5 KB each: plain, with an HTML alternative, a reply with quotes, with a small file, HTML alone."""
    dice = random.Random(5)
    kinds = (_plain, _alternative, _reply, _with_file, _html_alone)
    return [kinds[number % len(kinds)](number, dice).as_bytes() for number in range(count)]


def _plain(number: int, dice: random.Random) -> EmailMessage:
    mail = _headed(number, dice, f"Projector {number} stays dark")
    mail.set_content(f"Hello,\n\n{_prose(dice, 3300)}\n\nKind regards\n{_SIGNATURE}\n")
    return mail


def _alternative(number: int, dice: random.Random) -> EmailMessage:
    mail = _headed(number, dice, f"Größe der Bildschirme in Raum {number}")
    text = _prose(dice, 1000)
    mail.set_content(f"Hello,\n\n{text}\n\nKind regards\n{_SIGNATURE}\n")
    rows = "".join(
        f'<p class="MsoNormal" style="margin:0cm"><span lang="EN-GB">{line}</span></p>\n' for line in text.split("\n")
    )
    mail.add_alternative(f"<html><head><style>p {{margin:0}}</style></head><body>{rows}</body></html>", subtype="html")
    return mail


def _reply(number: int, dice: random.Random) -> EmailMessage:
    mail = _headed(number, dice, f"Re: [ICT-{1000 + number}] We have it: projector")
    mail["In-Reply-To"] = f"<ict-{1000 + number}.abcdefgh@saltmarshprimary.example>"
    mail["References"] = f"<{number}.first@mail.saltmarshprimary.example> {mail['In-Reply-To']}"
    quoted = "\n".join(f"> {line}" for line in _prose(dice, 2400).split("\n"))
    attribution = "On Mon, 16 Nov 2026 at 10:46, ICT desk <ict@saltmarshprimary.example> wrote:"
    mail.set_content(f"{_prose(dice, 500)}\n\nClaire\n\n{attribution}\n\n{quoted}\n")
    return mail


def _with_file(number: int, dice: random.Random) -> EmailMessage:
    mail = _headed(number, dice, f"Photo of screen {number}")
    mail.set_content(f"{_prose(dice, 900)}\n\nSent from my iPhone\n")
    mail.add_attachment(dice.randbytes(1500), maintype="image", subtype="jpeg", filename=f"IMG_{number:04}.jpg")
    return mail


def _html_alone(number: int, dice: random.Random) -> EmailMessage:
    """An answer from a web mail that writes no plain text, with the quote that it marks."""
    mail = _headed(number, dice, f"Re: [ICT-{1000 + number}] We have it: projector")
    mail["In-Reply-To"] = f"<ict-{1000 + number}.abcdefgh@saltmarshprimary.example>"
    answer, quoted = ("".join(f"<div>{line}</div>" for line in _prose(dice, 900).split("\n")) for _ in range(2))
    attribution = "On Mon, 16 Nov 2026 at 10:46, ICT desk &lt;ict@saltmarshprimary.example&gt; wrote:<br>"
    quote = (
        f'<div class="gmail_quote"><div class="gmail_attr">{attribution}</div><blockquote>{quoted}</blockquote></div>'
    )
    mail.set_content(f'<div dir="ltr">{answer}</div><br>{quote}', subtype="html")
    return mail


def _headed(number: int, dice: random.Random, subject: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Return-Path"] = f"<teacher{number}@saltmarshprimary.example>"
    for hop in range(3):
        mail["Received"] = (
            f"from mail{hop}.saltmarshprimary.example (mail{hop}.saltmarshprimary.example [192.0.2.{hop}])"
            f" by mx{hop}.example with ESMTPS id {number}-{hop}; Mon, 16 Nov 2026 09:00:0{hop} +0000"
        )
    mail["Authentication-Results"] = "mx.example; dkim=pass header.d=saltmarshprimary.example; spf=pass"
    mail["DKIM-Signature"] = f"v=1; a=rsa-sha256; d=saltmarshprimary.example; s=a; b={dice.randbytes(120).hex()}"
    mail["From"] = f"Teacher {number} <teacher{number}@saltmarshprimary.example>"
    mail["To"] = "ICT desk <ict@saltmarshprimary.example>"
    mail["Cc"] = '"Whitfield, Maria" <office@saltmarshprimary.example>'
    mail["Subject"] = subject
    mail["Date"] = "Mon, 16 Nov 2026 09:00:00 +0000"
    mail["Message-ID"] = f"<{number}.bench@mail.saltmarshprimary.example>"
    mail["X-Mailer"] = dice.choice(_CLIENTS)
    mail["Thread-Index"] = base64.b64encode(dice.randbytes(22)).decode()
    return mail


def _prose(dice: random.Random, characters: int) -> str:
    lines: list[str] = []
    while sum(map(len, lines)) < characters:
        lines.append(" ".join(dice.choices(WORDS, k=11)))
    return "\n".join(lines)


def _body(content_type: bytes, body: bytes, encoding: bytes = b"8bit") -> bytes:
    head = b"Content-Type: " + content_type + b"\r\nContent-Transfer-Encoding: " + encoding + b"\r\n\r\n"
    return _HEAD + head + body


def _file(size: int) -> bytes:
    return _body(
        b'image/jpeg; name="photo.jpg"', base64.encodebytes(random.Random(6).randbytes(size * 3 // 4)), b"base64"
    )


def _file_and_footer(size: int) -> bytes:
    return _file(size) + b"\r\n_______________\r\nList of a school\r\n"


def _uuencoded(size: int) -> bytes:
    line = b"M" + b"%" * 60 + b"\r\n"
    return _body(b"text/plain", b"begin 644 a.txt\r\n" + line * (size // 63) + b"`\r\nend\r\n", b"x-uuencode")


def _text(size: int) -> bytes:
    return _body(
        b"text/plain; charset=utf-8",
        "Der Bildschirm in Raum 12 bleibt dunkel, schöne Grüße\r\n".encode() * (size // 56),
    )


def _html(size: int) -> bytes:
    return _body(
        b"text/html; charset=utf-8",
        "<p style='margin:0'>Der Bildschirm bleibt schön dunkel</p>\r\n".encode() * (size // 61),
    )


def _parts(size: int) -> bytes:
    """As many parts as are opened. One emoji makes each character of its text take four bytes."""
    lines = "some words of a part\r\n" * (size // 500 // 22) + "😀"
    part = b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + lines.encode() + b"\r\n"
    return _body(b"multipart/mixed; boundary=b", part * 500 + b"--b--\r\n")


def _html_parts(size: int) -> bytes:
    part = b"--b\r\nContent-Type: text/html\r\n\r\n" + b"<p>some words of a part</p>\r\n" * (size // 500 // 29)
    return _body(b"multipart/alternative; boundary=b", part * 500 + b"--b--\r\n")


def _quoted_printable(size: int) -> bytes:
    return _body(b"text/plain; charset=utf-8; name=a.txt", b"schr=C3=A4g = \r\n" * (size // 18), b"quoted-printable")


def _report(size: int) -> bytes:
    top = b"--b\r\n\r\nfailed\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    block = b"Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
    returned = b"\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + _text(size // 2)
    return _body(b"multipart/report; boundary=b", top + block * (size // 2 // len(block)) + returned)


def _folded_field(size: int) -> bytes:
    return _HEAD + b"References:" + b" <a@b.example>\r\n" * (size // 16) + b"\r\ntext\r\n"


def _nested(size: int) -> bytes:
    """Mails in mails, and the innermost holds the size."""
    inner = _text(size)
    for _ in range(20):
        inner = _HEAD + b"Content-Type: message/rfc822\r\n\r\n" + inner
    return inner


def _nested_parts(size: int) -> bytes:
    opening = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(25))
    return _HEAD + opening + b"\r\n" + b"some words of the innermost part\r\n" * (size // 34)


LARGE: Mapping[str, Callable[[int], bytes]] = {
    "a file in base64": _file,
    "a file and a footer": _file_and_footer,
    "uuencoded": _uuencoded,
    "plain text": _text,
    "HTML": _html,
    "many parts": _parts,
    "many parts of HTML": _html_parts,
    "quoted-printable": _quoted_printable,
    "a delivery report": _report,
    "a field of folded lines": _folded_field,
    "mails in mails": _nested,
    "parts in parts": _nested_parts,
}
