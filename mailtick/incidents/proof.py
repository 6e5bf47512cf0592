"""What our own mail server found out about the From of a mail, and in words why that proves it or does not.

Only Authentication-Results of a configured server are read; anybody can write one. Source: RFC 8601 section 5,
RULINGS 11, DEPENDENCIES 3.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import authres  # type: ignore[import-untyped,unused-ignore]  # it ships no types

from mailtick.mail.message import Address, InboundMail

_COMMENT = re.compile(r"\([^()]*\)")
_SERVER = re.compile(r'"?([a-z0-9][a-z0-9._-]{0,250})"?\Z', re.IGNORECASE)
# What a list or a server that passes mail on leaves; either breaks DMARC of honest mail.
_PASSED_ON = ("list-id", "list-post", "arc-seal")
_ONLY_FROM = "only the From address is known"
_ONLY_ANSWERS = "only answers to the desk's own mails can give words"


class Verdict(StrEnum):
    """What is known of the From address by our own server's word."""

    PROVEN = "proven"
    UNPROVEN = "unproven"
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class Proof:
    """A verdict, and why: "DMARC by mx.example", or the rest of a sentence that begins with "no"."""

    verdict: Verdict
    words: str


def read_proof(mail: InboundMail, authserv_ids: Iterable[str]) -> Proof:
    """Return what a configured server says about the From domain.

    DMARC, aligned DKIM or a signed-in sender prove it; SPF alone proves the envelope. A DMARC failure says that the
    mail is forged, but where a list or a forwarder passed it on.
    """
    believed = {server.lower() for server in authserv_ids}
    sender = mail.from_
    if not believed or sender is None:
        return Proof(Verdict.UNPROVEN, _ONLY_FROM)
    if _names_several(mail):
        return Proof(Verdict.UNPROVEN, "it names more than one sender in From")
    values = mail.headers.get("authentication-results", ())
    ours = _ours(mail, believed)
    if not ours:
        return Proof(Verdict.UNPROVEN, _why_nothing(values))
    server = _server_named(ours[0])
    found = [each for value in ours if (results := _read(value)) for each in results.results]
    return _weigh(found, sender, server, is_passed_on=any(name in mail.headers for name in _PASSED_ON))


def servers_named(mail: InboundMail) -> tuple[str, ...]:
    """The servers that the results in a mail name, from the top, each once; anybody may have written any of them."""
    named = (_server_named(value) for value in mail.headers.get("authentication-results", ()))
    return tuple(dict.fromkeys(server for server in named if _SERVER.fullmatch(server)))


def _names_several(mail: InboundMail) -> bool:
    """More than one sender in From: a server may have checked the other one."""
    return sum("@" in each.addr for each in mail.authors) > 1 or len(mail.headers.get("from", ())) > 1


def _ours(mail: InboundMail, believed: set[str]) -> Sequence[str]:
    """The headers of ours: all above the first Received line, where filters write one each; else the topmost alone.

    Below that line a second one may be a stranger's.
    """
    on_top = [each for each in mail.results_on_top if _server_named(each) in believed]
    values = mail.headers.get("authentication-results", ())
    return on_top or [each for each in values if _server_named(each) in believed][:1]


def _server_named(value: str) -> str:
    """The server that a header names, also where the rest of it cannot be read: a lower one shall not speak for it."""
    words = _COMMENT.sub(" ", value.partition(";")[0]).split()
    return words[0].strip('"').lower() if words else ""


def _why_nothing(values: Sequence[str]) -> str:
    named = [server for value in values if (server := _server_named(value)) and _SERVER.fullmatch(server)]
    if named:
        return f"only {named[0]} speaks for it, and that is no server of ours (authserv_ids): {_ONLY_ANSWERS}"
    if values:
        return f"the mail host writes no results that name it: {_ONLY_ANSWERS}"
    return _ONLY_FROM


# Most mails of one sender carry the very same line, and reading it is slow.
@lru_cache(maxsize=1024)
def _read(value: str) -> authres.AuthenticationResultsHeader | None:
    try:
        return authres.AuthenticationResultsHeader.parse_value(value)
    except Exception:  # noqa: BLE001  authres raises many kinds on bad headers; a bad header proves nothing
        return None


def _weigh(
    results: Sequence[authres.AuthenticationResult], sender: Address, server: str, *, is_passed_on: bool
) -> Proof:
    proofs = [method for each in results if (method := _proves(each, sender))]
    if _SIGNED_IN in proofs:
        return Proof(Verdict.PROVEN, f"{_SIGNED_IN} by {server}")
    if any(_denies(each, sender) for each in results):
        if is_passed_on:
            return Proof(Verdict.UNPROVEN, f"the server {server} says DMARC failed, as it does for mail passed on")
        return Proof(Verdict.FORGED, f"the server {server} says DMARC failed")
    if proofs:
        return Proof(Verdict.PROVEN, f"{proofs[0]} by {server}")
    said = ", ".join(dict.fromkeys(f"{each.method}={each.result}" for each in results[:5]))
    what = f"what the server {server} found ({said}) does not prove" if said else f"the server {server} does not prove"
    return Proof(Verdict.UNPROVEN, f"{what} the From address")


_SIGNED_IN = "signed in"


def _proves(result: authres.AuthenticationResult, sender: Address) -> str:
    if result.result != "pass":
        return ""
    found = _properties(result)
    match result.method:
        case "dmarc" if found.get(("header", "from"), "") == sender.domain:
            return "DMARC"
        case "dkim" if _aligned(_signer(found), sender.domain):
            return "DKIM"
        case "auth" if found.get(("smtp", "auth"), "") == sender.key:
            return _SIGNED_IN
        case _:
            return ""


def _denies(result: authres.AuthenticationResult, sender: Address) -> bool:
    """Whether it says that DMARC failed, for the From domain or without naming one."""
    named = _properties(result).get(("header", "from"), sender.domain)
    return result.method == "dmarc" and result.result == "fail" and named == sender.domain


def _properties(result: authres.AuthenticationResult) -> dict[tuple[str, str], str]:
    return {(prop.type, prop.name): prop.value.lower() for prop in result.properties}


def _signer(found: dict[tuple[str, str], str]) -> str:
    """The signing domain; Gmail names only the identity (header.i), which lies within it (RFC 6376 section 3.5)."""
    return found.get(("header", "d")) or found.get(("header", "i"), "").rpartition("@")[2]


def _aligned(signer: str, domain: str) -> bool:
    return "." in signer and (domain == signer or domain.endswith(f".{signer}"))
