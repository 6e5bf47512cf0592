"""The words by which orders are recognised, and what follows from what is ordered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailtick.mail.days import DAY
from mailtick.mail.money import MONEY

# "Order placed with …", "we have ordered …", "I've placed an order for …".
ORDERED = re.compile(
    r"\border\s+(?:has\s+(?:now\s+|just\s+)?been\s+|is\s+|was\s+)?(?:now\s+)?(?:placed|made|gone\s+in|sent|raised)\b"
    r"|\b(?:placed|raised|sent\s+off)\s+(?:an?|the|our|this|that)\s+(?:purchase\s+)?order\b"
    r"|\b(?:i|we)(?:\s+have|['’]ve)?\s+(?:now\s+|just\s+|today\s+)*ordered\b"
    r"|\A\s*(?:fyi[\s:,-]*)?(?:just\s+|now\s+|have\s+|has\s+)*ordered\b"
    r"|\b(?:has|have)\s+(?:now\s+|just\s+)?been\s+ordered\b",
    re.IGNORECASE,
)
FROM = re.compile(
    r"\b(?:with|from|at|through|via)\s+(?P<firm>[A-Z][\w&'’.-]*(?:\s+[A-Z][\w&'’.-]*){0,3})",
)
ORDER_NUMBER = re.compile(
    r"\b(?P<number>P\.?O\.?[\s#:-]{0,2}\d[\w/-]{1,20})\b"
    r"|\b(?:purchase\s+)?order\s*(?:no\.?|number|nr\.?|ref(?:erence)?\.?)\s*:?\s*(?P<named>(?=[\w/-]*\d)[\w/-]{3,24})\b",
    re.IGNORECASE,
)
ARRIVES = re.compile(
    rf"\b(?:arriv\w+|deliver\w*|coming|expected|eta|here|lands?|due\s+in|dispatch\w*)\b[^\n£;]{{0,30}}?(?P<day>{DAY})",
    re.IGNORECASE,
)
PAY_BY = re.compile(
    rf"\b(?:invoice|payment|bill|pay(?:able|ing)?)\b[^\n£;]{{0,30}}?\b(?:due|by|on|before)\b[^\n£;]{{0,12}}?(?P<day>{DAY})",
    re.IGNORECASE,
)
TOTAL = re.compile(
    rf"(?:\b(?P<label>total|comes\s+to|altogether|cost\w*)\b[^\n£]{{0,20}})?(?P<amount>{MONEY})", re.IGNORECASE
)
# How many of what; the words go on until something else is told.
COUNTED = re.compile(
    r"(?<![\w£.,/-])(?P<count>\d{1,3}|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?)\b)\s*"
    r"(?:x\b|×|no\.?\s|new\b|off\b)?\s*(?:new\s+)?"
    r"(?=(?P<what>[A-Za-z](?:(?!\s(?:and|&|\+|plus)\s+(?:\d|an?\s|two|one))[^,;:.!?()\n£]){1,60}))",
    re.IGNORECASE,
)
# Where the words for a thing end.
THING_ENDS = re.compile(
    r"\s(?:from|for|with\s+[A-Z]|at|arriv\w*|deliver\w*|due|total\w*|coming|to\s+(?:go|arrive|come)|on\s+order|in\s+the"
    rf"|PO\b|P\.O\.|order)|\s[-–—]\s|\s(?:on|by|this|next)\s+(?:{DAY})",
)
# Numbers of these are no number of things.
NO_THING = re.compile(
    r"^(?:st|nd|rd|th|days?|weeks?|months?|years?|hours?|minutes?|am|pm|o.?clock|pounds?|p|%|percent|vat|jan\w*|feb\w*"
    r"|mar(?:ch)?\b|apr\w*|may\b|jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|order\w*|invoice\w*|quotes?|few|lot"
    r"|couple|bit|new\s+order|purchase)\b",
    re.IGNORECASE,
)
EXTRAS = re.compile(r"\s*(?:\+|&|/|\bwith\b|\bplus\b|\band\b)\s*", re.IGNORECASE)
# Each "for" is looked behind, also within the words of another.
FOR = re.compile(r"\bfor\s+(?=(?P<places>[^.;!?\n(£]{2,80}))", re.IGNORECASE)
# Who asks where an order is tells of none.
CHASED = re.compile(
    r"\b(?:not|never|n['’]t)\b[^.\n]{0,20}\b(?:arriv\w*|come|deliver\w*|here|turn\w*\s+up|received)|n['’]t\b[^.\n]{0,20}"
    r"\b(?:arriv\w*|come|deliver\w*|turn\w*\s+up|received)|\bstill\s+waiting\b|\bchas(?:e|ed|ing)\b|\boverdue\b"
    r"|\b(?:that|which|what|the\s[^.,\n]{1,40})\s(?:i|we)(?:\s+have|['’]ve)?\s+ordered\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ware:
    """A kind of equipment: the words that mean it, its type in a register, its budget, and which licences it takes."""

    words: re.Pattern[str]
    type: str
    budget_category: str
    licences: re.Pattern[str] | None = None


_COMPUTERS = "Laptops, desktops and tablets"
_HARDWARE = "Other hardware"
_WINDOWS = re.compile(r"\b(?:windows|endpoint|antivirus|anti-virus)\b", re.IGNORECASE)


def _ware(words: str, type_: str, budget: str, licences: re.Pattern[str] | None = None) -> Ware:
    return Ware(re.compile(rf"\b(?:{words})s?\b", re.IGNORECASE), type_, budget, licences)


# The first that fits; what a thing is kept or charged in comes before the thing itself.
WARES = (
    _ware("trolley|trollie|cabinet|charging station", "Charging trolley", _HARDWARE),
    _ware("case|sleeve|bag|cable|adapter|mouse|mice|keyboard|stylus|pencil|charger|headset|headphone", "", _HARDWARE),
    _ware(
        "ipad",
        "iPad",
        _COMPUTERS,
        re.compile(r"\b(?:jamf|mosyle|intune|meraki|mobile device management|mdm)\b", re.IGNORECASE),
    ),
    _ware(
        "tablet", "Tablet", _COMPUTERS, re.compile(r"\b(?:intune|meraki|mobile device management|mdm)\b", re.IGNORECASE)
    ),
    _ware("chromebook", "Chromebook", _COMPUTERS, re.compile(r"\bchrome\b", re.IGNORECASE)),
    _ware("laptop|notebook|probook|elitebook|thinkpad|surface", "Laptop", _COMPUTERS, _WINDOWS),
    _ware("desktop|pc|computer|thinkcentre|prodesk|all-in-one", "Desktop", _COMPUTERS, _WINDOWS),
    _ware("monitor|screen", "Monitor", _HARDWARE),
    _ware("panel|whiteboard|smartboard|board", "Interactive panel", _HARDWARE, re.compile(r"\bactivinspire\b", re.I)),
    _ware("projector", "Projector", _HARDWARE),
    _ware("visuali[sz]er", "Visualiser", _HARDWARE),
    _ware("printer|copier|mfd", "Printer", _HARDWARE),
    _ware("scanner", "Scanner", _HARDWARE),
    _ware("server|nas", "Server", "Onsite servers"),
    _ware("switch|switches|access point|router|firewall", "Network", "Connectivity"),
    _ware("camera|webcam|speaker|microphone|phone", "Other", _HARDWARE),
)
# What remains to be done once something is ordered. Source: DOMAIN.md 3.10.
CHECKLIST = (
    "Check the delivery against the order",
    "Tag and register the equipment",
    "Configure it",
    "Label it, and its place",
    "Tell those who will use it",
    "Notes for its users",
    "Remove what it replaces",
    "Pay the invoice",
)
