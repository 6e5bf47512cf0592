"""Hostile HTML."""

from __future__ import annotations

from collections.abc import Mapping

from tests.mail.hostile.build import Builder, around, counted, text

_HTML = b"text/html; charset=utf-8"
_NESTED = ("div", "table", "blockquote", "ul", "ol", "span", "b", "pre", "p", "a", "font", "svg", "td", "li", "form")
_PIECES: Mapping[str, bytes] = {
    "open angles": b"<",
    "closing angles": b">",
    "open tags": b"<p ",
    "attributes": b"<p a=b c='d' e=\"f\">",
    "closing tags": b"</p>",
    "closing tags of nothing": b"</x></y>",
    "breaks": b"<br>",
    "lines": b"<br>some words\n",
    "ampersands": b"&",
    "entities": b"&amp;&#x1f600;&nbsp;&#0;&#xd800;&bogus;",
    "comments": b"<!-- a -->",
    "open comments": b"<!--",
    "conditional comments": b"<!--[if mso]><p>a<![endif]-->",
    "CDATA": b"<![CDATA[a]]>",
    "declarations": b'<!DOCTYPE a [<!ENTITY a "&b;&b;">]>',
    "scripts": b"<script>a</script>",
    "open scripts": b"<script>",
    "styles": b"<style>a{b:c}</style>",
    "hidden elements": b"<div style='display:none'>a</div>",
    "cells": b"<td>a</td>",
    "unclosed tables": b"<table><tr><td>a",
    "rows": b"<tr><td>a<td>b</tr>",
    "items": b"<li>a",
    "headings": b"<h1>a</h1>",
    "links": b"<a href='https://a.example/b'>c</a>",
    "open links": b"<a href='https://a.example/b'>c ",
    "pictures": b"<img src='cid:a' alt='b'>",
    "marked quotes": b"<div class=gmail_quote>a</div>",
    "ends of marked quotes": b"<div id=divRplyFwdMsg></div>",
    "attributions": b"<p>On 1.1.2026 a@b.example wrote:</p>",
    "header blocks": b"<p><b>From:</b> a@b.example<br><b>Sent:</b> 1.1.2026<br><b>To:</b> c@d.example</p>",
    "NUL bytes": b"<p>\0a",
    "words": b"some words ",
    "blanks": b" ",
    "line feeds": b"\n",
}


def _long_attribute(name: bytes, piece: bytes) -> Builder:
    return lambda size: text(b"x", _HTML)(0) + b"<blockquote %s='" % name + piece * (size // len(piece)) + b"'>a"


MARKUP: Mapping[str, Builder] = {
    **{f"HTML: {name}": text(piece, _HTML) for name, piece in _PIECES.items()},
    **{f"HTML, nested: {tag}": around(b"<%s>" % tag.encode(), b"</%s>" % tag.encode(), _HTML) for tag in _NESTED},
    **{f"HTML, not closed: {tag}": text(b"<%s>" % tag.encode(), _HTML) for tag in _NESTED},
    "HTML, nested: marked quotes": around(b"<div class=gmail_quote>a", b"</div>", _HTML),
    "HTML, nested: quotes with text": around(b"<blockquote type=cite>a", b"</blockquote>", _HTML),
    "HTML, nested: hidden": around(b"<div style='display: none'>", b"</div>", _HTML),
    "HTML, numbered tags": counted(b"<x%d>a", _HTML),
    "HTML, numbered attributes": lambda size: (
        text(b"x", _HTML)(0) + b"<p " + b"".join(b"a%d=b " % n for n in range(size // 9)) + b">a"
    ),
    "HTML, a style of margins": _long_attribute(b"style", b"margin"),
    "HTML, a style of displays": _long_attribute(b"style", b"display "),
    "HTML, a style of borders": _long_attribute(b"style", b"border-left"),
    "HTML, a style of blanks": _long_attribute(b"style", b" "),
    "HTML, a class without end": _long_attribute(b"class", b"a "),
    "HTML, an id without end": _long_attribute(b"id", b"x_"),
    "HTML, an address without end": _long_attribute(b"href", b"/"),
}
