"""Mails as nobody should send them, and how each must end."""

from __future__ import annotations

import base64
import random
from dataclasses import dataclass

from mailtick.store.tables import MailState
from tests.support.desks import DESK_ADDRESS, letter

PROCESSED, HELD = MailState.PROCESSED, MailState.HELD
SCHOOL = "saltmarshprimary.example"


@dataclass(frozen=True, slots=True)
class Sample:
    """One mail, how it must end, and whether its sender, a teacher named as the sample, must be answered."""

    name: str
    raw: bytes
    state: MailState = PROCESSED
    is_answered: bool = True

    @property
    def sender(self) -> str:
        return teacher(self.name)


def teacher(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@{SCHOOL}"


def sample(
    name: str, headers: bytes = b"", body: bytes = b"The screen stays dark.\r\n", *, state: MailState = PROCESSED
) -> Sample:
    """A mail with a proper From, To, Subject and Message-ID; `headers` stand between these and the body."""
    head = (
        f"From: {teacher(name)}\r\nTo: {DESK_ADDRESS}\r\nSubject: {name}\r\n"
        f"Message-ID: <{name.replace(' ', '.')}@{SCHOOL}>\r\n"
    )
    return Sample(name, head.encode() + headers + b"\r\n" + body, state, state is PROCESSED)


def bare(name: str, raw: bytes, *, state: MailState = HELD, is_answered: bool = False) -> Sample:
    return Sample(name, raw.replace(b"@@", teacher(name).encode()), state, is_answered)


def multipart(boundary: bytes, *more: bytes) -> bytes:
    return b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="' + boundary + b'"\r\n' + b"".join(more)


def good(name: str) -> Sample:
    return Sample(name, letter(teacher(name), name, f"Matter {name}: the screen stays dark."))


def nested(depth: int) -> bytes:
    openings = (
        b'--%d\r\nContent-Type: multipart/mixed; boundary="%d"\r\n\r\n' % (each, each + 1) for each in range(depth)
    )
    return b"".join(openings) + b"--%d\r\nContent-Type: text/plain\r\n\r\nDeep down.\r\n" % depth


def large_attachment(size_mb: int) -> bytes:
    content = random.Random(2).randbytes(size_mb * 3 // 4 * 1_048_576)
    encoded = base64.encodebytes(content).replace(b"\n", b"\r\n")
    return (
        b"--b\r\nContent-Type: text/plain\r\n\r\nThe recording is attached.\r\n--b\r\n"
        b'Content-Type: video/mp4; name="lesson.mp4"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + encoded
        + b"--b--\r\n"
    )


LARGE = sample("30 MB attachment", multipart(b"b"), large_attachment(30))
EMOJI = sample(
    "emoji and path",
    b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n",
    "\U0001f4a5 C:\\new\\temp\\x is full \U0001f5a8\r\n".encode(),
)
SAMPLES = (
    good("before them all"),
    bare("empty", b""),
    bare("only line ends", b"\r\n\r\n\r\n"),
    sample("only headers", body=b""),
    bare("no From", b"To: ict@x\r\nSubject: help\r\nMessage-ID: <no.from@x>\r\n\r\nWho am I?\r\n"),
    sample("two Froms", b"From: someone.else@elsewhere.example\r\n"),
    bare("From is junk", b"From: ((((<<<>>>\x01 @ ;;\r\nSubject: junk\r\n\r\nHello\r\n"),
    bare("From a stranger", b"From: Mallory <mallory@personalmail.example>\r\nSubject: hi\r\n\r\nHello\r\n"),
    sample(
        "unknown charset", b'Content-Type: text/plain; charset="x-klingon-8"\r\n', b"The caf\xe9 screen is dark.\r\n"
    ),
    sample("broken multipart", multipart(b"b"), b"--b\r\nContent-Type: text/plain\r\n\r\nIt ends in the mid"),
    sample("no parts at all", multipart(b"b"), b"The boundary never comes.\r\n"),
    good("between some"),
    sample("10000 nested parts", multipart(b"0"), nested(10_000)),
    sample("20000 flat parts", multipart(b"b"), b"--b\r\n\r\nOne more screen.\r\n" * 20_000 + b"--b--\r\n"),
    LARGE,
    sample("NUL bytes", body=b"The screen\0 stays\0\0 dark.\r\n"),
    sample("NUL in a header", b"X-Number: 1\0 2\r\nIn-Reply-To: <a\0b@x>\r\n"),
    sample("Latin-1 header", b"X-Room: Caf\xe9\r\nOrganization: \xc9cole\r\n", b"The caf\xe9 screen.\r\n"),
    bare(
        "Latin-1 subject",
        b"From: Zo\xeb <@@>\r\nTo: ict@saltmarshprimary.example\r\nSubject: Caf\xe9 \xfcber\r\n\r\nDark.\r\n",
        state=PROCESSED,
        is_answered=True,
    ),
    bare("to nobody", b"From: @@\r\nSubject: dark\r\n\r\nThe screen.\r\n", state=PROCESSED, is_answered=True),
    bare(
        "subject of 1 MB",
        b"From: @@\r\nTo: ict@saltmarshprimary.example\r\nSubject: " + b"dark " * 200_000 + b"\r\n\r\nThe screen.\r\n",
        state=PROCESSED,
        is_answered=True,
    ),
    bare(
        "subject of blanks",
        b"From: @@\r\nSubject: dark" + b" " * 300_000 + b"screen\r\nMessage-ID: <blanks@x>\r\n\r\nThe screen.\r\n",
        state=PROCESSED,
        is_answered=True,
    ),
    bare(
        "mbox line",
        b"From @@ Mon Nov 16 09:00:00 2026\r\nFrom: @@\r\nSubject: dark\r\n\r\nThe screen.\r\n",
        state=PROCESSED,
        is_answered=True,
    ),
    bare(
        "bare line feeds",
        b"From: @@\nTo: ict@saltmarshprimary.example\nSubject: dark\n\nThe screen.\nStays dark.\n",
        state=PROCESSED,
        is_answered=True,
    ),
    EMOJI,
    sample(
        "encoded line end", b"Cc: =?utf-8?q?a=0D=0ABcc=3A_mallory=40personalmail.example?= <%s>\r\n" % b"c@x.example"
    ),
    good("after them all"),
)
TOO_LARGE = sample("too large", multipart(b"b"), large_attachment(4), state=HELD)
BESIDE = good("beside the too large")
