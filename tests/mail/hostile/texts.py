"""Hostile texts: what looks like quotes, signatures, numbers and charsets, a hundred thousand times."""

from __future__ import annotations

from collections.abc import Mapping

from tests.mail.hostile.build import HEAD, Builder, counted, repeated, text

_ANSWER = HEAD.replace(b"Subject: ", b"Subject: Re: ")
_FORWARD = HEAD.replace(b"Subject: ", b"Subject: Fwd: ")

# Bodies of plain text; each is read as a new mail, as an answer, and as a forward.
_PIECES: Mapping[str, bytes] = {
    "one line": b"x",
    "one line of words": b"some words ",
    "blanks": b" ",
    "no-break spaces": "\u00a0".encode(),
    "tabs": b"\t",
    "line feeds": b"\n",
    "blank lines of blanks": b"   \n",
    "quote marks": b">",
    "quote marks and blanks": b"> ",
    "quoted empty lines": b"> > > \n",
    "quoted lines": b"> text\n",
    "quoted and not in turn": b"> text\nanswer\n",
    "attributions": b"On 1.1.2026 <a@b.example> wrote:\n",
    "attributions without an end": b"On 1.1.2026 <a@b.example> wrote\n",
    "one line of attributions": b"On 1.1.2026 a@b.example wrote: ",
    "beginnings of attributions": b"On\n",
    "open brackets on lines": b"<\n",
    "digits on lines": b"1\n",
    "words and colons on lines": b"on a:\n",
    "dashes on lines": b"--\n",
    "brackets of addresses": b"<a@b.example>\n",
    "labels": b"From: a\nTo:\n",
    "header blocks": b"From: a@b.example\nSent: 1.1.2026\nTo: c@d.example\nSubject: x\n\ntext\n",
    "labels without values": b"From:\n",
    "long labels": b"To: a@b.example,\n",
    "forward lines": b"---------- Forwarded message ---------\n",
    "separators": b"-----Original Message-----\n",
    "dashes": b"-",
    "underlines": b"_",
    "rules": b"________________________________\n",
    "dashes around words": b"--- a --- \n",
    "delimiters of signatures": b"-- \n",
    "closings": b"Kind regards\n",
    "closings with names": b"Kind regards\n\nAnna\n",
    "device lines": b"Sent from my iPhone\n",
    "legal paragraphs": b"This e-mail is confidential and intended solely for the addressee.\n\n",
    "colons": b":",
    "colons on lines": b"a:\n",
    "stars": b"*",
    "bars": b"|",
    "addresses": b"a@b.example ",
    "addresses on lines": b"a@b.example\n",
    "an address without end": b"a.",
    "at signs": b"a@",
    "links": b"https://a.example/b ",
    "digits": b"7",
    "numbers": b"7 ",
    "dates": b"1.1.2026 ",
    "our numbers": b"ICT-1041 ",
    "job numbers": b"Job no. 7741 ",
    "our marker": b"-- reply above this line --\n",
    "a file inside": b"begin 644 a.txt\nM%A\n",
    "an open file inside": b"begin 644 a.txt\n",
    "a file inside, long": b"M" + b"%" * 60 + b"\n",
    "opened PGP messages": b"-----BEGIN PGP MESSAGE-----\n",
    "opened PGP signed messages": b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\n- text\n",
    "PGP signatures": b"-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n",
    "ideographs": "机".encode(),
    "marks on letters": "e\u0301".encode(),
    "directions": "\u202e\u200f".encode(),
    "emoji": "👩‍💻".encode(),
    "letters that change case": "İſK".encode(),
    "brackets": b"[a](b)",
    "cid references": b"[cid:a@b]",
}

_CODED: Mapping[str, Builder] = {
    "numbered addresses on lines": counted(b"a%d@b.example\n"),
    "numbered job numbers": counted(b"Job %d4711 "),
    "flowed lines": text(b"some words \n", b"text/plain; format=flowed; delsp=yes"),
    "flowed quotes": text(b">> words \n> words \n", b"text/plain; format=flowed"),
    "flowed towers": lambda size: (
        HEAD
        + b"Content-Type: text/plain; format=flowed\n\n"
        + b"".join(b">" * n + b" a \n" for n in range(int((2 * size) ** 0.5)))
    ),
    "towers of quotes": lambda size: HEAD + b"\n" + b"".join(b">" * n + b" a\n" for n in range(int((2 * size) ** 0.5))),
    "soft breaks": text(b"=\n", encoding=b"quoted-printable"),
    "soft breaks with blanks": text(b"= \t\n", encoding=b"quoted-printable"),
    "quoted-printable junk": text(b"=ZZ=", encoding=b"quoted-printable"),
    "quoted-printable blanks": text(b" ", encoding=b"quoted-printable"),
    "base64 junk": text(b"$A=", encoding=b"base64"),
    "base64 padding": text(b"=", encoding=b"base64"),
    "base64 of four letters a line": text(b"QQ==\n", encoding=b"base64"),
    "one line of base64": text(b"QUJD", encoding=b"base64"),
    "uuencoded lines": text(b"begin 644 a\n#04)#\n`\nend\n", encoding=b"x-uuencode"),
    "broken uuencoded lines": text(b"\xff\n", encoding=b"uuencode"),
    "UTF-7": text(b"+AAA-+", b"text/plain; charset=utf-7"),
    "open UTF-7": text(b"+", b"text/plain; charset=utf-7"),
    "UTF-16 without pairs": text(b"\x00\xd8", b"text/plain; charset=utf-16le"),
    "escapes of ISO-2022": text(b"\x1b$B!!\x1b(B", b"text/plain; charset=iso-2022-jp"),
    "broken escapes of ISO-2022": text(b"\x1b$", b"text/plain; charset=iso-2022-kr"),
    "HZ": text(b"~{", b"text/plain; charset=hz-gb-2312"),
    "GB18030": text(b"\x81\x30\x81\x30", b"text/plain; charset=gb18030"),
    "broken UTF-8": text(b"\xe2\x82", b"text/plain; charset=utf-8"),
    "bytes that no charset has": text(b"\x81\x8d\x8f", b"text/plain; charset=unknown-8bit"),
    "punycode": text(b"a-", b"text/plain; charset=punycode"),
    "IDNA": text(b"xn--a.", b"text/plain; charset=idna"),
    "lone surrogates": text(b"\xed\xa0\x80", b"text/plain; charset=utf-8"),
    "controls": text(b"\x01\x02\x1b[31m"),
    "one closing and no end": lambda size: HEAD + b"\ntext\n\nKind regards\n" + repeated(b"x ", size),
}

TEXTS: Mapping[str, Builder] = {
    **{f"text: {name}": text(piece) for name, piece in _PIECES.items()},
    **{f"answer: {name}": text(piece, head=_ANSWER) for name, piece in _PIECES.items()},
    **{f"forward: {name}": text(piece, head=_FORWARD) for name, piece in _PIECES.items()},
    **_CODED,
}
