"""Papers in a browser: their styles stand in them, and nothing else of them may act."""

from __future__ import annotations

import hashlib
import html
import re
from base64 import b64encode

from starlette.responses import HTMLResponse, Response

# A reader's words are escaped: no quotation mark and no "<" of theirs is one.
_STYLES = re.compile(r'<style>(.*?)</style>|style="([^"]*)"', re.DOTALL)


def as_page(paper: str) -> Response:
    """Return a paper of ours; of styles only those that stand in it are let in, each by its hash."""
    found = {sheet or html.unescape(attribute) for sheet, attribute in _STYLES.findall(paper)}
    hashes = " ".join(sorted(f"'sha256-{style_hash(each)}'" for each in found))
    policy = f"default-src 'none'; style-src 'unsafe-hashes' {hashes}; img-src data:; frame-ancestors 'self'"
    return HTMLResponse(paper, headers={"Content-Security-Policy": policy})


def style_hash(style: str) -> str:
    """Return the hash by which a policy names a style."""
    return b64encode(hashlib.sha256(style.encode()).digest()).decode()
