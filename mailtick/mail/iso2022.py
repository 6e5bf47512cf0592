"""Decode ISO-2022-JP as Japanese mail programs write it: RFC 1468 and what Windows adds to it."""

from __future__ import annotations

import re

# Where the set of characters changes: ASCII or JIS X 0201, its half-width katakana, JIS X 0208, later sets.
_ESCAPE = re.compile(rb"\x1b(\([BJHI]|\$[@B]|\$\([@BDOPQ])")
_TO_KATAKANA = bytes.maketrans(bytes(range(0x21, 0x60)), bytes(range(0xA1, 0xE0)))
# The two-byte sets in seven bits are those of EUC-JP without the eighth; line ends, where an escape is lost, stay.
_TO_EUC = bytes.maketrans(bytes(range(0x21, 0x7F)), bytes(range(0xA1, 0xFF)))


def decode_iso2022_jp(content: bytes) -> str:
    """Return the text, whether or not it was labelled; what is no character becomes U+FFFD.

    Python's codec refuses the circled digits and Roman numerals of Windows (code page 50220); the set of JIS X 0213
    has them in the same places.
    """
    try:
        return content.decode("iso2022_jp_ext")
    except UnicodeDecodeError:
        pieces = _ESCAPE.split(content)
        runs = zip([b"(B", *pieces[1::2]], pieces[0::2], strict=True)
        return "".join(_decode_run(escape, run) for escape, run in runs)


def _decode_run(escape: bytes, run: bytes) -> str:
    if escape == b"(I":
        return run.translate(_TO_KATAKANA).decode("cp932", "replace")
    if escape.startswith(b"("):
        return run.decode("ascii", "replace")
    return run.translate(_TO_EUC).decode("euc_jis_2004", "replace")
