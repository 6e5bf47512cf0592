"""Tokens that prove that a form was ours: bound to the session, and different on every page."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def make_form_token(key: bytes, secret: str) -> str:
    """Return a token for the forms of a page. Compressed pages leak none of it: it is new each time."""
    salt = secrets.token_hex(8)
    return f"{salt}.{_sealed(key, secret, salt)}"


def is_form_token(key: bytes, secret: str, token: str) -> bool:
    salt, _, seal = token.partition(".")
    return bool(secret) and hmac.compare_digest(seal.encode(), _sealed(key, secret, salt).encode())


def _sealed(key: bytes, secret: str, salt: str) -> str:
    return hmac.new(key, f"form\0{secret}\0{salt}".encode(), hashlib.sha256).hexdigest()
