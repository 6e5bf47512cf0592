"""By which words other people's spreadsheets call what we keep."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from mailtick.registers.register import Column, Register

# What a file may also say, and what becomes of it: it is worked out of, and kept under no name of its own.
FREE_SEATS = "(free seats)"

# For each register the words for its columns, the surest first, as `fold_header` writes them.
_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "assets": {
        "tag": (
            "asset tag", "asset no", "asset number", "asset id", "tag no", "tag number", "inventory no",
            "inventory number", "label", "sticker", "barcode", "school ref", "asset code", "id no",
        ),
        "type": ("asset type", "device type", "equipment type", "category", "kind", "device category"),
        "make_model": (
            "manufacturer", "make", "brand", "model", "model name", "make and model", "make model", "item", "device",
            "equipment", "description", "asset", "product", "item description", "what", "name of item", "hardware",
        ),
        "serial": (
            "serial no", "serial number", "s n", "sn", "serial nos", "serial numbers", "service tag", "ser no",
            "device serial",
        ),
        "quantity": ("qty", "no of", "how many", "count", "units", "number of items", "no of items"),
        "location": (
            "location", "room", "place", "where", "class", "classroom", "room no", "room number", "current location",
            "site location", "base", "kept in",
        ),
        "usual_location": ("default location", "default room", "home location", "usual room", "usual place"),
        "assigned_to": (
            "checked out to", "checked out", "user", "owner", "used by", "teacher", "member of staff", "staff",
            "issued to", "assigned", "person", "holder", "responsible",
        ),
        "order_number": ("order no", "purchase order", "po number", "po no"),
        "invoice": ("invoice no", "invoice number", "invoice ref"),
        "purchased_on": (
            "purchase date", "date of purchase", "bought", "bought on", "date bought", "purchased", "date purchased",
            "acquired", "date acquired", "date", "year", "when bought", "purchased on",
        ),
        "in_service_on": ("installed", "date installed", "installed on", "installation date", "in use since"),
        "cost_pence": (
            "purchase cost", "cost", "price", "value", "purchase price", "unit cost", "unit price", "cost each",
            "cost inc vat", "cost ex vat", "amount paid",
        ),
        "warranty_end_on": (
            "warranty expires", "warranty end", "warranty until", "warranty expiry", "warranty end date",
            "warranty expiry date", "warranty to", "end of warranty", "guarantee until", "warranty", "warranty months",
            "guarantee",
        ),
        "status": ("state", "condition", "status label"),
        "notes": (
            "notes condition", "condition notes", "comments", "comment", "remarks", "note", "further information",
        ),
        "security_mark": ("security marked", "smartwater", "marking"),
        "funding": ("funding source", "funded by", "budget"),
        "replacement_due_on": ("eol date", "end of life", "replace by", "replacement date", "due for replacement"),
        "checked_on": ("last audit", "last checked", "last check", "checked", "date checked"),
        "disposed_on": ("date of disposal", "disposal date", "date disposed"),
    },
    "licences": {
        "ref": ("licence no", "license no", "licence ref", "license ref"),
        "product": (
            "license name", "licence name", "license", "licence", "software", "software name", "title", "name",
            "product name", "program", "application", "app", "package",
        ),
        "publisher": ("manufacturer", "vendor", "developer", "made by", "software house", "company"),
        "type": ("licence type", "license type"),
        "metric": ("per", "licensed per", "licence metric"),
        "quantity": (
            "seats", "total", "qty", "licences", "licenses", "number of licences", "no of licences", "total seats",
            "owned", "copies", "number of licenses", "users", "no of users", "installs allowed",
        ),
        "in_use": ("used", "in use", "installed", "assigned", "allocated", "seats used", "installs"),
        FREE_SEATS: ("avail", "available", "remaining", "free", "seats available", "free seats"),
        "start_on": ("purchase date", "start date", "from", "bought", "purchased", "date of purchase", "valid from"),
        "end_on": (
            "expiration date", "expiration", "expiry", "expiry date", "expires", "renewal", "renewal date",
            "valid until", "end date", "until", "termination date", "renew by",
        ),
        "cost_pence": (
            "purchase cost", "cost", "price", "annual cost", "cost ex vat", "value", "amount", "cost p a", "cost pa",
            "cost per year",
        ),
        "used_by": ("who for", "for whom", "who uses it"),
        "licensed_to": ("licensed to name", "registered to", "licensed to email", "licensed to mail"),
        "minimum_free": ("min qty", "minimum"),
        "order_number": ("order no", "purchase order", "purchase order number"),
        "key_kept_at": ("where the key is", "where is the key", "key kept in", "key location"),
    },
    "locations": {
        "code": ("room no", "room number", "room code", "abbreviation", "short name", "location code", "ref"),
        "name": ("room", "room name", "location", "location name", "place", "area", "class", "classroom"),
        "aliases": ("also", "also called", "alias", "other names", "known as", "aka", "class name"),
        "kind": ("type", "type of room", "room type"),
        "responsible": ("teacher", "responsible person", "key holder"),
    },
    "people": {
        "address": ("email", "e mail", "mail", "email address", "e mail address", "work email", "username"),
        "name": (
            "full name", "staff name", "member of staff", "staff", "teacher", "display name", "person", "salutation",
            "first name", "forename", "given name", "surname", "last name", "family name",
        ),
        "job": ("role", "job title", "position", "post", "title"),
        "phone": ("telephone", "tel", "extension", "ext", "mobile"),
        "usual_place": ("room", "location", "class", "base", "classroom"),
    },
    "providers": {
        "code": ("short name", "abbreviation", "ref"),
        "name": ("company", "company name", "firm", "supplier", "supplier name", "provider", "organisation", "vendor"),
        "address": ("email", "e mail", "support email", "helpdesk email", "help desk email", "contact email", "mail"),
        "billing_address": ("accounts email", "billing email", "invoice email"),
        "phone": ("telephone", "tel", "tel no", "telephone number", "phone number", "support phone", "support number"),
        "hours": ("opening hours", "support hours"),
        "covers": ("services", "what they do", "service", "supplies"),
    },
    "contracts": {
        "ref": ("contract no", "contract number", "contract ref", "contract reference", "contract id", "agreement no"),
        "provider": ("supplier", "company", "with", "contractor", "vendor", "firm", "supplier name"),
        "description": ("contract", "title", "contract title", "what", "service", "details", "contract name"),
        "start_on": ("start date", "from", "commencement", "contract start", "commencement date", "begins"),
        "end_on": ("end date", "to", "expiry", "expiry date", "contract end", "expires", "renewal date", "until"),
        "renewal": ("renewal type", "auto renew", "how renewed"),
        "notice_months": ("notice", "notice period", "notice period months", "months notice"),
        "annual_value_pence": (
            "annual value", "annual cost", "cost", "value", "cost per year", "price", "cost pa", "cost p a",
        ),
        "invoice_period": ("invoiced", "payment frequency", "frequency", "paid"),
        "how_bought": ("procurement", "procurement route", "route"),
        "responsible": ("contract manager", "owner", "responsible person", "lead", "budget holder"),
    },
    "payments": {
        "what": ("description", "item", "details", "for", "payment"),
        "net_pence": ("net", "net amount", "amount", "cost", "ex vat", "amount ex vat"),
        "vat_pence": ("vat", "vat amount"),
        "invoice": ("invoice no", "invoice number", "invoice ref"),
        "due_on": ("due", "due date", "pay by", "date due", "payment date", "date"),
        "paid_on": ("paid", "date paid", "paid on"),
    },
    "diary": {
        "on": ("date", "when", "day"),
        "what": ("event", "description", "details", "title", "task"),
        "kind": ("type", "category"),
        "done_on": ("done", "completed", "date done"),
    },
    "implementations": {
        "title": ("project", "name", "project name"),
        "target_on": ("due", "target", "due date", "target date", "deadline"),
        "stage": ("status", "state", "progress"),
    },
    "calendar": {
        "kind": ("type",),
        "from_on": ("start", "start date", "begins", "date"),
        "to_on": ("end", "end date", "finish", "ends"),
        "name": ("term", "description", "event", "holiday"),
    },
    "absences": {
        "person": ("name", "staff", "member of staff", "address"),
        "from_on": ("start", "start date", "first day"),
        "to_on": ("end", "end date", "until", "last day"),
    },
    "cover": {
        "person": ("name", "staff", "member of staff", "address"),
        "role": ("for", "stands in for", "as"),
        "from_on": ("start", "start date", "first day"),
        "to_on": ("end", "end date", "until", "last day"),
    },
}  # fmt: skip

# Secrets are never taken in. What a column holds, and what is said about it.
_SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(key|activation code|registration code|unlock code)\b"), "a licence key is never taken in"),
    (re.compile(r"\b(passwords?|passcode|pass word|pin|login|log in|credentials)\b"), "a password is never taken in"),
    (re.compile(r"\b(sort code|bank|iban|account no|account number)\b"), "bank details are never taken in"),
)
_NO_SECRETS = re.compile(r"\bkey (holder|stage|contact|kept|location)|\bwhere\b")
# Several columns of a file may make one of ours: the words of all of them, in this order.
JOINED = frozenset(
    {("assets", "make_model"), ("assets", "notes"), ("licences", "licensed_to"), ("people", "name"), ("people", "job")}
)
# Or the first that is filled: these come after any other.
SECOND_CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("assets", "warranty_end_on"): ("warranty", "warranty months", "guarantee")
}


def fold_header(header: str) -> str:
    """Return a header without case, brackets, currency and punctuation: "Serial No. (if any)" is "serial no"."""
    plain = unicodedata.normalize("NFKC", header).casefold()
    plain = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", plain).replace("&", " and ").replace("#", " no ")
    plain = re.sub(r"\bnr\b|\bno\.", " no ", plain)
    return " ".join(re.findall(r"[^\W_]+", plain))


def own_words(column: Column) -> Iterator[str]:
    """How we call a column ourselves."""
    for word in (column.header, column.name, column.label):
        if word:
            yield fold_header(word.replace("_", " "))


def other_words(register: Register, name: str) -> tuple[str, ...]:
    """How others call a column, the surest word first."""
    return _WORDS.get(register.name, {}).get(name, ())


def words_of(register: Register) -> tuple[str, ...]:
    """Which columns have words of others."""
    return tuple(_WORDS.get(register.name, {}))


def worked_out(register: Register) -> tuple[str, ...]:
    """What a file may say beside our columns and is used to work something out."""
    return tuple(name for name in _WORDS.get(register.name, {}) if name.startswith("("))


def secret_in(header: str) -> str:
    """Say why the cells under a header are not even looked at; empty where they are no secret."""
    folded = fold_header(header)
    if _NO_SECRETS.search(folded):
        return ""
    return next((said for pattern, said in _SECRETS if pattern.search(folded)), "")
