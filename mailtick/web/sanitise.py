"""The HTML of a mail, made harmless: no script, no style, no form, nothing from outside."""

from __future__ import annotations

import re

import nh3

# Deeper nesting costs time without end, and no mail that people write has it.
_MOST_CHARACTERS = 500_000
_SHOWN = """
a abbr b blockquote br center cite code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre
q s small span strike strong sub sup table tbody td tfoot th thead tr tt u ul
"""
_TAGS = frozenset(_SHOWN.split())
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
}
# As nh3 writes them: quotation marks and "<" of a text are escaped.
_LINK = re.compile(r'<a((?: [a-z]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
_TARGET = re.compile(r' href="([^"]*)"')
_GONE_WITH_CONTENT = {"script", "style", "title", "template", "noscript"}


def harmless(html: str, *, links_work: bool) -> str:
    """Return what a mail's HTML shows, without anything that acts, loads or sends.

    Pictures are only named by their words. Where links do not work, the address to which one leads stands behind it.
    """
    clean = nh3.clean(
        html[:_MOST_CHARACTERS],
        tags=set(_TAGS),
        clean_content_tags=_GONE_WITH_CONTENT,
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
    return clean if links_work else _LINK.sub(_dead, clean)


def _dead(link: re.Match[str]) -> str:
    target = _TARGET.search(link[1])
    return f"<u>{link[2]}</u> <code>[{target[1] if target else 'no address'}]</code>"
