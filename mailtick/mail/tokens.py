"""Tokens and Message-IDs that only this desk can make.

Both come from the desk's key and the cause of the mail alone. So a mail that is written again, after a
transaction that was rolled back, gets the very same ones.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

_CHARACTERS = 20


def make_token(key: bytes, *parts: str) -> str:
    """Return 20 characters of a-z and 2-7 (100 bits) that nobody without the key can work out for these parts."""
    text = "\0".join(parts).encode()
    digest = hmac.new(key, text, hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:_CHARACTERS]


def make_message_id(reference: str, token: str, domain: str) -> str:
    """Return a Message-ID without angle brackets; `reference` names the incident, or the kind of mail."""
    return f"{reference.lower()}.{token}@{domain}"
