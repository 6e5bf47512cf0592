"""HTML reads well as plain text."""

from __future__ import annotations

import pytest

from mailtick.mail.html import html_to_text

HTML = {
    "paragraphs": ("<p>a</p><p>b<br>c</p>", "a\n\nb\nc"),
    "lists": ("<ul><li>a<ol><li>b</li><li>c</li></ol></li></ul>", "* a\n  1. b\n  2. c"),
    "links": ('<a href="https://a.example/x">here</a> <a href="https://b.example">https://b.example</a>', None),
    "a table": ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    "quotes in quotes": ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n>\n> > b"),
    "an indent of Gmail": ('<blockquote style="margin:0 0 0 40px;border:none">a</blockquote>', "a"),
    "hidden and unseen": ('<style>x</style><p style="display: none">x</p><script>x</script><!-- x -->a', "a"),
    "preformatted": ("<pre>a\n  b</pre>", "a\n  b"),
    "entities and blanks": ("a&nbsp;&amp;\n   b", "a & b"),
    "not closed": ("<div>a<div>b", "a\nb"),
    "no HTML at all": ("just text", "just text"),
    "a table of facts": (
        "<table><tr><th>Room</th><th>Fault</th></tr><tr><td>12</td><td>Projector</td></tr></table>",
        "Room | Fault\n12 | Projector",
    ),
    "a table with a border": ("<table border=1><tr><td>a</td><td>b</td></tr></table>", "a | b"),
    "a layout around a table": (
        "<table><tr><td><table border='1'><tr><td>a<td>b</table></td><td>c</td></tr></table>",
        "a | b\nc",
    ),
    "paragraphs in a list": ("<ul><li><p>a</p></li><li></li><li><p>b</p></li></ul>c", "* a\n\n* b\n\nc"),
    "a list that starts later": ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
    "lines kept by style": ('<div style="white-space: pre-wrap">a\n  b</div><div>c\n d</div>', "a\n  b\nc d"),
    "an emoji as a picture": (
        '<img alt="\U0001f600" src="cid:1"> hi <img alt="Our logo" src="cid:2">',
        "\U0001f600 hi",
    ),
    "signs that nobody sees": ("<p>\u200b\u034f\u00ad</p><p>a</p>", "a"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("html", "text"), HTML.values(), ids=HTML.keys())
def test_html_reads_well_as_text(html: str, text: str | None) -> None:
    assert html_to_text(html) == (text if text is not None else "here <https://a.example/x> https://b.example")
