"""The files that come with some letters: a page as PDF, a picture as a telephone takes it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

_PHOTO_BYTES = 4096


def draw_page(lines: Sequence[str]) -> bytes:
    """Return a PDF of one page with these lines; its text layer holds them as they are (ISO 32000-1, WinAnsi)."""
    shown = b" ".join(b"(" + _escaped(line) + b") Tj T*" for line in lines)
    content = b"BT /F1 11 Tf 16 TL 60 780 Td " + shown + b" ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    page, offsets = b"%PDF-1.4\n", list[int]()
    for number, each in enumerate(objects, 1):
        offsets.append(len(page))
        page += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return page + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, len(page))
    )


def _escaped(line: str) -> bytes:
    text = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return text.encode("cp1252", "replace")


def take_photo(name: str) -> bytes:
    """Return a file that begins as every HEIC does and holds no picture; the same bytes for the same name."""
    brands = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
    grain = b"".join(hashlib.sha256(f"{name} {each}".encode()).digest() for each in range(_PHOTO_BYTES // 32))
    return brands + (len(grain) + 8).to_bytes(4, "big") + b"mdat" + grain
