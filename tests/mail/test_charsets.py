"""Texts and header values come out as they were written, whatever their label says."""

from __future__ import annotations

import pytest

from mailtick.mail.charsets import clean_text, decode_text
from mailtick.mail.encoded_words import decode_header
from mailtick.mail.parse import parse_mail

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
    "UTF-8 called Chinese": ("投影仪不能用了".encode(), "gb2312", "投影仪不能用了"),
    "Chinese that is valid UTF-8 by chance": ("茅".encode("gb18030"), "gb2312", "茅"),
    "UTF-8 called Polish": ("proszę".encode(), "windows-1250", "proszę"),
    "UTF-8 with one stray byte": ("naïve café ".encode() + b"\xe9", "utf-8", "naïve café é"),
    "Chinese with one stray byte": ("投影仪不能用了".encode("gb18030") + b"\xff", "gb2312", "投影仪不能用了\ufffd"),
    "a code page by the name of Windows": ("Привет".encode("cp1251"), "win-1251", "Привет"),
    "a code page by the name of a make": ("Grüße".encode("cp850"), "IBM-850", "Grüße"),
    "a private name": ("Привет".encode("cp1251"), "x-cp1251", "Привет"),
    "a label with a comment": ("é".encode("cp1252"), "iso-8859-1 (Western)", "é"),
    "ASCII called UTF-16": (b"plain text", "utf-16", "plain text"),
    "UTF-16 without its mark": ("Grüße".encode("utf-16-be"), "utf-16", "Grüße"),
    "Chinese in UTF-16 without its mark": ("一是不了".encode("utf-16-le"), "utf-16", "一是不了"),
    "UTF-16 without a label": ("Grüße".encode("utf-16"), "", "Grüße"),
    "Japanese of Windows in seven bits": (b'\x1b$B-!%"\x1b(B a \x1b(I1\x1b(B', "iso-2022-jp", "①ア a ｱ"),
    "Japanese in seven bits without a label": (b"\x1b$B%F\x1b(B", "", "テ"),
    "Hong Kong": ("好嘅".encode("big5hkscs"), "big5", "好嘅"),
}
# What people write, in charsets that tell no label.
UNLABELLED = {
    "koi8-r": "Здравствуйте! У нас не работает принтер в кабинете 12.",
    "cp1251": "Здравствуйте! У нас не работает принтер в кабинете 12.",
    "gb18030": "您好，我们教室的投影仪不能用了，请尽快派人来看一下。",
    "cp950": "您好，我們教室的投影機不能使用，請盡快派人來看一下。",
    "cp932": "お世話になっております。プリンターが動きません。",
    "euc_jp": "お世話になっております。プリンターが動きません。",
    "cp949": "안녕하세요. 교실 프린터가 작동하지 않습니다.",
    "cp1253": "Καλημέρα, ο εκτυπωτής δεν λειτουργεί στην αίθουσα.",
    "cp1255": "שלום, המדפסת בחדר המורים אינה עובדת",
    "cp874": "สวัสดีครับ เครื่องพิมพ์ไม่ทำงาน",
    "cp1252": "Ça marche déjà à la fête – “schöne Grüße”, £50",
}


@pytest.mark.parametrize(("value", "expected"), HEADERS.values(), ids=HEADERS.keys())
def test_encoded_words_are_decoded(value: str, expected: str) -> None:
    assert decode_header(value) == expected


@pytest.mark.parametrize(("content", "charset", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_a_text_is_decoded_whatever_its_label(content: bytes, charset: str, expected: str) -> None:
    assert decode_text(content, charset) == expected


def test_text_is_cleaned_of_what_no_database_takes() -> None:
    assert clean_text("a\0b\r\nc\rd\te\ud800\x1b") == "ab\nc\nd\te"


@pytest.mark.parametrize(("codec", "text"), UNLABELLED.items(), ids=UNLABELLED)
def test_a_text_without_a_label_is_known_by_its_commonest_letters(codec: str, text: str) -> None:
    assert decode_text(text.encode(codec)) == text


def test_headers_without_a_label_are_in_the_charset_of_the_body() -> None:
    subject = "Кабинет".encode("koi8-r")
    mail = parse_mail(
        b"From: \xe1 <a@b.example>\nSubject: " + subject + b"\nContent-Type: text/plain; charset=koi8-r\n\nx"
    )
    assert (mail.subject, mail.from_.name if mail.from_ else "") == ("Кабинет", "А")


def test_headers_in_seven_bits_are_in_the_charset_of_the_body() -> None:
    mail = parse_mail(b"Subject: Die Fr+APY-sche\nContent-Type: text/plain; charset=utf-7\n\nx")
    assert mail.subject == "Die Frösche"
    assert parse_mail(b"Subject: \x1b$B%F%9%H\x1b(B\n\nx").subject == "テスト"


def test_a_body_without_a_label_is_in_the_charset_of_the_headers() -> None:
    mail = parse_mail(b"Subject: =?iso-8859-2?Q?Za=BFalenie?=\n\nprosz\xea o pomoc\n")
    assert mail.body_text == "proszę o pomoc"


def test_html_may_name_its_own_charset() -> None:
    html = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Привет'.encode("cp1251")
    assert parse_mail(b"Content-Type: text/html\n\n" + html).body_text == "Привет"
