"""What people write about a piece of equipment: "3 x iPad", which kind of thing a name is, "Ready to Deploy"."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BEFORE = re.compile(r"(\d{1,4})\s*(?:[x×]\s+|[x×](?=[A-Z])|no\.?\s+|off\s+)(\S.*)", re.DOTALL)
_BEHIND = re.compile(r"(\S.*?)\s*(?:\(\s*[x×]?\s*(\d{1,4})\s*[x×]?\s*\)|\s[x×]\s(\d{1,4}))", re.DOTALL)

# The first word that a name holds decides.
_KINDS: tuple[tuple[str, str], ...] = (
    ("Interactive panel", r"activpanel|interactive|smart ?board|white ?board|promethean|clevertouch|iwb|touch ?screen"),
    ("Wi-Fi access point", r"access points?|wi-?fi|aps?|wap|unifi"),
    ("Laptop trolley", r"trolleys?|cabinets?|lapcabby|lapsafe"),
    ("Laptop", r"laptops?|chromebooks?|macbooks?|thinkpad|elitebook|probook|latitude|notebooks?|netbooks?|surface"),
    ("Tablet", r"ipads?|tablets?|galaxy tab|kindles?"),
    ("Visualiser", r"visuali[sz]ers?|document cameras?|ipevo"),
    ("Projector", r"projectors?"),
    ("Network switch", r"switch(?:es)?"),
    ("Router", r"routers?"),
    ("Firewall", r"firewalls?"),
    ("UPS", r"ups|smart-?ups"),
    ("Server", r"servers?|poweredge|proliant"),
    ("Backup NAS", r"nas|synology|qnap"),
    ("Copier", r"(?:photo)?copiers?|mfd|multifunction|ricoh"),
    ("Printer", r"printers?|laserjet|deskjet|officejet|brother hl"),
    ("Scanner", r"scanners?"),
    ("Monitor", r"monitors?"),
    ("Desktop", r"desktops?|pcs?|towers?|optiplex|thinkcentre|prodesk|elitedesk|imacs?|mac mini|all-in-one|computers?"),
    ("Telephone", r"(?:tele)?phones?|handsets?|dect"),
    ("Camera", r"cameras?|webcams?"),
    ("Sound system", r"speakers?|microphones?|radio mics?|amplifiers?|amp|pa system|sound"),
    ("Headphones", r"headphones?|headsets?"),
)
_FOR_ALL = re.compile(r"unlimited|all|site(?:[ -]?(?:wide|licen[cs]e))?|(?:whole )?school(?:[ -]?wide)?")
_KIND_OF = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in _KINDS)


def split_quantity(text: str) -> tuple[int, str]:
    """Return how many "3 x iPad" or "iPad (x3)" are, and what: (3, "iPad"). The number is 0 where none is said."""
    if found := _BEFORE.fullmatch(text):
        return int(found[1]), found[2].strip()
    if found := _BEHIND.fullmatch(text):
        return int(found[2] or found[3]), found[1].strip()
    return 0, text


def is_for_all(text: str) -> bool:
    """Whether a number of licences says that the whole site has it."""
    return bool(_FOR_ALL.fullmatch(" ".join(text.casefold().split())))


def kind_of(text: str) -> str:
    """Return the type of a piece of equipment by the words of its name; empty where they say nothing."""
    return next((kind for kind, pattern in _KIND_OF if pattern.search(text)), "")


# How others call the state of a piece of equipment.
_STATES: Mapping[str, str] = {
    **dict.fromkeys(("in use", "deployed", "working", "ok", "good", "fair", "fine", "active", "yes", "live"), "in_use"),
    **dict.fromkeys(("ready to deploy", "in stock", "available", "new", "pending", "stored"), "in_stock"),
    **dict.fromkeys(("spare", "not in use", "unused"), "spare"),
    **dict.fromkeys(
        ("broken", "faulty", "in repair", "out for repair", "out for diagnostics", "needs repair", "repair", "poor"),
        "in_repair",
    ),
    **dict.fromkeys(("on loan", "loaned", "loan"), "on_loan"),
    **dict.fromkeys(("lost", "missing", "lost stolen", "not found"), "missing"),
    **dict.fromkeys(
        ("disposed", "disposed of", "scrapped", "archived", "written off", "gone", "weee", "recycled"), "disposed"
    ),
}  # fmt: skip


def state_of(text: str) -> str:
    """Return how we call the state of a thing that others call so; the same text where nobody knows it.

    Snipe-IT writes "Ready to Deploy (deployed)" for what somebody has.
    """
    plain = text.strip().casefold()
    inside = re.search(r"\(([^()]*)\)$", plain)
    for part in (inside[1] if inside else "", plain, re.sub(r"\(.*", "", plain)):
        word = " ".join(re.findall(r"[a-z]+", part))
        if word in _STATES:
            return _STATES[word]
    return text
