"""Files in the text are cut out where they are whole; who only speaks of them keeps every word."""

from __future__ import annotations

import base64
import binascii

import pytest

from mailtick.mail.parse import parse_mail

PICTURE = bytes(range(256))
UU = b"begin 644 room 12.png\n" + b"".join(binascii.b2a_uu(PICTURE[at : at + 45]) for at in range(0, 256, 45))
BACKTICKS = UU.split(b"\n", 1)[0] + b"\n" + UU.split(b"\n", 1)[1].replace(b" ", b"`")
BASE64 = b"begin-base64 644 room 12.png\n" + base64.encodebytes(PICTURE)


def yenc(content: bytes) -> bytes:
    shifted = bytes((each + 42) % 256 for each in content)
    return b"".join(b"=" + bytes([(each + 64) % 256]) if each in b"\0\n\r=" else bytes([each]) for each in shifted)


YENC = b"=ybegin line=128 size=256 name=room 12.png\n" + yenc(PICTURE) + b"\n=yend size=256 crc32=x\n"

WHOLE = {
    "uuencode": UU + b"`\nend\n",
    "uuencode, Outlook's way": BACKTICKS + b"`\r\nend\r\n",
    "uuencode, blanks cut off": b"\n".join(line.rstrip() for line in UU.split(b"\n")) + b"\nend\n",
    "uuencode, the last line missing": UU + b"end",
    "base64": BASE64 + b"====\n",
    "yEnc": YENC,
    "yEnc, one part": YENC.replace(b"name=room 12.png\n", b"name=room 12.png\n=ypart begin=1 end=256\n"),
}


@pytest.mark.parametrize("file", WHOLE.values(), ids=WHOLE.keys())
def test_a_file_in_the_text_is_attached(file: bytes) -> None:
    mail = parse_mail(b"From: a@b.example\n\nHere is the picture:\n\n" + file + b"\nThe end of it.\n")
    assert [(each.name, each.content) for each in mail.attachments] == [("room 12.png", PICTURE)]
    assert mail.body_text.split() == ["Here", "is", "the", "picture:", "The", "end", "of", "it."]


def test_two_files_and_the_words_between_them() -> None:
    text = b"One:\n" + WHOLE["uuencode"] + b"two:\n" + WHOLE["yEnc"] + b"done."
    mail = parse_mail(b"From: a@b.example\n\n" + text)
    assert len(mail.attachments) == 2
    assert mail.body_text.split() == ["One:", "two:", "done."]


TALK = {
    "about the first line": b"Every file starts with a line like\nbegin 644 name\nand then comes gibberish.\nend\n",
    "a quoted file": b"> " + WHOLE["uuencode"].replace(b"\n", b"\n> "),
    "a poem": b"begin 2026 with a song\nAND SING IT TO THE\nend\n",
    "a file cut off": UU + b"... (12 lines more)\n",
    "a size that is not true": YENC.replace(b"=yend size=256", b"=yend size=255"),
    "an empty one": b"begin 644 nothing\n`\nend of story\n",
}


@pytest.mark.parametrize("talk", TALK.values(), ids=TALK.keys())
def test_who_speaks_of_files_keeps_every_word(talk: bytes) -> None:
    mail = parse_mail(b"From: a@b.example\nContent-Type: text/plain; charset=iso-8859-1\n\n" + talk)
    assert mail.attachments == ()
    assert mail.body_text.startswith(talk.decode("cp1252", "ignore")[:8])
    assert len(mail.body_text) > len(talk) * 0.8
