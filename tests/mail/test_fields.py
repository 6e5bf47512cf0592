"""Header fields as they really come: addresses, ids, parameters, encoded words."""

from __future__ import annotations

import pytest

from mailtick.mail.charsets import clean_text, decode_text
from mailtick.mail.encoded_words import decode_header
from mailtick.mail.fields import parse_addresses, parse_date, parse_ids, parse_parameters
from mailtick.mail.transfer import decode_transfer

ADDRESSES = {
    "bare": ("a@b.example", [("a@b.example", "")]),
    "named": ("Anna B <a@b.example>", [("a@b.example", "Anna B")]),
    "quoted comma": ('"B, Anna" <a@b.example>, c@d.example', [("a@b.example", "B, Anna"), ("c@d.example", "")]),
    "old comment": ("a@b.example (Anna B)", [("a@b.example", "Anna B")]),
    "group": ("Team: a@b.example, C <c@d.example>;", [("a@b.example", ""), ("c@d.example", "C")]),
    "empty group": ("undisclosed-recipients:;", []),
    "encoded name with a comma": ("=?utf-8?Q?B=2C_Anna?= <a@b.example>", [("a@b.example", "B, Anna")]),
    "a name that decodes to an address": (
        "=?utf-8?Q?=3Cx=40y=2Eexample=3E?= <a@b.example>",
        [("a@b.example", "<x@y.example>")],
    ),
    "quotes that never close": ('"Anna <a@b.example>, c@d.example', [("a@b.example", "Anna"), ("c@d.example", "")]),
    "semicolons for commas": ("a@b.example; c@d.example", [("a@b.example", ""), ("c@d.example", "")]),
    "blanks around the dot": ("a@b . example", [("a@b.example", "")]),
    "stray commas": (", a@b.example,,", [("a@b.example", "")]),
    "escaped quotes": ('"Anna \\"the\\" B" <a@b.example>', [("a@b.example", 'Anna "the" B')]),
    "nothing": ("", []),
}
HEADERS = {
    "two words split inside a character": ("=?utf-8?B?w6TDtg==?= =?utf-8?B?w7w=?=", "äöü"),
    "a character over two words": ("=?utf-8?Q?=C3?= =?utf-8?Q?=BC?=", "ü"),
    "a line break inside": ("=?utf-8?Q?a=0D=0ABcc:_x?=", "a Bcc: x"),
    "unknown charset": ("=?x-none?Q?caf=E9?=", "café"),
    "an alias": ("=?ks_c_5601-1987?B?vsiz5w==?=", "안녕"),
    "no padding": ("=?utf-8?B?w6Q?=", "ä"),
    "broken": ("=?utf-8?Q?broken=?=", "broken="),
    "not closed": ("=?utf-8?Q?op=C3=A9n", "opén"),
    "not closed before the next": ("=?utf-8?Q?caf=C3=A9 =?utf-8?Q?b?=", "café b"),
    "not closed, words after it": ("=?utf-8?Q?a sentence about it", "=?utf-8?Q?a sentence about it"),
    "a question mark inside": ("=?utf-8?Q?Is_it_on??=", "Is it on?"),
    "a charset without name": ("=??Q?x?=", "x"),
    "blanks inside": ("=?utf-8?Q?a b?=", "a b"),
    "language tag of RFC 2231": ("=?utf-8*en?Q?a?=", "a"),
    "plain text between": ("a =?utf-8?Q?b?= c", "a b c"),
}
PARAMETERS = {
    "plain": ("text/plain; charset=utf-8", {"charset": "utf-8"}),
    "quoted": ('a/b; name="x; y"', {"name": "x; y"}),
    "continued": ('a/b; name*0="sto"; name*1=rung', {"name": "storung"}),
    "encoded": ("a/b; name*=utf-8''st%C3%B6", {"name": "stö"}),
    "continued and encoded": ("a/b; name*0*=utf-8''st%C3%B6; name*1*=r%20x; name*2=.pdf", {"name": "stör x.pdf"}),
    "encoded word": ('a/b; name="=?utf-8?Q?st=C3=B6?="', {"name": "stö"}),
    "twice": ("a/b; boundary=x; boundary=y", {"boundary": "x"}),
    "a path of Windows": ('a/b; name="C:\\new\\x.txt"', {"name": "C:\\new\\x.txt"}),
    "nonsense": (";;; charset=", {"charset": ""}),
}
TEXTS = {
    "as declared": (b"gr\xfc\xdfe", "iso-8859-1", "grüße"),
    "UTF-8 called Latin-1": ("grüße".encode(), "iso-8859-1", "grüße"),
    "Latin-1 called UTF-8": (b"gr\xfc\xdfe", "utf-8", "grüße"),
    "Windows-1252 called Latin-1": (b"\x80 \x93x\x94", "iso-8859-1", "€ “x”"),
    "undefined in Windows-1252": (b"a\x81\xff", "", "a\x81ÿ"),
    "ASCII that is not": ("é".encode(), "us-ascii", "é"),
    "unknown": (b"\xe9", "x-klingon", "é"),
    "a codec that is no charset": (b"a-b", "punycode", "a-b"),
    "a codec of bytes": (b"ab", "hex", "ab"),
    "seven-bit Japanese": (b"\x1b$B%F\x1b(B", "iso-2022-jp", "テ"),
    "UTF-7": (b"Fr+APY-sche", "utf-7", "Frösche"),
    "byte order mark": (b"\xef\xbb\xbfa", "utf-8", "a"),
}


@pytest.mark.parametrize(("value", "expected"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_addresses_are_read(value: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.addr, each.name) for each in parse_addresses(value)] == expected


@pytest.mark.parametrize(("value", "expected"), HEADERS.values(), ids=HEADERS.keys())
def test_encoded_words_are_decoded(value: str, expected: str) -> None:
    assert decode_header(value) == expected


@pytest.mark.parametrize(("value", "expected"), PARAMETERS.values(), ids=PARAMETERS.keys())
def test_parameters_are_read(value: str, expected: dict[str, str]) -> None:
    assert dict(parse_parameters(value)[1]) == expected


@pytest.mark.parametrize(("content", "charset", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_a_text_is_decoded_whatever_its_label(content: bytes, charset: str, expected: str) -> None:
    assert decode_text(content, charset) == expected


def test_text_is_cleaned_of_what_no_database_takes() -> None:
    assert clean_text("a\0b\r\nc\rd\te\ud800\x1b") == "ab\nc\nd\te"


@pytest.mark.parametrize(
    ("content", "encoding", "expected"),
    [
        (b"SGVsbG8=", "base64", b"Hello"),
        (b"SGVs\r\n*bG8", "base64", b"Hello"),
        (b"SGVsbG8=\r\n-- \r\nfooter of a gateway", "base64", b"Hello"),
        (b"a=3Db=\r\nc", "quoted-printable", b"a=bc"),
        (b"begin 644 x\n%2&5L;&\\\n`\nend\n", "x-uuencode", b"Hello"),
        (b"as it is", "8bit", b"as it is"),
    ],
    ids=["base64", "base64 with strangers", "base64 with a footer", "quoted-printable", "uuencode", "none"],
)
def test_a_transfer_encoding_is_undone(content: bytes, encoding: str, expected: bytes) -> None:
    assert decode_transfer(content, encoding) == expected


def test_ids_are_read_even_folded_and_without_brackets() -> None:
    assert parse_ids("<a@b> <c@d>\t<e\n f@g> <a@b>") == ("a@b", "c@d", "ef@g")
    assert parse_ids("a@b (comment) c@d") == ("a@b", "c@d")
    assert parse_ids("garbage") == ()


def test_a_date_without_zone_is_utc_and_a_broken_one_is_none() -> None:
    moment = parse_date("Mon, 9 Nov 2026 08:12:00")
    assert moment is not None
    assert moment.isoformat() == "2026-11-09T08:12:00+00:00"
    assert parse_date("Tue, 99 Foo 20999 99:99:99 +9999") is None
