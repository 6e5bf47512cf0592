"""A sheet of labels to print: each with a code that opens a mail to the desk about one thing, or about one room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

import segno

# A4 with 3 columns of 8, 63.5 x 33.9 mm, as sheets of 24 stickers are cut (Avery L7159 and its like).
_ON_A_PAGE = 24
_STYLE = """
@page { size: A4; margin: 0 }
* { box-sizing: border-box }
body { margin: 0; background: #fff; color: #000; font-family: Arial, Helvetica, sans-serif }
.sheet { width: 210mm; height: 297mm; padding: 12.9mm 7.25mm; display: grid; overflow: hidden;
  grid-template-columns: repeat(3, 63.5mm); grid-auto-rows: 33.9mm; column-gap: 2.5mm; break-after: page }
.sheet:last-child { break-after: auto }
.label { display: flex; align-items: center; padding: 1.5mm; overflow: hidden }
.label svg { width: 29mm; height: 29mm; flex: none }
.words { min-width: 0; font-size: 7.5pt; line-height: 1.2; overflow-wrap: anywhere }
.words b { display: block; font-size: 13pt; line-height: 1.1; margin-bottom: .6mm }
.words span { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden }
.words i { display: block; font-style: normal; font-size: 6.5pt; margin-top: .8mm }
@media screen { body { background: #ddd } .sheet { background: #fff; margin: 5mm auto }
  .label { outline: .2mm dashed #bbb } }
""".strip()


@dataclass(frozen=True, slots=True)
class Label:
    """One sticker: the tag of equipment or the code of a place, and what stands beside it."""

    tag: str
    lines: tuple[str, ...]


def mail_link(tag: str, address: str) -> str:
    """What the code says: a mail to the desk with the tag in its subject (RFC 6068)."""
    return f"mailto:{quote(address, safe='@')}?subject={quote(f'[{tag}] ')}"


def label_sheet(labels: Sequence[Label], address: str, title: str) -> str:
    """Return the sheet as one HTML file that needs nothing else; `address` is the desk's."""
    pages = [labels[first : first + _ON_A_PAGE] for first in range(0, len(labels), _ON_A_PAGE)]
    sheets = "\n".join(
        f'<section class="sheet">\n{"".join(_label(each, address) for each in page)}</section>' for page in pages
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n{sheets}\n</body>\n</html>\n"
    )


def _label(label: Label, address: str) -> str:
    # "M" bears a scratch; the margin of four modules is what readers need (ISO 18004).
    code = segno.make_qr(mail_link(label.tag, address), error="m").svg_inline(border=4, omitsize=True)
    lines = "".join(f"<span>{escape(line)}</span>" for line in label.lines if line)
    shown = escape(address).replace("@", "@<wbr>")
    ask = f"<i>Something wrong? Scan, or write to {shown}</i>"
    return f'<div class="label">{code}<div class="words"><b>{escape(label.tag)}</b>{lines}{ask}</div></div>\n'
