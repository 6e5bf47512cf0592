"""The mail with a link that signs somebody in."""

from __future__ import annotations

from mailtick.incidents.notices import Manner, Notice
from mailtick.incidents.people import Person


def sign_in(to: Person, link: str, minutes: int) -> Notice:
    """You asked to sign in: this `link` does it once, within so many minutes, in the browser that asked."""
    return Notice("sign_in", to, {"link": link, "minutes": minutes}, Manner.REPLIED, "sign_in")
