"""The charsets that Windows knows by numbers: code pages, and the kinds of letters of a font."""

from __future__ import annotations

from mailtick.mail.charsets import find_codec

_PAGES = {
    936: "gb18030",
    1200: "utf-16-le",
    10000: "mac-roman",
    20127: "ascii",
    20866: "koi8-r",
    21866: "koi8-u",
    50220: "iso-2022-jp",
    50221: "iso-2022-jp",
    50222: "iso-2022-jp",
    51932: "euc-jp",
    51936: "gb18030",
    51949: "cp949",
    52936: "hz",
    54936: "gb18030",
    65000: "utf-7",
    65001: "utf-8",
}
# \\fcharset of a font in RTF.
_FONT_PAGES = {
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}


def codec_of_page(page: int) -> str:
    """Python's codec for a code page of Windows; empty where there is none."""
    if 28591 <= page <= 28606:
        return find_codec(f"iso-8859-{page - 28590}")
    return _PAGES.get(page) or find_codec(f"cp{page}")


def codec_of_font(charset: int) -> str:
    """Python's codec for the letters of a font; empty where the document's own holds."""
    return _FONT_PAGES.get(charset, "")
