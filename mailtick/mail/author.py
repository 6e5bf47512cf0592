"""Say who wrote a mail, also where a list put its own address into From because of DMARC."""

from __future__ import annotations

import re

from mailtick.mail.fields import parse_addresses
from mailtick.mail.message import Address, Author, InboundMail

# "Anna Brown via Staff", "'Anna Brown' via Staff", as lists of Google, Mailman 3 and others write the name.
_VIA = re.compile(r"\s+(?:via|über|par|vía|tramite|przez|przy użyciu|através de)\s+\S.*\Z", re.IGNORECASE)
_LIST_ADDRESS = re.compile(r"mailto:([^\s<>?]{1,320})", re.IGNORECASE)
_LIST_ID = re.compile(r"<?([A-Za-z0-9._-]{1,255})>?\s*\Z")
# What lists write the first From into: Google Groups and Mailman, Sympa, Exchange's and Google's redirecting.
_ORIGINALS = ("x-original-from", "original-from", "x-original-sender")


def read_author(mail: InboundMail) -> Author | None:
    """Return who wrote the mail: the From, or whom a list names whose address stands there. None without a From.

    It is undone only if the list's own headers (RFC 2369, RFC 2919) say that the From address is the list's. It
    proves nothing more than a From does, and a list's proof of its own domain is none of its authors'.
    """
    from_ = mail.from_
    if from_ is None:
        return None
    if not _is_lists_own(mail, from_):
        return Author(from_, "From", is_rewritten=False)
    found, name = _named_by_list(mail, from_)
    if found is None:
        return Author(from_, "From", is_rewritten=False)
    bare = _VIA.sub("", from_.name).strip(" '\"")
    return Author(
        Address(found.addr, found.name or bare),
        f"the list wrote its own address into From; {name} names the author",
        is_rewritten=True,
    )


def _is_lists_own(mail: InboundMail, from_: Address) -> bool:
    """Whether the list's headers name the From address, or its host while the name speaks of a detour."""
    posts = {each.lower() for each in _LIST_ADDRESS.findall(mail.header("list-post"))}
    posts |= {mail.header("x-beenthere").strip().lower()} - {""}
    if from_.key in posts:
        return True
    list_id = _LIST_ID.search(mail.header("list-id"))
    hosts = {each.rpartition("@")[2] for each in posts} | ({list_id[1].lower()} if list_id else set())
    is_host = any(each == from_.domain or each.endswith(f".{from_.domain}") for each in hosts)
    return is_host and (bool(_VIA.search(from_.name)) or _hidden_in(from_) is not None)


def _named_by_list(mail: InboundMail, from_: Address) -> tuple[Address | None, str]:
    """The author and the field that names him; never the list itself."""
    for field in _ORIGINALS:
        for each in parse_addresses(mail.header(field)):
            if "@" in each.addr and each.key != from_.key:
                return each, field.title()
    if hidden := _hidden_in(from_):
        return hidden, "the From address itself"
    others = [each for each in mail.reply_to if "@" in each.addr and each.key != from_.key]
    if len(others) == 1:
        return others[0], "Reply-To"
    return None, ""


def _hidden_in(from_: Address) -> Address | None:
    """The address in "anna=school.example@lists.example", as groups.io and Mailman write it."""
    local, _, domain = from_.addr.rpartition("@")[0].rpartition("=")
    return Address(f"{local}@{domain}") if local and "." in domain else None
