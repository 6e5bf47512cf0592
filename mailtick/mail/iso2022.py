"""Decode ISO-2022-JP as Japanese mail programs write it: RFC 1468 and what Windows adds to it."""

from __future__ import annotations

import re

# Where the set of characters changes: ASCII and JIS X 0201 Roman, its half-width katakana, JIS X 0208, JIS X 0212.
_ESCAPE = re.compile(rb"\x1b(\([BJHI]|\$[@B]|\$\([@BDOPQ])")
_KATAKANA = bytes(range(0x21, 0x60)), bytes(range(0xA1, 0xE0))


def decode_iso2022_jp(content: bytes) -> str:
    """Return the text, whether or not it was labelled; what is no character becomes U+FFFD.

    Python's codec refuses the circled digits and Roman numerals of Windows (code page 50220), so the two-byte
    characters are read as Shift_JIS of code page 932, which has them.
    """
    try:
        return content.decode("iso2022_jp_ext")
    except UnicodeDecodeError:
        pieces = _ESCAPE.split(content)
        texts = [pieces[0].decode("ascii", "replace")]
        texts += [_decode_run(escape, run) for escape, run in zip(pieces[1::2], pieces[2::2], strict=True)]
        return "".join(texts)


def _decode_run(escape: bytes, run: bytes) -> str:
    if escape == b"(I":
        return run.translate(bytes.maketrans(*_KATAKANA)).decode("cp932", "replace")
    if escape.startswith(b"("):
        return run.decode("ascii", "replace")
    if escape == b"$(D":
        return b"".join(b"\x8f" + _with_high_bits(run[at : at + 2]) for at in range(0, len(run) - 1, 2)).decode(
            "euc_jp", "replace"
        )
    return _as_shift_jis(run).decode("cp932", "replace")


def _with_high_bits(pair: bytes) -> bytes:
    return bytes(byte | 0x80 for byte in pair)


def _as_shift_jis(run: bytes) -> bytes:
    """JIS X 0208 in seven bits as Shift_JIS; a line end inside the run, where an escape was lost, stays one."""
    out = bytearray()
    at = 0
    while at < len(run):
        first = run[at]
        if not 0x21 <= first <= 0x7E or at + 1 == len(run):
            out.append(first)
            at += 1
            continue
        second = run[at + 1]
        out.append((first + 1) // 2 + (0x70 if first < 0x5F else 0xB0))
        out.append(second + (0x1F + (second >= 0x60)) if first % 2 else second + 0x7E)
        at += 2
    return bytes(byte & 0xFF for byte in out)
